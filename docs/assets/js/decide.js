/* The worksheet: it repeats the reader's own words and ticks in one summary. It computes nothing and recommends nothing.
   All is kept in memory; on the device only while the reader's tick says so. */
(() => {
  "use strict";
  const summary = document.getElementById("summary");
  const keep = document.getElementById("keep");
  const sheet = document.getElementById("sheet");
  const status = summary.querySelector(".tool-status");
  const say = (id) => summary.dataset[id];
  const STORE = `worksheet:${location.pathname}`;
  const fields = [...document.querySelectorAll(".worksheet :is(input, textarea)")];

  const keyOf = (field) => (field.type === "radio" ? `${field.name}=${field.value}` : field.id);
  const isTick = (field) => field.type === "radio" || field.type === "checkbox";
  const labelOf = (field) => document.querySelector(`label[for="${field.id}"]`)?.textContent.trim() ?? field.closest("label").textContent.trim();
  /* Own words in one line, so that they fit on the sheet whatever was typed. */
  const written = (id) => document.getElementById(id).value.trim().split(/\s*\n\s*/).filter(Boolean).join(" / ");
  const ticked = (part) => [...part.querySelectorAll("input:checked")].map(labelOf);
  const legendOf = (part) => part.querySelector("legend").textContent;

  const row = (term, texts) => {
    const [block, name] = [document.createElement("div"), document.createElement("dt")];
    name.textContent = term;
    block.append(name, ...texts.map((text) => {
      const line = document.createElement("dd");
      line.textContent = text;
      return line;
    }));
    return block;
  };
  const ownRow = (id) => [document.querySelector(`label[for="${id}"]`).textContent, [written(id)].filter(Boolean)];
  const tickRow = (part) => [legendOf(part), ticked(part)];

  /* A summary of nothing is no use on paper: until something is filled in, the worksheet prints with its lines to write on. */
  const choosePrint = () => {
    const { dataset } = document.querySelector("article");
    if (Object.keys(values()).length) dataset.print = "summary";
    else delete dataset.print;
  };

  const showSummary = () => {
    choosePrint();
    const asked = [...document.querySelectorAll("#my-questions fieldset")];
    const own = [...asked[1].querySelectorAll("input")].map(({ id }) => written(id)).filter(Boolean);
    const rows = [
      ownRow("own-decision"),
      tickRow(document.getElementById("leaning")),
      ...[...document.querySelectorAll("#matters .matter")].map(tickRow),
      ownRow("own-matters"),
      [legendOf(asked[0]), [...ticked(asked[0]), ...own]],
      ...[...document.querySelectorAll("#sure fieldset")].map(tickRow),
      ownRow("own-support"),
    ];
    const filled = rows.filter(([, texts]) => texts.length);
    sheet.replaceChildren(...(filled.length ? filled : [["", [say("empty")]]]).map(([term, texts]) => row(term, texts)));
  };

  /* What is kept on the device. */
  const values = () => Object.fromEntries(fields.filter((field) => (isTick(field) ? field.checked : field.value)).map((field) => [keyOf(field), isTick(field) ? true : field.value]));

  const store = (text) => {
    try {
      if (text === null) localStorage.removeItem(STORE);
      else localStorage.setItem(STORE, text);
      return true;
    } catch {
      return false;
    }
  };

  const stored = () => {
    try {
      return JSON.parse(localStorage.getItem(STORE));
    } catch {
      return null;
    }
  };

  const fillIn = (kept) => {
    for (const field of fields) {
      const value = kept[keyOf(field)];
      if (isTick(field)) field.checked = value === true;
      else field.value = typeof value === "string" ? value.slice(0, field.maxLength) : "";
    }
  };

  const save = () => {
    if (keep.checked && !store(JSON.stringify(values()))) {
      keep.checked = false;
      status.textContent = say("refused");
    }
  };

  for (const name of ["input", "change"]) {
    document.addEventListener(name, ({ target }) => {
      if (!fields.includes(target)) return;
      showSummary();
      save();
    });
  }

  keep.addEventListener("change", () => {
    status.textContent = say(keep.checked ? "kept" : "notKept");
    if (keep.checked) save();
    else store(null);
  });

  document.getElementById("delete").addEventListener("click", () => {
    store(null);
    keep.checked = false;
    fillIn({});
    showSummary();
    status.textContent = say("deleted");
  });

  document.getElementById("summary-print").addEventListener("click", () => window.print());

  const kept = stored();
  keep.checked = kept !== null && typeof kept === "object";
  fillIn(keep.checked ? kept : {}); // a browser may have kept the ticks of the last visit
  document.getElementById("sheet-place").textContent = location.href.split("#")[0];
  summary.querySelector(".without-script").hidden = true;
  summary.querySelector(".tool-form").hidden = false;
  showSummary();
})();
