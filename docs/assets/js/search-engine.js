/* A question in, places on the site out. No part of a page is touched here, so that it also runs outside a browser.
   Trouble is led to help before all else; then what a question is about counts (data/search.yml), then its words. */
window.DANGER_OR_MIRACLE_SEARCH = (index) => {
  "use strict";
  const { pages, sections, topics, places: own, trouble, names, options, stop, common, spelling } = index;
  /* Settled on the tuning half of tests/search-questions.yml. */
  const MOST = 10;
  const TITLE = 3; // a word in a heading, beside one in the text
  const TEXT = 0.6; // all words of a section, beside its topics
  const ENOUGH = 1.75; // what a topic weighs at most: one phrase of two words says enough
  const ANSWERED = 0.35; // what a topic is still worth once a better hit has answered it
  const LATER = 0.1; // what a page's topics lose by each place in its list: the first is what it is mainly about
  const NAMED = 0.6; // a treatment that is named in a question about something else
  const KINDS = { page: 1, section: 1, term: 1.15, part: 0.7 };

  const sets = { stop: new Set(stop), common: new Set(common), options: new Set(options) };
  const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);

  /* Words. ------------------------------------------------------------------------------------------------------------------ */

  /* "1,320" is one word. */
  const wordsIn = (text) => text.toLowerCase().replace(/['’]|(\d),(?=\d{3})/g, "$1").match(/[\p{L}\p{N}]+/gu) ?? [];
  const rules = spelling.map(([pattern, to]) => [new RegExp(pattern, "g"), to]);
  const anyRule = new RegExp(spelling.map(([pattern]) => pattern).join("|"));
  const spelled = (word) => (anyRule.test(word) ? rules.reduce((so, [pattern, to]) => so.replace(pattern, to), word) : word);
  const stems = new Map();
  const stem = (word) => {
    let found = stems.get(word);
    if (found === undefined) stems.set(word, (found = stemmer(spelled(word))));
    return found;
  };

  /* A word without its endings of number and time: "leaks" and "leaking" are one form. A stem takes in more ("emergency" and "emerge"),
     so what was found by its stem alone is a fuzzy hit. */
  const ENDING = /^(?!.*eed$)(.*[aeiouy].*?)(?:ing|ed)$/; // browsers of 2022 know no lookbehind
  const TWICE = /([^aeioulsfz])\1$/; // "scabbing"
  const SHORT = /^[^aeiou]*[aeiouy][^aeiouwxy]$/; // "scar" of "scared", which is no scar
  const singular = (word) => word.replace(/([^aeiou])ies$/, "$1y").replace(/(ss|sh|ch|x)es$/, "$1").replace(/(..[^su])s$/, "$1");
  const withoutE = (word) => (word.endsWith("e") && !SHORT.test(word.slice(0, -1)) ? word.slice(0, -1) : word);
  const withoutEnding = (word) => {
    const [, root] = ENDING.exec(word) ?? [];
    if (!root) return withoutE(word);
    if (TWICE.test(root)) return root.slice(0, -1);
    return SHORT.test(root) ? `${root}e` : withoutE(root);
  };
  const forms = new Map();
  const form = (word) => {
    let found = forms.get(word);
    if (found === undefined) forms.set(word, (found = withoutEnding(singular(spelled(word)))));
    return found;
  };

  /* stem -> its forms -> the sections that hold one, in order, and its weight in each. Plain lists: a phone has to make them in a moment. */
  const places = new Map();
  const placeOf = (term, word) => {
    let held = places.get(term);
    if (!held) places.set(term, (held = new Map()));
    let place = held.get(form(word));
    if (!place) held.set(form(word), (place = { ids: [], weights: [] }));
    return place;
  };

  /* word -> how often it stands on the site or in the readers' words (one that does not is mended), its stem and the stem's place.
     Each word of the site passes here when the search is first used, so it is looked up once. */
  const known = new Map();
  const know = (word, often) => {
    let entry = known.get(word);
    if (!entry) {
      const term = stem(word);
      known.set(word, (entry = { often: 0, term, place: sets.stop.has(word) ? null : placeOf(term, word), last: -1 }));
    }
    entry.often += often;
    return entry;
  };

  const lengths = sections.map(() => 0);
  let texts = 0;
  const put = (text, id, weight) => {
    texts += 1;
    for (const word of wordsIn(text)) {
      const entry = known.get(word) ?? know(word, 0);
      if (entry.last === texts) continue; // a word counts once a text
      entry.last = texts;
      entry.often += 1;
      if (!entry.place) continue;
      const { ids, weights } = entry.place;
      if (ids.at(-1) === id) weights[weights.length - 1] += weight;
      else {
        ids.push(id);
        weights.push(weight);
      }
      lengths[id] += 1;
    }
  };
  sections.forEach(([page, , , title, text], id) => {
    put(title || pages[page][1], id, TITLE);
    put(text, id, 1);
  });
  const usual = sum(lengths) / lengths.length;

  /* Readers' phrases. "micro needling" and "microneedling" are the same, so two words of a phrase are known joined, too. */
  const joined = new Map();
  const terms = { stop: new Set(stop.map(stem)), common: new Set(common.map(stem)) };
  const phraseOf = (topic, phrase) => {
    const words = phrase.split(" ");
    const needed = [];
    words.forEach((word, place) => {
      const { term } = know(word, 3);
      if (!needed.includes(term)) needed.push(term);
      if (place) joined.set(words[place - 1] + word, [words[place - 1], word]);
    });
    const plain = needed.every((term) => terms.common.has(term));
    return { topic, needed, forms: words.map(form), plain, weak: plain || needed.every((term) => terms.common.has(term) || terms.stop.has(term)) };
  };
  /* Some sections have words of their own, and so are topics by their number. */
  const phrases = [...Object.entries(topics), ...own].flatMap(([topic, said]) => said.map((phrase) => phraseOf(topic, phrase)));

  /* Words of people in trouble. A part of a phrase is a word, a group of which one is enough ("$sight"), or several side by side
     ("cant-$sight"): all the ways in which it can be said; or a topic that is meant ("#edema"). "^" is where a question begins, "?" its
     end; "!" must not be said; "=" before a phrase allows nothing beside it. */
  const groups = new Map();
  const spoken = new Set();
  const ways = (part) => {
    if (part.startsWith("#")) return [part];
    const pieces = part.split("-").map((piece) => groups.get(piece) ?? [know(piece, 3) && form(piece)]);
    return pieces.reduce((before, after) => before.flatMap((left) => after.map((right) => `${left} ${right}`)));
  };
  for (const [name, said] of Object.entries(trouble.groups)) groups.set(`$${name}`, [...new Set(said.flatMap(ways))]);
  const parts = new Map(); // each once, however many phrases hold it
  const partOf = (part) => {
    if (!parts.has(part)) {
      const said = ways(part.replace(/^!?\^?/, ""));
      for (const way of said) way.split(" ").forEach((one) => spoken.add(one));
      parts.set(part, { denied: part.startsWith("!"), said: new Set(part.includes("^") ? said.map((way) => `^ ${way}`) : said) });
    }
    return parts.get(part);
  };
  const crying = (phrase) => ({ alone: phrase.startsWith("="), parts: phrase.replace("=", "").split(" ").map(partOf) });
  const leads = trouble.leads.map(({ to, says, unless }) => ({ to, says: says.map(crying), unless: unless.map(crying) }));
  const quiet = new Set(stop.map(form));
  const LONGEST = Math.max(...[...parts.values()].flatMap(({ said }) => [...said].map((way) => way.split(" ").length)));

  /* How many letters are wrong, missing, too many or swapped between two words; Infinity where it is more than `most`. */
  const distance = (from, to, most) => {
    if (Math.abs(from.length - to.length) > most) return Infinity;
    let before = [];
    let row = Array.from({ length: to.length + 1 }, (_, place) => place);
    for (let i = 1; i <= from.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= to.length; j += 1) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1));
        const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
        if (swapped) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      [before, row] = [row, next];
    }
    return row[to.length] <= most ? row[to.length] : Infinity;
  };

  /* The known words that a reader may have meant, the likeliest first, or the word as it is. A last word may still be unfinished. */
  const meantBy = (word, last) => {
    if (known.has(word) || joined.has(word) || spoken.has(form(word)) || word.length < 4 || /^\d/.test(word)) return [word];
    const most = word.length > 7 ? 2 : 1;
    const away = (other) => (last && other.startsWith(word) ? 1 : distance(word, other, most));
    const near = [...known].filter(([other]) => other[0] === word[0]).map(([other, { often }]) => [other, away(other), often]);
    const fit = near.filter(([, far]) => far <= most).sort((a, b) => a[1] - b[1] || b[2] - a[2]);
    const [[best, least] = [word, 0]] = fit;
    const others = fit.slice(1).filter(([other, far]) => far === least && spoken.has(form(other)) && distance(word, other, most) <= most);
    return [best, ...others.map(([other]) => other)];
  };

  /* What a question can be read as, the likeliest first: its words in their order, mended, then those taken apart ("icepick") and put
     together ("micro needling"). The others are words of trouble that are as near to a slip: "feer" can be "feel" or "fever". */
  const SHORTENED = /\b(are|ca|could|did|do|does|had|has|have|is|was|wo|would)n[ `´‘]t\b/g; // "can t breathe"
  const read = (question) => {
    const typed = wordsIn(question.toLowerCase().replace(SHORTENED, "$1nt"));
    const all = typed.map((word, place) => meantBy(word, place === typed.length - 1));
    const likely = all.map(([word]) => word);
    const others = all.flatMap(([, ...more], place) => more.map((other) => likely.map((word, at) => (at === place ? other : word))));
    return [likely, ...others].map((words) => {
      const apart = words.flatMap((word) => (known.has(word) ? [] : (joined.get(word) ?? [])));
      const together = words.slice(1).map((word, place) => words[place] + word).filter((pair) => known.has(pair));
      return [...words, ...apart, ...together];
    });
  };

  /* The sections that help somebody who types this, best first; none where nobody is in trouble. */
  const leadOf = (words, topics, isAsked) => {
    const asked = words.map(form);
    const all = ["^", ...asked, ...(isAsked ? ["?"] : []), ...topics];
    // All that stands side by side in the question: each is looked up in what a part can be, of which there are many.
    const runs = all.flatMap((_, from) => all.slice(from, from + LONGEST).map((_, more) => all.slice(from, from + more + 1).join(" ")));
    const held = new Map();
    const holds = (part) => {
      if (!held.has(part)) held.set(part, runs.some((run) => part.said.has(run)) !== part.denied);
      return held.get(part);
    };
    const within = (one, parts) => quiet.has(one) || parts.some(({ said }) => [...said].some((way) => way.split(" ").includes(one)));
    const fits = ({ alone, parts }) => parts.every(holds) && (!alone || asked.every((one) => within(one, parts)));
    const first = leads.findIndex(({ says, unless }) => says.some(fits) && !unless.some(fits));
    return first < 0 ? leads.length : first;
  };
  const helping = (readings, weights, question) => {
    const topics = [...weights.keys()].map((topic) => `#${topic}`);
    const found = readings.map((words) => leadOf(words, topics, question.trim().endsWith("?")));
    return leads[Math.min(...found)]?.to ?? [];
  };

  /* What a question is about. ----------------------------------------------------------------------------------------------- */

  /* topic -> weight. A longer phrase says more; a phrase inside a longer one less; "acne scars" only where nothing else is said. */
  const meant = (words) => {
    const asked = new Set(words.map(stem));
    const all = phrases.filter(({ needed }) => needed.every((term) => asked.has(term)));
    const telling = all.filter(({ plain }) => !plain);
    const whole = (telling.length ? telling : all).sort((a, b) => b.needed.length - a.needed.length);
    const inside = ({ needed }) => whole.some((other) => other.needed.length > needed.length && needed.every((term) => other.needed.includes(term)));
    const weights = new Map();
    const said = new Map();
    for (const phrase of whole) {
      const { topic, needed, weak } = phrase;
      const before = said.get(topic) ?? new Set();
      const fresh = needed.filter((term) => !before.has(term)).length / needed.length;
      const length = sets.options.has(topic) ? 1 : needed.length ** 0.8;
      const weight = length * fresh * (weak ? 0.5 : 1) * (inside(phrase) ? 0.5 : 1);
      weights.set(topic, Math.min(ENOUGH, (weights.get(topic) ?? 0) + weight));
      said.set(topic, new Set([...before, ...needed]));
    }
    return lighterOptions(weights);
  };

  /* The topics of which a phrase was typed as it stands, not by its stems alone. */
  const named = (words) => {
    const asked = new Set(words.map(form));
    return new Set(phrases.filter(({ forms: all }) => all.every((one) => asked.has(one))).map(({ topic }) => topic));
  };

  /* Most questions name a treatment and ask about something else. */
  const lighterOptions = (weights) => {
    const others = [...weights.keys()].some((topic) => !sets.options.has(topic));
    return new Map([...weights].map(([topic, weight]) => [topic, others && sets.options.has(topic) ? weight * NAMED : weight]));
  };

  /* Where its words stand. -------------------------------------------------------------------------------------------------- */

  const unless = (words, set) => {
    const kept = words.filter((word) => !set.has(word));
    return kept.length ? kept : words;
  };

  /* section -> score, the stems found there, and whether one stood there in the form that was asked for.
     Names of what is meant count a little, so that "puffy" leads to "swelling". */
  const matches = (words, weights) => {
    const found = new Map();
    const add = (term, weight, asked) => {
      const held = [...(places.get(term) ?? [])];
      const rare = Math.log(1 + sections.length / Math.max(1, new Set(held.flatMap(([, { ids }]) => ids)).size));
      for (const [kept, { ids, weights: many }] of held) ids.forEach((id, place) => {
        const hit = found.get(id) ?? { score: 0, stems: new Set(), exact: false };
        hit.score += (weight * rare * many[place]) / (0.4 + (0.6 * lengths[id]) / usual);
        hit.stems.add(term);
        hit.exact ||= kept === asked;
        found.set(id, hit);
      });
    };
    const own = unless(words, sets.stop);
    const telling = new Set(unless(own, sets.common));
    own.forEach((word) => {
      const term = stem(word);
      const weight = telling.has(word) ? 1 : 0.1;
      add(term, weight, telling.has(word) ? form(word) : "");
      if (term.length > 3) for (const longer of places.keys()) if (longer !== term && longer.startsWith(term)) add(longer, weight / 2);
    });
    // A section that holds all the words answers better than one that holds some of them often.
    const wanted = [...telling].map(stem);
    for (const hit of found.values()) hit.score *= 0.4 + (0.6 * wanted.filter((term) => hit.stems.has(term)).length) / wanted.length;
    const most = [...weights].sort((a, b) => b[1] - a[1]).slice(0, 3);
    for (const word of most.flatMap(([topic]) => unless(wordsIn(names[topic] ?? ""), sets.common))) add(stem(word), 0.3);
    return found;
  };

  /* What can be a hit: the best section of each page, and each entry of a glossary. */
  const candidates = (found, weights, exactly) => {
    const top = Math.max(...[...found.values()].map(({ score }) => score), 1);
    const best = new Map();
    sections.forEach((section, id) => {
      const [page, kind, anchor] = section;
      const about = (kind === "term" ? [anchor] : pages[page][2]).map((topic, place) => [topic, 1 - LATER * place]);
      const meantHere = [[id, 1], ...about].filter(([topic]) => weights.has(topic));
      const { score, stems: held, exact } = found.get(id) ?? { score: 0, stems: new Set(), exact: false };
      if (!score && !meantHere.length) return;
      const words = score / top;
      const near = words + (weights.get(id) ?? 0); // which section of its page answers best
      const place = kind === "term" ? `${page}#${anchor}` : page;
      const fuzzy = !exact && !meantHere.some(([topic]) => exactly.has(topic));
      if (near > (best.get(place)?.near ?? -1)) best.set(place, { section, kind, near, words, fuzzy, stems: held, topics: meantHere });
    });
    return [...best.values()];
  };

  /* Best first, no fuzzy hit above an exact one, and each next hit answers what those before it did not. */
  const inOrder = (hits, weights) => {
    const left = new Map(weights);
    const most = Math.max(...weights.values(), 1);
    // A treatment's own page says more than its entry, unless the question is what the word means.
    const defines = weights.has("glossary") || weights.size === 1;
    const kindOf = ({ kind, topics: [[topic] = []] }) => (kind === "term" && sets.options.has(topic) && !defines ? 0.8 : KINDS[kind]);
    const worth = (hit) => {
      const [first = 0, ...others] = hit.topics.map(([topic, share]) => (share * left.get(topic)) / most).sort((a, b) => b - a);
      return kindOf(hit) * (TEXT * hit.words + first + 0.3 * sum(others));
    };
    const above = (hit, other) => (hit.fuzzy === other.fuzzy ? worth(hit) > worth(other) : other.fuzzy);
    const chosen = [];
    while (hits.length && chosen.length < MOST) {
      const next = hits.reduce((best, hit) => (above(hit, best) ? hit : best));
      hits.splice(hits.indexOf(next), 1);
      for (const [topic] of next.topics) left.set(topic, left.get(topic) * ANSWERED);
      chosen.push(next);
    }
    return chosen;
  };

  /* What a reader gets. ----------------------------------------------------------------------------------------------------- */

  const shown = ([page, , anchor, title, text], held = new Set()) => {
    const [url, name] = pages[page];
    return { url: url + (anchor ? `#${anchor}` : ""), page: name, title: title || name, text, stems: held };
  };

  const search = (question) => {
    const readings = read(question);
    const words = [...new Set(readings[0])];
    const weights = meant(words);
    const found = matches(words, weights);
    const help = helping(readings, weights, question).map((id) => ({ section: sections[id], stems: found.get(id)?.stems }));
    const others = inOrder(candidates(found, weights, named(words)), weights).filter(({ section }) => !help.some((one) => one.section === section));
    return [...help, ...others].slice(0, MOST).map(({ section, stems: held }) => shown(section, held));
  };

  /* The questions on the site that look most like this one, letter by letter: for when nothing was found. */
  const nearestQuestions = (question, many) => {
    const pairs = (text) => new Set([...wordsIn(text).join(" ")].map((letter, place, all) => letter + (all[place + 1] ?? "")));
    const asked = pairs(question);
    const alike = (section) => {
      const own = pairs(section[3]);
      return (2 * [...own].filter((pair) => asked.has(pair)).length) / (own.size + asked.size);
    };
    const questions = sections.filter(([, kind, , title]) => kind === "section" && title.endsWith("?"));
    const scored = questions.map((section) => [alike(section), section]).sort((a, b) => b[0] - a[0]);
    return scored.slice(0, many).map(([, section]) => shown(section));
  };

  /* The part of a hit's text around the words that were found, in pieces: [words, found or not]. */
  const excerpt = ({ text, stems: held }, around) => {
    const isHit = (piece) => held.has(stem(piece.toLowerCase().replace(/['’]/g, "")));
    const pieces = text.split(/([\p{L}\p{N}'’]+)/u);
    const first = pieces.findIndex(isHit);
    let start = Math.max(0, first);
    for (let seen = 0; start > 0 && seen < around; start -= 1) seen += pieces[start].length;
    let end = start;
    for (let seen = 0; end < pieces.length && seen < 3 * around; end += 1) seen += pieces[end].length;
    const middle = pieces.slice(start, end).map((piece) => [piece, isHit(piece)]);
    const left = (outside, sign) => [/[\p{L}\p{N}]/u.test(outside) ? sign : outside, false]; // a full stop alone is no word left out
    return [left(pieces.slice(0, start).join(""), "… "), ...middle, left(pieces.slice(end).join(""), " …")];
  };

  return { search, nearestQuestions, excerpt };
};
