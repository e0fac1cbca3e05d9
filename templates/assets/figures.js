// The ledger, sorted by a click on a column's head and narrowed by words. Without scripts it is a plain table.
const table = document.querySelector(".ledger");
const body = table?.tBodies[0];

function order(row, column) {
  const cell = row.cells[column];
  return cell.dataset.value === undefined ? cell.textContent.trim() : Number(cell.dataset.value);
}

function sort(head, column) {
  const down = head.ariaSort === "ascending";
  const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b));
  const rows = [...body.rows].sort((a, b) => (down ? -1 : 1) * compare(order(a, column), order(b, column)));
  for (const other of head.parentElement.cells) other.ariaSort = null;
  head.ariaSort = down ? "descending" : "ascending";
  body.append(...rows);
}

function makeSortable(head, column) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = head.textContent;
  button.addEventListener("click", () => sort(head, column));
  head.replaceChildren(button);
}

function makeFilter() {
  const label = document.createElement("label");
  const field = document.createElement("input");
  const count = document.createElement("output");
  field.type = "search";
  label.className = "narrow";
  label.append("Only rows with ", field, " ", count);
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of body.rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      shown += !row.hidden;
    }
    count.textContent = words.length ? `${shown} of ${body.rows.length}` : "";
  });
  table.parentElement.before(label);
}

if (body) {
  [...table.tHead.rows[0].cells].forEach(makeSortable);
  makeFilter();
}
