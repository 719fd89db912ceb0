/* The menu, the search box and the passports until they are used, and details that open for print. Classic and deferred, so that it also runs from a folder. */
(() => {
  "use strict";
  const button = document.querySelector(".menu-button");
  const nav = document.getElementById("site-nav");
  const form = document.querySelector("form.search");
  const input = document.getElementById("search-input");

  /* On most screens the menu lies over the page: where the head ends, however many lines it takes. */
  const setMenu = (open) => {
    nav.style.setProperty("--head", `${document.querySelector(".site-header").getBoundingClientRect().bottom}px`);
    button.setAttribute("aria-expanded", String(open));
    nav.toggleAttribute("data-open", open);
  };

  const load = (address) =>
    new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = address;
      script.async = false; // fetched together, run in this order
      script.onload = done;
      script.onerror = fail;
      document.head.append(script);
    });

  let loading;
  const loadSearch = () => {
    const { stemmer, engine, index, search, failed } = form.dataset;
    loading ??= Promise.all([stemmer, engine, index, search].map(load)).catch(() => {
      loading = undefined;
      for (const line of form.querySelectorAll(".search-status, .search-said")) line.textContent = failed;
      document.getElementById("search-panel").open = true;
    });
  };

  button.addEventListener("click", () => setMenu(button.getAttribute("aria-expanded") !== "true"));
  nav.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && nav.hasAttribute("data-open")) {
      setMenu(false);
      button.focus();
    }
  });

  nav.addEventListener("focusout", (event) => {
    if (event.relatedTarget && event.relatedTarget !== button && !nav.contains(event.relatedTarget)) setMenu(false);
  });

  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("focus", loadSearch);

  /* No build reads the clock: the reader's own says whether a page is past its date. */
  const due = document.querySelector(".next-check");
  if (due && Date.now() > Date.parse(`${due.dateTime}T23:59:59`)) due.parentElement.querySelector(".overdue").hidden = false;

  /* Some browsers forget that a table is one when CSS lays it out as cards; in the HTML these roles would be an error. */
  const roles = { table: "table", "thead, tbody": "rowgroup", tr: "row", "thead th": "columnheader", "tbody th": "rowheader", td: "cell" };
  for (const [parts, role] of Object.entries(roles))
    for (const part of document.querySelectorAll(parts)) part.setAttribute("role", role);

  /* What scrolls within a page is reached without a pointer too. */
  const reach = new ResizeObserver((boxes) => {
    for (const { target } of boxes) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const box of document.querySelectorAll(".scroll, article pre")) reach.observe(box);

  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("article details:not([open])")];
    for (const details of opened) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });

  /* A link to a finding inside closed details, or to what stands under another tab, must show it. */
  const named = () => {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null; // An address that somebody has broken names nothing.
    }
  };
  const reveal = () => {
    const target = named();
    for (let part = target?.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    for (let tab = target?.closest(".tabbed-content"); tab; tab = tab.parentElement.closest(".tabbed-content")) tab.previousElementSibling.control.checked = true;
    if (target?.closest("details, .tabbed-content")) target.scrollIntoView();
  };
  window.addEventListener("hashchange", reveal);
  reveal();

  /* A figure's passport opens in place, where that can be; else the link goes on, and so it does for whoever clicks again. */
  const sheet = document.getElementById("passport");
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.know, a.certainty");
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (elsewhere || !sheet?.showModal || !link?.hash.startsWith("#finding-") || link.classList.contains("opening")) return;
    event.preventDefault();
    link.classList.add("opening");
    import("./passport.js")
      .then(({ open }) => open(link))
      .catch(() => location.assign(link.href))
      .finally(() => link.classList.remove("opening"));
  });
})();
