/* What to compare: picked options side by side, doing nothing always among them; nothing is sorted.
   The answers of an option are a script that is added when it is picked, so that this also runs from a folder. */
(() => {
  "use strict";
  const folder = new URL("../options/", document.currentScript.src);
  const tool = document.getElementById("choose");
  const { nothing } = tool.dataset;
  const say = (id, values = {}) => tool.dataset[id].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const find = (selector, inside = tool) => inside.querySelector(selector);
  const all = (selector, inside = tool) => [...inside.querySelectorAll(selector)];

  const boxes = all("#choose-options input");
  const first = boxes.filter((box) => box.defaultChecked);
  const most = Number(tool.dataset.most);
  const labelOf = (box) => box.nextElementSibling.textContent;
  const picked = () => boxes.filter((box) => box.checked);

  /* Options: a script each, loaded once. */
  const parse = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content;
  };
  const loaded = {};
  const load = (id) => (loaded[id] ??= new Promise((done) => {
    const script = document.createElement("script");
    script.src = new URL(`${id}.js`, folder);
    script.onload = () => {
      const { cells, trials } = window.DANGER_OR_MIRACLE_OPTIONS[id];
      const answers = all("td", parse(cells)).map((cell) => [cell.dataset.cell.split(" ")[1], document.importNode(cell, true)]);
      done({ answers: new Map(answers), trials: all(".trial", parse(trials)).map((part) => document.importNode(part, true)) });
    };
    script.onerror = () => {
      delete loaded[id];
      script.remove();
      done(null);
    };
    document.head.append(script);
  }));

  /* The table: an option a column, doing nothing the last one. */
  const heading = (name) => {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.setAttribute("role", "columnheader");
    cell.textContent = name;
    return cell;
  };
  const draw = (columns, none) => {
    for (const table of all(".choice-table")) {
      table.dataset.columns = columns.length;
      find("thead tr", table).replaceChildren(find("th", table), ...columns.map(({ name }) => heading(name)), find("thead .nothing", table));
    }
    for (const row of all("tbody tr")) {
      const { question } = row.dataset;
      row.replaceChildren(find("th", row), ...[...columns, none].map(({ option }) => option.answers.get(question)));
    }
  };

  /* What trials set against each other, of those that are picked. */
  const drawTrials = (columns, none) => {
    const ids = [nothing, ...columns.map(({ id }) => id)];
    const found = [none, ...columns].flatMap(({ option }) => option.trials).filter((part) => ids.includes(part.dataset.other));
    find(".trials dl").replaceChildren(...found);
    find(".no-trial").hidden = found.length > 0;
  };

  let turn = 0;
  let view = "";
  /* Draws what is picked, and says what that is, after what had to be said first. */
  const show = async (...before) => {
    const mine = ++turn;
    const columns = picked().map((box) => ({ id: box.value, name: labelOf(box) }));
    fold(isOpen(), (chip) => chip.classList.contains("picked")); // what was just taken off can be put back
    const [none, ...options] = await Promise.all([nothing, ...columns.map(({ id }) => id)].map(load));
    if (mine !== turn) return;
    const there = columns.map((column, place) => ({ ...column, option: options[place] })).filter(({ option }) => option);
    const missing = columns.filter((_, place) => !options[place]);
    if (!none) missing.push({ name: find("thead .nothing").textContent });
    find(".tool-result").hidden = !there.length || !none;
    if (there.length && none) {
      draw(there, { option: none });
      drawTrials(there, { option: none });
    }
    find(".tool-status").textContent = [...before, ...report(there, missing)].join(" ");
  };

  const names = (list) => list.map(({ name }) => name).join(", ");
  const isEmpty = ({ option }) => [...option.answers.values()].every((cell) => !find("[data-facts]", cell));
  const report = (there, missing) => {
    const said = missing.length ? [say("failed", { names: names(missing) })] : [];
    if (!there.length) return missing.length ? said : [say("pick")];
    said.push(say("status", { options: names(there) }));
    const empty = there.filter(isEmpty);
    if (empty.length) said.push(say("empty", { names: names(empty) }));
    if (picked().length === 1) said.push(say("another"));
    return said;
  };

  /* The list shows what is picked, and more when asked. */
  const foldButton = find("#choose-fold");
  const isOpen = () => foldButton.getAttribute("aria-expanded") === "true";
  const fold = (open, stays = () => false) => {
    foldButton.setAttribute("aria-expanded", String(open));
    find("#choose-options").classList.toggle("folded", !open);
    for (const { checked, parentElement } of boxes) parentElement.classList.toggle("picked", checked || stays(parentElement));
    foldButton.textContent = say(open ? "fewer" : "more", { count: all(".chip:not(.picked)").length });
  };
  foldButton.addEventListener("click", () => fold(!isOpen()));

  /* The address holds the view; what it names and nobody knows is left out. */
  const write = () => {
    view = `#options=${picked().map((box) => box.value).join(",")}`;
    history.replaceState(null, "", view);
  };
  const pickNamed = (text) => {
    const ids = new Set(text.split(",").filter((id) => id && id !== nothing));
    let room = most;
    for (const box of boxes) box.checked = ids.delete(box.value) && room-- > 0;
    return ids.size === 0 && room >= 0;
  };

  /* Takes the view from the address, where it holds a new one. */
  const read = (otherwise) => {
    const named = new URLSearchParams(location.hash.slice(1));
    if (!named.has("options") || location.hash === view) return otherwise();
    const good = pickNamed(named.get("options")) && [...named.keys()].every((name) => name === "options");
    view = location.hash;
    fold(isOpen());
    return show(...(good ? [] : [say("unknown")]));
  };

  tool.addEventListener("change", ({ target }) => {
    const tooMany = picked().length > most;
    if (tooMany) target.checked = false;
    write();
    show(...(tooMany ? [say("tooMany", { most, name: labelOf(target) })] : []));
  });

  const reset = () => {
    for (const box of boxes) box.checked = first.includes(box);
    fold(isOpen());
  };
  find("#choose-reset").addEventListener("click", () => {
    reset();
    write();
    show();
  });

  window.addEventListener("hashchange", () => read(() => {}));
  for (const part of all(".tool-form")) part.hidden = false;
  reset(); // a browser may have kept the ticks of the last visit
  /* Nothing is fetched before the reader picks something or comes with a view: the page holds the first one. */
  read(() => {});
})();
