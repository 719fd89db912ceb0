/* What to compare: ticked options side by side, by ticked questions; filters act on findings, and nothing is sorted.
   The cells of an option are a script that is added when it is ticked, so that this also runs from a folder. */
(() => {
  "use strict";
  const folder = new URL("../options/", document.currentScript.src);
  const tool = document.getElementById("choose");
  const say = (id, values = {}) => tool.dataset[id].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const find = (selector, inside = tool) => inside.querySelector(selector);
  const all = (selector, inside = tool) => [...inside.querySelectorAll(selector)];

  const boxes = { options: all("#choose-options input"), questions: all("#choose-questions input") };
  const filters = { people: find("#filter-people"), skin: find("#filter-skin"), certainty: find("#filter-certainty") };
  const most = Number(tool.dataset.most);
  const levels = ["expert", "low", "moderate", "high"];
  const first = Object.fromEntries(Object.entries(boxes).map(([name, list]) => [name, list.filter((box) => box.defaultChecked)]));

  const labelOf = (box) => box.nextElementSibling.textContent;
  const ticked = (name) => boxes[name].filter((box) => box.checked);
  const valueOf = (field) => (field.type === "checkbox" ? (field.checked ? field.value : "") : field.value);

  /* Options: a script each, loaded once. */
  const loaded = {};
  const load = (id) => (loaded[id] ??= new Promise((done) => {
    const script = document.createElement("script");
    script.src = new URL(`${id}.js`, folder);
    script.onload = () => {
      const template = document.createElement("template");
      template.innerHTML = window.DANGER_OR_MIRACLE_OPTIONS[id];
      done(new Map(all("td", template.content).map((cell) => [cell.dataset.question, document.importNode(cell, true)])));
    };
    script.onerror = () => {
      delete loaded[id];
      script.remove();
      done(null);
    };
    document.head.append(script);
  }));

  /* Findings. */
  const fits = ({ people, skin, certainty }) =>
    (!filters.people.checked || people === filters.people.value) &&
    (!filters.skin.value || skin.split(" ").includes(filters.skin.value)) &&
    (!filters.certainty.value || levels.indexOf(certainty) >= levels.indexOf(filters.certainty.value));

  const setHidden = (part, hidden) => part && (part.hidden = hidden);

  /* Shows the findings that fit; a summary only while every finding behind it does. Gives how many fit, and of how many. */
  const filterCell = (cell) => {
    const findings = all(".finding", cell);
    for (const finding of findings) finding.hidden = !fits(finding.dataset);
    const shown = findings.filter((finding) => !finding.hidden).length;
    const summed = findings.every((finding) => !finding.hidden || !("summed" in finding.dataset));
    setHidden(find(".choice-summary", cell), !summed);
    setHidden(find(".choice-left-out", cell), summed || !shown);
    setHidden(find(".choice-none", cell), shown > 0);
    const details = find("details", cell);
    if (details) {
      details.hidden = !shown;
      details.open = details.open || shown < findings.length;
      const summary = find("summary", details);
      summary.dataset.whole ??= summary.textContent;
      summary.textContent = shown < findings.length ? say("count", { shown, all: findings.length }) : summary.dataset.whole;
    }
    return [shown, findings.length];
  };

  /* The table. */
  const heading = (box) => {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.setAttribute("role", "columnheader");
    cell.textContent = labelOf(box);
    return cell;
  };

  const draw = (columns, questions) => {
    const wanted = new Set(questions.map((box) => box.value));
    find("thead tr").replaceChildren(find("thead th"), ...columns.map(({ box }) => heading(box)));
    for (const row of all("tbody tr")) {
      row.hidden = !wanted.has(row.dataset.question);
      row.replaceChildren(find("th", row), ...columns.map(({ cells }) => cells.get(row.dataset.question)));
    }
    return columns.map(({ box, cells }) => {
      const counts = [...cells].filter(([question]) => wanted.has(question)).map(([, cell]) => filterCell(cell));
      const [shown, of] = counts.reduce((sum, pair) => [sum[0] + pair[0], sum[1] + pair[1]], [0, 0]);
      return { name: labelOf(box), shown, of };
    });
  };

  const filtersInWords = () => [
    filters.people.checked && labelOf(filters.people),
    ...[filters.skin, filters.certainty].map((field) => field.value && field.selectedOptions[0].text),
  ].filter(Boolean).join("; ");

  const names = (list) => list.map(({ name }) => name).join(", ");

  let turn = 0;
  let view = "";
  /* Draws what is ticked, and says how much that is, after what had to be said first. */
  const show = async (...before) => {
    const mine = ++turn;
    const [options, questions] = [ticked("options"), ticked("questions")];
    const cells = await Promise.all(options.map((box) => load(box.value)));
    if (mine !== turn) return;
    const columns = options.map((box, place) => ({ box, cells: cells[place] }));
    const there = columns.filter((column) => column.cells);
    const missing = columns.filter((column) => !column.cells).map(({ box }) => ({ name: labelOf(box) }));
    const drawn = draw(there, questions);
    find(".tool-result").hidden = !there.length || !questions.length;
    const chosen = filtersInWords();
    find(".tool-view").textContent = [say("shown", { options: names(drawn) }), chosen && say("filtered", { filters: chosen })].filter(Boolean).join(" ");
    find(".tool-status").textContent = [...before, ...report(drawn, missing, questions)].join(" ");
  };

  const report = (drawn, missing, questions) => {
    const said = missing.length ? [say("failed", { names: names(missing) })] : [];
    if (!questions.length || !(drawn.length + missing.length)) return [...said, say("pick")];
    const sum = (key) => drawn.reduce((total, one) => total + one[key], 0);
    if (drawn.length) said.push(say("status", { options: drawn.length, questions: questions.length, shown: sum("shown"), all: sum("of") }));
    const empty = drawn.filter(({ of }) => !of);
    const without = drawn.filter(({ shown, of }) => of && !shown);
    if (empty.length) said.push(say("empty", { names: names(empty) }));
    if (without.length) said.push(say("without", { names: names(without) }));
    return said;
  };

  /* The address holds the view; what it names and nobody knows is left out. */
  const write = () => {
    const parts = [...Object.keys(boxes).map((name) => [name, ticked(name).map((box) => box.value).join(",")]), ...Object.entries(filters).map(([name, field]) => [name, valueOf(field)]).filter(([, value]) => value)];
    view = `#${parts.map((pair) => pair.join("=")).join("&")}`;
    history.replaceState(null, "", view);
  };

  const tickNamed = (name, text) => {
    const ids = new Set(text.split(",").filter(Boolean));
    let room = name === "options" ? most : Infinity;
    for (const box of boxes[name]) box.checked = ids.delete(box.value) && room-- > 0;
    return ids.size === 0 && room >= 0;
  };

  const setFilter = (field, value) => {
    if (field.type === "checkbox") field.checked = value === field.value;
    else field.value = [...field.options].some((option) => option.value === value) ? value : "";
    return value === valueOf(field);
  };

  /* Takes the view from the address, where it holds a new one. */
  const read = (otherwise) => {
    const named = new URLSearchParams(location.hash.slice(1));
    const known = [...named.keys()].filter((name) => name in boxes || name in filters);
    if (!known.length || location.hash === view) return otherwise();
    const strange = [...named.keys()].filter((name) => !known.includes(name));
    const good = [
      ...Object.keys(boxes).map((name) => tickNamed(name, named.get(name) ?? "")),
      ...Object.entries(filters).map(([name, field]) => setFilter(field, named.get(name) ?? "")),
    ];
    view = location.hash;
    return show(...(strange.length || good.includes(false) ? [say("unknown")] : []));
  };

  tool.addEventListener("change", ({ target }) => {
    const tooMany = boxes.options.includes(target) && ticked("options").length > most;
    if (tooMany) target.checked = false;
    write();
    show(...(tooMany ? [say("tooMany", { most, name: labelOf(target) })] : []));
  });

  const reset = () => {
    for (const [name, list] of Object.entries(boxes)) for (const box of list) box.checked = first[name].includes(box);
    for (const field of Object.values(filters)) setFilter(field, "");
  };

  find("#choose-reset").addEventListener("click", () => {
    reset();
    write();
    show();
  });

  window.addEventListener("hashchange", () => read(show));
  find(".without-script").hidden = true;
  find(".tool-form").hidden = false;
  reset(); // a browser may have kept the ticks of the last visit
  /* Nothing is fetched before the reader ticks something or comes with a view. */
  read(() => { find(".tool-status").textContent = say("first"); });
})();
