/* Questions in, pages out: no part of a page is touched here, so that it also runs outside a browser. */
window.DANGER_OR_MIRACLE_SEARCH = (index) => {
  "use strict";
  const { pages, sections, topics, options, stop, common, spelling } = index;
  const MOST = 10;
  /* What tuning on the project's questions settled on: the words' share beside the topics', and what a topic that a better hit
     has answered is still worth. */
  const TEXT = 0.6;
  const ANSWERED = 0.35;
  const KINDS = { page: 1, section: 1, term: 1.15, part: 0.7 };

  const sets = { stop: new Set(stop), common: new Set(common), options: new Set(options) };
  const rules = spelling.map(([pattern, to]) => [new RegExp(pattern, "g"), to]);
  const wordsIn = (text) => text.toLowerCase().replace(/['’]/g, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const spelled = (word) => rules.reduce((so, [pattern, to]) => so.replace(pattern, to), word);
  const stems = new Map();
  const stem = (word) => {
    if (!stems.has(word)) stems.set(word, stemmer(spelled(word)));
    return stems.get(word);
  };

  /* Every word of the index, so that a misspelt one can be told from a rare one. */
  const known = new Map();
  const know = (word, often) => known.set(word, (known.get(word) ?? 0) + often);

  const text = new MiniSearch({
    fields: ["title", "page", "text"],
    storeFields: [],
    tokenize: wordsIn,
    processTerm: (word) => {
      know(word, 1);
      return stem(word);
    },
  });
  text.addAll(sections.map(([page, , , title, words], id) => ({ id, page: pages[page][1], title, text: words })));

  const weak = new Set([...stop, ...common].map(stem));
  const joined = new Map();
  const phrases = Object.entries(topics).flatMap(([topic, said]) =>
    said.map((phrase) => {
      const words = wordsIn(phrase);
      words.forEach((word, place) => {
        know(word, 3);
        if (place) joined.set(words[place - 1] + word, [words[place - 1], word]);
      });
      const terms = [...new Set(words.map(stem))];
      return { topic, terms, weak: terms.every((term) => weak.has(term)) };
    }),
  );
  const spellings = new MiniSearch({ idField: "word", fields: ["word"], tokenize: (word) => [word] });
  spellings.addAll([...known.keys()].map((word) => ({ word })));
  const often = (word) => known.get(word) ?? 0;

  /* The known word nearest to one that is not known: the same first letter, at most one letter in five wrong. */
  const nearest = (word, last) => {
    if (known.has(word) || joined.has(word) || /\d/.test(word)) return word;
    const options = { fuzzy: word.length > 4 ? 0.2 : false, prefix: last && word.length > 2 };
    const found = spellings.search(word, options).filter(({ id }) => id[0] === word[0]);
    const best = found.filter(({ score }) => score > found[0].score * 0.95).sort((a, b) => often(b.id) - often(a.id))[0];
    return best?.id ?? word;
  };

  /* A question's words: as typed, mended, taken apart ("icepick") and put together ("micro needling"). */
  const read = (question) => {
    const typed = wordsIn(question);
    const words = typed.map((word, place) => nearest(word, place === typed.length - 1));
    const pairs = words.slice(1).map((word, place) => words[place] + word).filter((pair) => known.has(pair));
    return [...new Set([...words, ...words.flatMap((word) => joined.get(word) ?? []), ...pairs])];
  };

  const unless = (words, set) => {
    const kept = words.filter((word) => !set.has(word));
    return kept.length ? kept : words;
  };

  /* What the question is about: each topic with the weight of the phrases that it holds. */
  const meant = (words) => {
    const asked = new Set(words.map(stem));
    const whole = phrases.filter(({ terms }) => terms.every((term) => asked.has(term)));
    const inside = ({ terms }) => whole.some((other) => other.terms.length > terms.length && terms.every((term) => other.terms.includes(term)));
    const weights = new Map();
    const seen = new Map();
    for (const phrase of whole.sort((a, b) => b.terms.length - a.terms.length)) {
      const covered = seen.get(phrase.topic) ?? new Set();
      const fresh = phrase.terms.filter((term) => !covered.has(term)).length / phrase.terms.length;
      const worth = phrase.terms.length ** 0.8 * (phrase.weak ? 0.5 : 1) * (inside(phrase) ? 0.5 : 1) * fresh;
      weights.set(phrase.topic, (weights.get(phrase.topic) ?? 0) + worth);
      seen.set(phrase.topic, new Set([...covered, ...phrase.terms]));
    }
    return lighterOptions(weights);
  };

  /* Most questions name a treatment and ask about something else. */
  const lighterOptions = (weights) => {
    const others = [...weights.keys()].some((topic) => !sets.options.has(topic));
    return new Map([...weights].map(([topic, weight]) => [topic, others && sets.options.has(topic) ? weight * 0.6 : weight]));
  };

  const textScores = (words, weights) => {
    const own = unless(unless(words, sets.stop), sets.common);
    const names = [...weights].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([topic]) => topics[topic][0]);
    const queries = [
      { queries: own.map((word) => stem(word)), processTerm: (term) => term, boost: { title: 3, page: 2 }, prefix: true, weights: { prefix: 0.5, fuzzy: 0 } },
      { queries: names.flatMap(wordsIn), boost: { title: 2, page: 1, text: 0.3 }, boostTerm: () => 0.3 },
    ];
    return text.search({ combineWith: "OR", queries: queries.filter((query) => query.queries.length) });
  };

  const topicsOf = ([page, kind, anchor]) => (kind === "term" ? [anchor] : pages[page][2]);

  /* What can be a hit: the best section of each page, and each entry of a glossary. */
  const candidates = (hits, weights) => {
    const best = new Map();
    const top = Math.max(...hits.map(({ score }) => score), 1);
    const scores = new Map(hits.map(({ id, score, terms }) => [id, { score: score / top, terms }]));
    sections.forEach((section, id) => {
      const [page, kind] = section;
      const { score = 0, terms = [] } = scores.get(id) ?? {};
      const mine = topicsOf(section).filter((topic) => weights.has(topic));
      if (!score && !mine.length) return;
      const key = kind === "term" ? `${page}#${id}` : page;
      const words = score * KINDS[kind];
      if (!best.has(key) || words > best.get(key).words) best.set(key, { section, words, terms, topics: mine, kind });
    });
    return [...best.values()];
  };

  /* One after the other, so that the next hit answers what the ones before it did not. */
  const inOrder = (found, weights) => {
    const left = new Map(weights);
    const most = Math.max(...weights.values(), 1);
    const chosen = [];
    const worth = (hit) => {
      const parts = hit.topics.map((topic) => left.get(topic) / most).sort((a, b) => b - a);
      return TEXT * hit.words + KINDS[hit.kind] * ((parts[0] ?? 0) + 0.3 * parts.slice(1).reduce((sum, part) => sum + part, 0));
    };
    while (found.length && chosen.length < MOST) {
      const next = found.reduce((best, hit) => (worth(hit) > worth(best) ? hit : best));
      found.splice(found.indexOf(next), 1);
      for (const topic of next.topics) left.set(topic, left.get(topic) * ANSWERED);
      chosen.push(next);
    }
    return chosen;
  };

  const shown = ({ section: [page, , anchor, title, words], terms }) => ({
    url: pages[page][0] + (anchor ? `#${anchor}` : ""),
    page: pages[page][1],
    title: title || pages[page][1],
    text: words,
    terms: new Set(terms),
  });

  const search = (question) => {
    const words = read(question);
    if (!words.length) return [];
    const weights = meant(words);
    return inOrder(candidates(textScores(words, weights), weights), weights).map(shown);
  };

  return { search, stem, wordsIn, meant: (question) => meant(read(question)), read };
};
