// The page of feeds: filter the list, tick what to follow, take it home as OPML. Without scripts it is a list.
const form = document.querySelector(".feed-tools");
const rows = [...document.querySelectorAll("li[data-feed]")];
const button = form.querySelector("button");
const said = form.querySelector("output");

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const names = new Map(rows.map((row) => [row, fold(row.dataset.name)]));

for (const row of rows) {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.setAttribute("aria-label", `Follow ${row.dataset.name}`);
  row.prepend(box);
}
const ticked = () => rows.filter((row) => row.querySelector("input").checked);

const filter = () => {
  const words = fold(form.elements.filter.value).split(/\s+/);
  for (const row of rows) row.hidden = !words.every((word) => names.get(row).includes(word));
  for (const group of document.querySelectorAll(".feed-group")) {
    group.hidden = !group.querySelector("li:not([hidden])");
  }
  const shown = rows.filter((row) => !row.hidden).length;
  said.textContent = form.elements.filter.value.trim() ? `${shown} of ${rows.length} feeds` : "";
};

const count = () => {
  const number = ticked().length;
  button.disabled = number === 0;
  button.textContent = number ? `Download my feeds (${number})` : "Download my feeds";
};

const opml = () => {
  const file = document.implementation.createDocument(null, "opml");
  const add = (parent, name, attributes = {}) => {
    const element = parent.appendChild(file.createElement(name));
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  file.documentElement.setAttribute("version", "2.0");
  add(add(file.documentElement, "head"), "title").textContent = document.title;
  const body = add(file.documentElement, "body");
  for (const { dataset } of ticked()) {
    const text = dataset.name;
    const [xmlUrl, htmlUrl] = [`${dataset.feed}feed.xml`, dataset.page].map((url) => form.dataset.root + encodeURI(url));
    add(body, "outline", { type: "rss", text, title: text, xmlUrl, htmlUrl });
  }
  return `<?xml version="1.0" encoding="utf-8"?>\n${new XMLSerializer().serializeToString(file)}\n`;
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([opml()], { type: "text/x-opml" }));
  link.download = "my-feeds.opml";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
});
form.elements.filter.addEventListener("input", filter);
document.addEventListener("change", count);
count(); // a browser may have kept the ticks over a reload
filter();
