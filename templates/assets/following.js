// Following without an account. What one follows stays in this browser:
// {"companies/openai": {"name": "OpenAI", "seen": [ids of the stories shown so far]}}
const KEY = "briefing.following";
const TERM = /^(companies|products|people|organizations|regions|topics)\/[^/?#.]+$/u;

const clean = (value) =>
  Object.fromEntries(
    Object.entries(value ?? {})
      .filter(([term, one]) => TERM.test(term) && typeof one?.name === "string")
      .map(([term, { name, seen }]) => [term, { name, seen: Array.isArray(seen) ? seen.map(String) : [] }]),
  );

const load = () => {
  try {
    return clean(JSON.parse(localStorage.getItem(KEY)));
  } catch {
    return {}; // storage is off, or holds something else
  }
};

const save = (following) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(following));
  } catch {
    // Storage is off: following lasts as long as the page.
  }
};

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const button = document.querySelector(".follow");
if (button) {
  const { term, name } = button.dataset;
  const show = () => {
    const followed = term in load();
    button.textContent = followed ? "Following" : "Follow";
    button.setAttribute("aria-pressed", String(followed));
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    const following = load();
    if (term in following) delete following[term];
    else following[term] = { name, seen: [] };
    save(following);
    show();
  });
  show();
}

const place = document.querySelector("#following");
if (place) show(place.dataset.root);

async function show(root) {
  const following = load();
  const terms = Object.keys(following).sort((a, b) => following[a].name.localeCompare(following[b].name));
  const sections = await Promise.all(terms.map((term) => section(term, following, root)));
  if (!terms.length) {
    sections.push(element("p", { className: "empty", textContent: "You follow nothing yet. Every company, product, person, organization, region and topic has a Follow button on its page." }));
  }
  place.replaceChildren(...sections, keeping(following, root));
  save(following);
}

async function section(term, following, root) {
  const one = following[term];
  const name = element("a", { href: `${root}${term}/`, textContent: one.name });
  const unfollow = element("button", { type: "button", textContent: "Unfollow", ariaLabel: `Unfollow ${one.name}` });
  unfollow.addEventListener("click", () => {
    const now = load();
    delete now[term];
    save(now);
    show(root);
  });
  const made = element("section", { className: "followed" }, element("h2", {}, name), unfollow);
  try {
    const answer = await fetch(`${root}${term}/feed.json`);
    if (!answer.ok) throw new Error(answer.statusText);
    const { items } = await answer.json();
    const fresh = items.filter((item) => !one.seen.includes(item.id));
    one.seen = items.map((item) => item.id);
    made.append(fresh.length ? element("ol", { className: "lines" }, ...fresh.map((item) => line(item, root))) : said("Nothing new since your last visit."));
  } catch {
    made.append(said("Its stories could not be fetched."));
  }
  return made;
}

const said = (text) => element("p", { className: "note", textContent: text });

function line(item, root) {
  const url = /briefs\/[^/?#]+\/(#.*)?$/u.exec(item.url)?.[0] ?? "";
  const title = element("a", { className: "title", href: root + url, textContent: item.title });
  const date = element("p", { className: "meta", textContent: item.date_published?.slice(0, 10) ?? "undated" });
  const made = element("li", {}, title, date);
  if (item.language) made.lang = item.language;
  return made;
}

// Take the list along to another browser, or keep it safe.
function keeping(following, root) {
  const file = new Blob([JSON.stringify(following, null, 1)], { type: "application/json" });
  const link = element("a", { href: URL.createObjectURL(file), download: "following.json", textContent: "Save what you follow as a file" });
  const input = element("input", { type: "file", accept: "application/json" });
  input.addEventListener("change", async () => {
    try {
      save({ ...load(), ...clean(JSON.parse(await input.files[0].text())) });
      show(root);
    } catch {
      input.after(said("This file holds no list of what you follow."));
    }
  });
  const feeds = element("a", { href: `${root}feeds/`, textContent: "Feeds for your feed reader" });
  return element("div", { className: "keeping" }, element("p", {}, link), element("p", {}, element("label", {}, "Take in a saved file: ", input)), element("p", {}, feeds));
}
