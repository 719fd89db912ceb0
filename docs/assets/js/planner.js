/* Published times as dates: days, weeks and calendar months are added to the reader's day, and each sum is shown.
   Days are counted in UTC, so that no clock change moves one. Nothing leaves the browser. */
(() => {
  "use strict";
  const tool = document.getElementById("planner");
  const laser = document.getElementById("planner-laser");
  if (!laser) return; // Off where the rules of a country say so.
  const day = document.getElementById("planner-day");
  const save = document.getElementById("planner-save");
  const status = tool.querySelector(".tool-status");
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const say = (id, values = {}) => fill(tool.dataset[id], values);
  const months = say("monthNames").split(" ");
  const DAY = 86400000;
  const DAYS = { hours: (number) => number / 24, days: (number) => number, weeks: (number) => number * 7 };
  const MONTHS = { months: 1, years: 12 };
  const DAYS_OF_HALF_A_MONTH = 15;

  /* Dates. */
  const parse = (text) => (/^\d{4}-\d\d-\d\d$/.test(text) && day.validity.valid ? new Date(`${text}T00:00:00Z`) : null);
  const addDays = (date, number) => new Date(date.getTime() + number * DAY);
  /* The same day of a later month, or that month's last day where it is shorter. */
  const addMonths = (date, number) => {
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + number + 1, 0));
    return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date.getUTCDate(), last.getUTCDate())));
  };
  const yearOf = (date) => date.getUTCFullYear();
  const inWords = (date) => `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
  /* With its year where that is not the year of treatment. */
  const briefly = (date, start) => (yearOf(date) === yearOf(start) ? inWords(date) : `${inWords(date)} ${yearOf(date)}`);
  const iso = (date) => date.toISOString().slice(0, 10).replaceAll("-", "");

  /* A published number added to a day: the date, and the sum in words. Halves count down for the earlier end of a range, else up. */
  const add = (date, end, round) => {
    const [written, unit] = end.split(" ");
    const number = Number(written.replaceAll(",", ""));
    const [one, many] = tool.dataset[unit].split("|");
    const whole = Math.floor(number * (MONTHS[unit] ?? 0));
    const later = unit in DAYS
      ? addDays(date, round(DAYS[unit](number)))
      : addDays(addMonths(date, whole), Math.round((number * MONTHS[unit] - whole) * 2) * DAYS_OF_HALF_A_MONTH);
    return { date: later, sum: `${inWords(date)} + ${written} ${written === "1" ? one : many} = ${briefly(later, date)}` };
  };

  /* What a published figure means on the reader's calendar. */
  const dated = (start, { shape, low, high }) => {
    const point = low === high;
    const ends = [add(start, low, point ? Math.ceil : Math.floor), add(start, high, Math.ceil)];
    ends.sort((a, b) => a.date - b.date);
    const [single, between] = tool.dataset.between.split("|");
    const [from, to] = ends.map(({ date }) => briefly(date, start));
    const oneMonth = from !== to && iso(ends[0].date).slice(0, 6) === iso(ends[1].date).slice(0, 6);
    const named = { low: oneMonth ? String(ends[0].date.getUTCDate()) : from, high: to };
    const when = fill(from === to ? single : between, named);
    const key = shape.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
    return { ends, text: say(key, { ...named, when }), sum: [...new Set(ends.map(({ sum }) => sum))].join("; ") };
  };

  /* The page. */
  const shownLasers = () => [...tool.querySelectorAll(".times")].filter((part) => !part.hidden);
  const figures = () => shownLasers().flatMap((part) => [...part.querySelectorAll(".date")].map((line) => ({ part, line })));

  const span = (name, text, facts) => {
    const made = document.createElement("span");
    made.className = name;
    made.textContent = text;
    if (facts) made.dataset.facts = facts;
    return made;
  };

  const show = () => {
    const start = parse(day.value);
    for (const part of tool.querySelectorAll(".times")) part.hidden = laser.value !== "all" && part.dataset.laser !== laser.value;
    for (const line of tool.querySelectorAll(".date")) {
      line.hidden = !start;
      if (!start) continue;
      const { text, sum } = dated(start, line.dataset);
      line.replaceChildren(span("date-words", text, line.previousElementSibling.querySelector("[data-facts]").dataset.facts), " ", span("date-sum", sum));
    }
    const count = figures().length;
    save.disabled = !start || !count;
    status.textContent = start && laser.value ? say("status", { name: laser.selectedOptions[0].text, n: count, day: `${inWords(start)} ${yearOf(start)}` }) : say("noDay");
  };

  /* The calendar file (RFC 5545): all-day entries, lines folded at 75 octets. */
  const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

  const fold = (line) => {
    const encoder = new TextEncoder();
    let [folded, room] = ["", 75];
    for (const letter of line) {
      const size = encoder.encode(letter).length;
      if (size > room) [folded, room] = [`${folded}\r\n `, 74];
      folded += letter;
      room -= size;
    }
    return folded;
  };

  const event = (start, now, { part, line }, number) => {
    const { ends, sum } = dated(start, line.dataset);
    const values = { name: part.dataset.name, question: line.closest(".fact-row").querySelector("dt").textContent, text: line.previousElementSibling.querySelector(".value").textContent, sum, address: location.href.split("#")[0] };
    return [
      "BEGIN:VEVENT",
      `UID:${iso(start)}-${part.dataset.laser}-${number}@danger-or-miracle`,
      `DTSTAMP:${now}`,
      `DTSTART;VALUE=DATE:${iso(ends[0].date)}`,
      `DTEND;VALUE=DATE:${iso(addDays(ends[1].date, 1))}`,
      `SUMMARY:${escaped(say("event", values))}`,
      `DESCRIPTION:${escaped(say("eventNote", values))}`,
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    ];
  };

  const calendar = (start) => {
    const now = `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
    const events = figures().flatMap((figure, number) => event(start, now, figure, number + 1));
    return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Danger or Miracle//Date planner//EN", "CALSCALE:GREGORIAN", ...events, "END:VCALENDAR"].map((line) => `${fold(line)}\r\n`).join("");
  };

  let address;
  save.addEventListener("click", () => {
    if (address) URL.revokeObjectURL(address);
    address = URL.createObjectURL(new Blob([calendar(parse(day.value))], { type: "text/calendar;charset=utf-8" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = say("file");
    link.click();
  });

  laser.addEventListener("change", show);
  day.addEventListener("input", show);
  tool.querySelector(".without-script").hidden = true;
  tool.querySelector(".tool-form").hidden = false;
  show();
})();
