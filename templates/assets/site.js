// `/` goes to the search field, unless one is typing.
addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  document.querySelector("#find")?.focus();
});

// A phone has laid out what it shows (site.css). The rest follows in small steps, so that no touch has to wait for it.
const STEP_MS = 4;
const rest = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_ELEMENT);

function layOutRest() {
  const end = performance.now() + STEP_MS;
  while (performance.now() < end) {
    const part = rest.nextNode();
    if (!part) return;
    if (getComputedStyle(part).contentVisibility !== "auto") continue;
    part.style.contentVisibility = "visible";
    part.getBoundingClientRect();
  }
  requestIdleCallback(layOutRest);
}

addEventListener("load", () => globalThis.requestIdleCallback?.(layOutRest));
