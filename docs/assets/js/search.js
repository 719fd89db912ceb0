/* The search box once it is used: index and library are loaded by shell.js. Nothing leaves the browser. */
(() => {
  "use strict";
  const root = new URL(document.querySelector("form.search").dataset.index, location);
  const MOST = 10;
  const AROUND = 70;
  const { documents, stop, common, synonyms, intents, treatments } = window.DANGER_OR_MIRACLE_INDEX;
  const form = document.querySelector("form.search");
  const input = document.getElementById("search-input");
  const panel = document.getElementById("search-panel");
  const list = panel.querySelector(".search-hits");
  const status = panel.querySelector(".search-status");
  const help = panel.querySelector(".search-help");

  const sets = { stop: new Set(stop), common: new Set(common), treatments: new Set(treatments) };
  const patterns = intents.map(({ pattern, words }) => [new RegExp(pattern, "i"), words]);
  const engine = new MiniSearch({
    fields: ["title", "also", "page", "text"],
    storeFields: ["id"],
    tokenize: (text) => text.toLowerCase().replace(/['’]/g, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean),
    searchOptions: { boost: { title: 3, also: 3, page: 2 } },
  });
  engine.addAll(documents);

  const unless = (words, set) => {
    const kept = words.filter((word) => !set.has(word));
    return kept.length ? kept : words;
  };
  const stem = (word) => (word.length > 4 ? word.replace(/(ies|es|s)$/, "") : word);

  const wordsOf = (question) => {
    const plain = question.toLowerCase().replace(/['’]/g, "");
    let words = unless(plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean), sets.stop);
    words = unless(words, sets.common);
    const more = patterns.filter(([pattern]) => pattern.test(plain)).flatMap(([, add]) => add);
    return [...new Set([...words, ...words.flatMap((word) => synonyms[word] ?? []), ...more])];
  };

  const search = (question) => {
    const words = wordsOf(question);
    if (!words.length) return [];
    const results = engine.search(
      {
        combineWith: "OR",
        queries: words.map((word) => ({
          queries: [stem(word)],
          prefix: true,
          fuzzy: word.length > 5 ? 0.2 : false,
          weights: { fuzzy: 0.3, prefix: 0.6 },
          boost: { title: 3, also: 3, page: 2 },
          boostTerm: () => (sets.treatments.has(word) ? 0.35 : 1),
        })),
      },
    );
    const weight = { term: 1.4, page: 1.2, section: 1, row: 0.5 };
    return bestFirst(results.map((hit) => ({ ...documents[hit.id], score: hit.score * weight[documents[hit.id].kind], terms: hit.terms })));
  };

  /* The best section of each page first, then what else the pages hold. */
  const bestFirst = (hits) => {
    const pages = new Set();
    const ordered = hits.sort((a, b) => b.score - a.score);
    const first = ordered.filter(({ page }) => !pages.has(page) && pages.add(page));
    return [...first.slice(0, 5), ...ordered.filter((hit) => !first.slice(0, 5).includes(hit))].slice(0, MOST);
  };

  const snippet = (hit) => {
    const lower = hit.text.toLowerCase();
    const places = hit.terms.map((term) => [lower.indexOf(term), term.length]).filter(([place]) => place >= 0);
    const [place, length] = places.sort((a, b) => a[0] - b[0])[0] ?? [0, 0];
    const start = place > AROUND ? lower.indexOf(" ", place - AROUND) + 1 : 0;
    const span = document.createElement("span");
    span.className = "search-snippet";
    const marked = document.createElement("mark");
    marked.textContent = hit.text.slice(place, place + length);
    span.append(start ? "… " : "", hit.text.slice(start, place), marked, `${hit.text.slice(place + length, place + length + AROUND * 2)} …`);
    return span;
  };

  const item = (hit) => {
    const link = document.createElement("a");
    link.href = new URL(hit.url, root);
    link.setAttribute("data-search-result", "");
    const title = document.createElement("span");
    title.className = "search-title";
    title.textContent = hit.title === hit.page ? hit.page : `${hit.title} – ${hit.page}`;
    link.append(title, snippet(hit));
    const entry = document.createElement("li");
    entry.append(link);
    return entry;
  };

  const show = () => {
    const question = input.value.trim();
    panel.open = question.length > 1;
    if (!panel.open) return;
    const hits = search(question);
    const { none, one, many } = form.dataset;
    list.replaceChildren(...hits.map(item));
    status.textContent = hits.length === 0 ? none : hits.length === 1 ? one : many.replace("{n}", hits.length);
    help.hidden = hits.length > 0;
  };

  const close = () => {
    panel.open = false;
    input.focus();
  };

  const move = (event) => {
    const links = [input, ...list.querySelectorAll("a")];
    const place = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    if (!panel.open || place < 0 || place >= links.length) return;
    event.preventDefault();
    links[place].focus();
  };

  input.addEventListener("input", show);
  form.addEventListener("submit", () => list.querySelector("a")?.click());
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
