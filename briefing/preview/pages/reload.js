// Added to every page of the preview: loads it again when the site has changed, and shows why a build failed.
{
  const known = new URL(document.currentScript.src).searchParams;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    section { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-block-size: 60vh; overflow: auto; padding: 1rem 1.25rem;
      font: 1rem/1.5 system-ui, sans-serif; color: #fff; background: #7f1d1d; border-block-start: 4px solid #fca5a5; }
    h2 { margin: 0 0 .5rem; font-size: 1rem; }
    pre { margin: 0 0 .5rem; font: .875rem/1.5 ui-monospace, Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
    a { color: inherit; }
    @media print { section { display: none; } }`);
  let notice;

  const show = (failure) => {
    notice?.remove();
    if (!failure || location.pathname.startsWith("/-/")) return; // the desk says it itself
    notice = document.createElement("briefing-notice");
    const root = notice.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    const section = root.appendChild(document.createElement("section"));
    section.setAttribute("role", "alert");
    for (const [name, text] of [["h2", "The last build needs your attention"], ["pre", failure]]) {
      section.appendChild(document.createElement(name)).textContent = text;
    }
    const link = section.appendChild(document.createElement("a"));
    link.href = "/-/desk/";
    link.textContent = "Open the desk";
    document.body.append(notice);
  };

  const visible = () =>
    new Promise((resolve) => {
      if (!document.hidden) resolve();
      else document.addEventListener("visibilitychange", resolve, { once: true });
    });
  const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

  // One request waits at a time, and only of pages that are seen: a browser opens six connections to a host, no more.
  const ask = async (seen) => {
    const leaving = new AbortController();
    const hidden = () => document.hidden && leaving.abort();
    document.addEventListener("visibilitychange", hidden);
    try {
      const answer = await fetch(`/-/news?seen=${encodeURIComponent(seen)}`, { signal: leaving.signal });
      return await answer.json();
    } finally {
      document.removeEventListener("visibilitychange", hidden);
    }
  };

  const watch = async () => {
    let seen = "";
    for (;;) {
      await visible();
      try {
        const state = await ask(seen);
        if ([...known].some(([name, value]) => state[name] !== value)) return location.reload();
        if (state.token !== seen) show(state.failure);
        seen = state.token;
      } catch {
        await pause(1); // the preview has stopped, or starts again
      }
    }
  };
  watch();
}
