/* The search box once it is used: index and engine are loaded by shell.js. Nothing leaves the browser. */
(() => {
  "use strict";
  const AROUND = 70; // letters before the first word that was found
  const NEAREST = 3; // questions shown where nothing was found
  const form = document.querySelector("form.search");
  const input = document.getElementById("search-input");
  const panel = document.getElementById("search-panel");
  const list = panel.querySelector(".search-hits");
  /* The panel's own line is for the eyes: what is in a closed panel can't be heard, so a line outside it is read out. */
  const lines = form.querySelectorAll(".search-status, .search-said");
  const help = panel.querySelector(".search-help");
  const root = new URL(".", new URL(form.dataset.index, location)); // the start page has no name of its own
  const { search, nearestQuestions, excerpt } = window.DANGER_OR_MIRACLE_SEARCH(window.DANGER_OR_MIRACLE_INDEX);

  const element = (name, className, ...content) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content);
    return made;
  };

  const snippet = (hit) =>
    element("span", "search-snippet", ...excerpt(hit, AROUND).map(([words, found]) => (found ? element("mark", "", words) : words)));

  const item = (kind) => (hit) => {
    const title = hit.title === hit.page ? hit.page : `${hit.title} – ${hit.page}`;
    const link = element("a", "", element("span", "search-title", title), snippet(hit));
    link.href = new URL(hit.url, root);
    link.setAttribute(kind, "");
    return element("li", "", link);
  };

  const show = () => {
    const question = input.value.trim();
    panel.open = question.length > 1;
    if (!panel.open) return;
    const hits = search(question);
    const nearest = hits.length ? [] : nearestQuestions(question, NEAREST);
    const { none, one, many } = form.dataset;
    const said = hits.length === 0 ? none.replace("{n}", nearest.length) : hits.length === 1 ? one : many.replace("{n}", hits.length);
    list.replaceChildren(...hits.map(item("data-search-result")), ...nearest.map(item("data-search-nearest")));
    help.hidden = hits.length > 0;
    panel.scrollTop = 0;
    for (const line of lines) if (line.textContent !== said) line.textContent = said;
  };

  const close = () => {
    input.focus(); // opens the panel again
    panel.open = false;
  };

  const move = (event) => {
    const links = [input, ...panel.querySelectorAll("li a, .search-help:not([hidden]) a")];
    const place = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    if (!panel.open || place < 0 || place >= links.length) return;
    event.preventDefault();
    links[place].focus();
  };

  input.addEventListener("input", show);
  input.addEventListener("focus", () => {
    if (!panel.open) show();
  });
  form.addEventListener("submit", () => list.querySelector("a[data-search-result]")?.click());
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.open) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event);
  });
  list.addEventListener("click", () => { panel.open = false; });
  document.addEventListener("click", (event) => {
    if (!form.contains(event.target)) panel.open = false;
  });
  document.addEventListener("focusin", (event) => {
    if (!form.contains(event.target)) panel.open = false;
  });
  show();
})();
