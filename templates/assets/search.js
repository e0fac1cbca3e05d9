// The search page. The index is loaded with the first letter typed, or at once when the address holds a query.
// What comes from the index is text and enters the page as text: no markup is ever made of it.

const FACETS = {
  company: { title: "Companies", folder: "companies" },
  product: { title: "Products", folder: "products" },
  person: { title: "People", folder: "people" },
  organization: { title: "Organizations", folder: "organizations" },
  topic: { title: "Topics", folder: "topics" },
  region: { title: "Regions", folder: "regions" },
  year: { title: "Years", folder: "" },
};
const RESULTS_A_PAGE = 10;
const VALUES_A_FACET = 6;
const EXCERPT_WORDS = 30;
const DEBOUNCE_MS = 120;
// Signs of scripts without spaces: each is a word to the index (briefing/site/search.py).
const WIDE = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/u;

const at = (id) => document.getElementById(id);
const form = at("search");
const field = at("find");
const sort = at("search-sort");
const results = at("search-results");
const narrow = at("search-narrow");
const { root } = form.dataset;

// ------------------------------------------------------------------------------------------- the index

let loading;
let naming;

// What a page shows at once is not kept waiting for what is only then asked for.
const painted = new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

function load() {
  loading ??= painted
    .then(() => import("../pagefind/pagefind.js"))
    .then(({ createInstance }) => createInstance({ noWorker: true, ranking: { metaWeights: { also: 0, date: 0 } } }))
    .catch((error) => {
      loading = undefined;
      throw error;
    });
  return loading;
}

// Give all terms as a map of facet to map of id to value and name. Only narrowing and near spellings need them; once
// they are loaded, searches count them.
function loadTerms() {
  naming ??= load()
    .then((pagefind) => pagefind.filters())
    .then(({ tag = {} }) => byFacet(Object.keys(tag)));
  return naming;
}

function byFacet(values) {
  const terms = new Map(Object.keys(FACETS).map((facet) => [facet, new Map()]));
  for (const value of values) {
    const { facet, id, name } = readValue(value);
    terms.get(facet)?.set(id, { value, name });
  }
  return terms;
}

// The value of a tag is "facet/id name".
function readValue(value) {
  const [, facet, id, name] = /^([^/]*)\/?(\S*) ?(.*)$/su.exec(value);
  return { facet, id, name: name || id };
}

// Stories that hold the words as they were typed, side by side, go before those that hold them scattered.
async function search(query) {
  const pagefind = await load();
  const words = normalized(query.words);
  const filters = await filtersOf(query);
  const within = (filters.tag ?? []).map((value) => readValue(value).name);
  const order = query.sort ? { [query.sort]: "desc" } : {};
  const all = { ...(await pagefind.search(words, { filters, sort: order })), within };
  if (query.sort) return all;
  const exact = await pagefind.search(`"${words.replaceAll('"', " ")}"`, { filters });
  const first = new Set(exact.results.map((result) => result.id));
  const rank = (result) => (first.has(result.id) ? 0 : 1);
  return { ...all, results: all.results.toSorted((a, b) => rank(a) - rank(b)) };
}

async function filtersOf({ chosen }) {
  if (!isNarrowed({ chosen })) return {};
  const terms = await loadTerms();
  const valueOf = (facet, id) => terms.get(facet).get(id)?.value ?? `${facet}/${id}`;
  return { tag: Object.entries(chosen).flatMap(([facet, ids]) => ids.map((id) => valueOf(facet, id))) };
}

// Bring what was typed to the index's spelling: one kind of hyphen and space, wide signs apart.
function normalized(words) {
  return words
    .normalize("NFKC")
    .replace(/\p{Pd}/gu, "-")
    .replace(new RegExp(WIDE, "gu"), " $& ")
    .replace(/\s+/gu, " ")
    .trim();
}

// ------------------------------------------------------------------------------- the query and its address

function readAddress() {
  const params = new URLSearchParams(location.search);
  const chosen = Object.fromEntries(Object.keys(FACETS).map((facet) => [facet, params.getAll(facet)]));
  return { words: params.get("q") ?? "", sort: params.get("sort") === "date" ? "date" : "", chosen };
}

function address({ words, sort, chosen }) {
  const params = new URLSearchParams();
  if (words.trim()) params.set("q", words.trim());
  for (const [facet, ids] of Object.entries(chosen)) for (const id of ids) params.append(facet, id);
  if (sort) params.set("sort", sort);
  return params.size ? `?${params}` : location.pathname;
}

// ---------------------------------------------------------------------------------------------- running

let asked = readAddress();
let turn = 0;

// Search and show, unless another search has begun meanwhile. The results do not wait for the facets.
async function run(query) {
  const mine = ++turn;
  if (!query.words.trim()) return showNothingAsked(query);
  if (!loading) say("Searching…");
  try {
    const found = await search(query);
    const stories = await Promise.all(found.results.slice(0, RESULTS_A_PAGE).map((result) => result.data()));
    const near = found.results.length ? [] : nearNames(query.words, await loadTerms());
    if (mine === turn) show(query, found, stories, near);
    if (!narrow.open) return;
    const terms = await loadTerms();
    const { filters } = await search(query);
    if (mine === turn) showFacets(query, filters.tag ?? {}, terms);
  } catch (error) {
    console.error(error);
    if (mine === turn) say("The search index could not be loaded. Try again, or browse by the links above.");
  }
}

// Ask anew with some part changed; `how` tells whether the former address stays in the history.
async function change(part, how) {
  asked = { ...asked, ...part };
  history[how](null, "", address(asked));
  await run(asked);
}

function show(query, found, stories, near) {
  const count = found.results.length;
  showFound(count || isNarrowed(query));
  results.replaceChildren(...stories.map((story) => storyLine(story, query)));
  showMore(query, found.results, stories.length);
  const within = found.within.length ? ` in ${found.within.join(", ")}` : "";
  if (count) say(counted(count), " for ", quoted(query.words), within);
  else sayNothingFound(query, found.unfilteredResultCount, near);
}

// What was found stands where the hint stood.
function showFound(some) {
  at("search-found").hidden = !some;
  at("search-hint").hidden = some;
}

const isNarrowed = ({ chosen }) => Object.values(chosen).some((ids) => ids.length);

function showMore(query, all, shown) {
  const more = at("search-more");
  more.hidden = shown >= all.length;
  more.onclick = async () => {
    const next = await Promise.all(all.slice(shown, shown + RESULTS_A_PAGE).map((result) => result.data()));
    const lines = next.map((story) => storyLine(story, query));
    results.append(...lines);
    showMore(query, all, shown + next.length);
    lines[0].querySelector("a").focus();
  };
}

function showNothingAsked({ chosen }) {
  showFound(false);
  const pages = Object.entries(chosen).flatMap(([facet, ids]) => ids.map((id) => termLink(facet, id, id)));
  if (pages.length) say("Type to search, or see every story of ", ...joined(pages), ".");
  else say();
}

function sayNothingFound(query, elsewhere, near) {
  const wider = link(address({ ...query, chosen: {} }), `${counted(elsewhere)} elsewhere`);
  const links = near.map((name) => link(address({ ...query, words: name }), name));
  say(
    "No story has ",
    quoted(query.words),
    ...(elsewhere ? [" here; ", wider] : []),
    ".",
    ...(links.length ? [" Did you mean ", ...joined(links), "?"] : []),
  );
}

function say(...parts) {
  at("search-status").replaceChildren(...parts);
}

const counted = (count) => (count === 1 ? "1 story" : `${count} stories`);
const quoted = (words) => `“${words.trim()}”`;
const joined = (nodes) => nodes.flatMap((node, index) => (index ? [" or ", node] : [node]));

// ------------------------------------------------------------------------------------------- a story's line

function storyLine(story, query) {
  const keys = normalized(query.words).split(" ").map(folded).filter(Boolean);
  const title = story.meta.title.split(/\s+/u);
  const inTitle = title.flatMap((word, index) => (isMeant(word, keys) ? [index] : []));
  const heading = element("a", { className: "title", href: root + story.raw_url }, ...marked(title, inTitle));
  const lead = element("p", { className: "lead" }, ...excerpt(story));
  return element("li", { className: "line" }, heading, lead, element("p", { className: "meta" }, ...facts(story)));
}

function isMeant(word, keys) {
  const parts = [word, ...word.split(/[\p{Pd}/.]/u)].map(folded);
  return keys.some((key) => parts.some((part) => part.startsWith(key)));
}

function folded(text) {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}$¥€£%+]/gu, "");
}

// Cut out the stretch with the most matches; a story found by its other names shows its beginning.
function excerpt(story) {
  const words = story.content.split(/\s+/u);
  const places = [...new Set(story.locations)].sort((a, b) => a - b);
  const around = (place) => places.filter((other) => other >= place && other < place + EXCERPT_WORDS - 8).length;
  const best = places.reduce((best, place) => (around(place) > around(best) ? place : best), places[0] ?? 0);
  const start = best < EXCERPT_WORDS / 2 ? 0 : best - 8;
  const cut = words.slice(start, start + EXCERPT_WORDS);
  const parts = marked(cut, places.map((place) => place - start));
  return [start ? "…\u00a0" : "", ...parts, start + EXCERPT_WORDS < words.length ? "\u00a0…" : ""];
}

// Give words as text with marks around those at `places`: neighbours in one mark, its punctuation outside, no spaces
// beside wide signs.
function marked(words, places) {
  const chosen = new Set(places);
  const runs = [];
  words.forEach((word, index) => {
    const gap = index && !WIDE.test(words[index - 1].at(-1)) && !WIDE.test(word[0] ?? "") ? " " : "";
    const mark = chosen.has(index);
    if (index && mark === runs.at(-1).mark) runs.at(-1).text += gap + word;
    else runs.push({ gap, mark, text: word });
  });
  return runs.flatMap(({ gap, mark, text }) => (mark ? [gap, ...markedCore(text)] : [gap + text]));
}

function markedCore(text) {
  const [, before, core, after] = /^([^\p{L}\p{N}$¥€£]*)(.*?)([^\p{L}\p{N}%+]*)$/su.exec(text);
  return core ? [before, element("mark", {}, core), after] : [text];
}

function facts({ filters, meta: { date } }) {
  const parts = date ? [element("time", { dateTime: date }, day(date))] : [];
  const tags = (filters.tag ?? []).map(readValue);
  for (const shown of ["company", "topic"])
    for (const { facet, id, name } of tags.filter(({ facet }) => facet === shown).slice(0, 3))
      parts.push(termLink(facet, id, name));
  return parts.flatMap((part, index) => (index ? [" · ", part] : [part]));
}

function day(date) {
  const lang = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
  return new Date(date).toLocaleDateString(lang, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

// ----------------------------------------------------------------------------------------------- facets

function showFacets(query, counts, terms) {
  const focused = document.activeElement.id;
  const groups = Object.keys(FACETS).map((facet) => facetGroup(facet, query.chosen[facet], counts, terms));
  at("search-facets").replaceChildren(...groups.filter(Boolean));
  if (focused.startsWith("facet-")) document.getElementById(focused)?.focus();
}

function facetGroup(facet, chosen, counts, terms) {
  const values = [...terms.get(facet)]
    .map(([id, { value, name }]) => ({ id, name, count: counts[value] ?? 0, checked: chosen.includes(id) }))
    .filter(({ count, checked }) => count || checked)
    .sort((a, b) => b.checked - a.checked || b.count - a.count || a.name.localeCompare(b.name));
  if (!values.length) return null;
  const items = values.map((value) => facetItem(facet, value));
  const rest = items.slice(VALUES_A_FACET);
  const lists = [element("ul", {}, ...items.slice(0, VALUES_A_FACET))];
  if (rest.length)
    lists.push(element("details", {}, element("summary", {}, `${rest.length} more`), element("ul", {}, ...rest)));
  return element("fieldset", {}, element("legend", {}, FACETS[facet].title), ...lists);
}

function facetItem(facet, { id, name, count, checked }) {
  const box = element("input", { type: "checkbox", name: facet, value: id, checked, id: `facet-${facet}-${id}` });
  const number = element("span", { className: "count" }, String(count));
  return element("li", {}, element("label", {}, box, element("span", {}, name), number));
}

// ---------------------------------------------------------------------------------------- near spellings

// Give up to three names of terms that are spelled nearly as the words, the nearest first.
function nearNames(words, terms) {
  const typed = folded(words);
  const limit = Math.min(3, Math.floor(typed.length / 3));
  const names = new Set([...terms.values()].flatMap((ids) => [...ids.values()].map(({ name }) => name)));
  return [...names]
    .map((name) => ({ name, steps: distance(typed, folded(name), limit) }))
    .filter(({ steps }) => steps > 0 && steps <= limit)
    .sort((a, b) => a.steps - b.steps || a.name.localeCompare(b.name))
    .slice(0, 3)
    .map(({ name }) => name);
}

// Count the letters to change, add, drop or swap to get from one word to the other; more than `limit` counts as that.
function distance(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let [before, row] = [[], Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      if (swapped) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}

// ----------------------------------------------------------------------------------------------- elements

function element(name, properties, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}

function link(href, text) {
  return element("a", { href }, text);
}

function termLink(facet, id, name) {
  const { folder } = FACETS[facet];
  return folder ? link(`${root}${folder}/${encodeURIComponent(id)}/`, name) : link(`${root}briefs/`, name);
}

// ------------------------------------------------------------------------------------------------- events

let waiting;

field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => change({ words: field.value }, "replaceState"), DEBOUNCE_MS);
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  await change({ words: field.value }, "pushState");
  results.querySelector(".title")?.focus();
});

sort.addEventListener("change", () => change({ sort: sort.value }, "pushState"));

at("search-facets").addEventListener("change", (event) => {
  const boxes = new FormData(event.currentTarget);
  change({ chosen: Object.fromEntries(Object.keys(FACETS).map((facet) => [facet, boxes.getAll(facet)])) }, "pushState");
});

addEventListener("popstate", begin);

field.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") step(event, 0);
  if (event.key === "Escape" && field.value) {
    event.preventDefault();
    field.value = "";
    change({ words: "" }, "replaceState");
  }
});

results.addEventListener("keydown", (event) => {
  const place = [...results.children].findIndex((line) => line.contains(event.target));
  if (event.key === "ArrowDown") step(event, place + 1);
  if (event.key === "ArrowUp") step(event, place - 1);
  if (event.key === "Escape") step(event, -1);
});

// Go to a result; above the first is the field, below the last is nothing.
function step(event, place) {
  event.preventDefault();
  if (place < 0) field.select();
  if (place < 0) field.focus();
  else results.children[place]?.querySelector(".title").focus();
}

// Take the page to what its address says.
function begin() {
  asked = readAddress();
  field.value = asked.words;
  sort.value = asked.sort;
  run(asked);
}

narrow.open = matchMedia("(min-width: 60rem)").matches;
narrow.addEventListener("toggle", () => narrow.open && run(asked));
begin();
