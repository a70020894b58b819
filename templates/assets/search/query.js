/* A query over the index: what was typed → terms; terms and choices → results and counts, shard by shard. */

import { unpackSet } from "./store.js";
import { STOP, stem, wordsIn } from "./words.js";

const LEAST = 3; // letters from which on a beginning stands for the words that begin with it
const MOST = 40; // words that one beginning stands for
const ENDINGS = ["g", "ng", "ing", "d", "ed", "s", "es"];

export const FACETS = ["kind", "source", "speaker", "whose", "actor", "topic", "region", "period"];
const QUOTES = new Set(["direct", "mixed", "indirect"]);
export const NAMED = ["story", "actor", "topic", "region", "source", "briefing"];

/* "red line" talks neg → { terms: [{ word, last }], phrases: [[red, line]] }; the last one is not finished yet. */
export function parsed(typed) {
  const terms = [], phrases = [];
  let open = "";
  typed.split(/["“”„]/).forEach((part, n) => {
    const words = wordsIn(part);
    if (n % 2 && words.length > 1) phrases.push(words);
    const every = part.split(/\s+/).filter(Boolean);
    for (const word of words) terms.push({ word, stem: stem(word), longer: "no" });
    // What is marked with a star stands for all that begins so, and so may the last word.
    for (const word of every)
      if (word.endsWith("*")) for (const term of terms.filter((term) => term.word === wordsIn(word).at(-1))) term.longer = "yes";
    open = n % 2 ? "" : part;
  });
  const last = terms.at(-1);
  if (last && open && !/\s$/.test(open) && last.longer === "no") last.longer = "maybe";
  const telling = terms.filter((term) => !STOP.has(term.stem) || term.longer !== "no");
  return { terms: telling.filter((term) => !STOP.has(term.stem)), phrases, only: terms.length > 0 && !telling.some((term) => !STOP.has(term.stem)) };
}

/* The words of the index that a term stands for: [{ word, often, shards }], and whether longer ones were left out. */
export async function alternatives(store, term) {
  const whole = await store.words(term.stem, false);
  const exact = whole.get(term.stem);
  const found = exact ? [{ word: term.stem, ...exact }] : [];
  let more = false;
  if (term.longer !== "no" && [...term.word].length >= LEAST) {
    const begun = await store.words(term.word, true);
    begun.delete(term.stem);
    for (const ending of ENDINGS) {
      const word = stem(term.word + ending);
      if (word !== term.stem && !begun.has(word) && !word.startsWith(term.word)) {
        const other = (await store.words(word, false)).get(word);
        if (other) begun.set(word, other);
      }
    }
    const most = Math.max(0, ...[...begun.values()].map((other) => other.often));
    // A word that is about as frequent as what it may be the beginning of is a word by itself: "war" is no "warning".
    if (term.longer === "yes" || !exact || exact.often < most - 3)
      found.push(...[...begun].map(([word, other]) => ({ word, ...other })).sort((a, b) => b.often - a.often || (a.word < b.word ? -1 : 1)).slice(0, MOST));
    else more = begun.size > 0;
  }
  return { words: found.map(({ word, often, packed }) => ({ word, often, shards: unpackSet(packed, 1) })), more };
}

/* Rows of names in which all the terms and phrases stand. */
export async function namedRows(store, terms, phrases) {
  if (!terms.length) return [];
  const by = [...terms].sort((a, b) => b.word.length - a.word.length)[0];
  const reach = (term) => term.longer !== "no" && [...term.word].length >= LEAST;
  const rows = new Map();
  for (const word of new Set([by.stem, by.word]))
    for (const row of await store.names(word, reach(by))) rows.set(row.to + row.title, row);
  const matched = (row) => {
    const names = [row.title, row.also, row.day].filter(Boolean);
    if (!hasPhrases(names, phrases)) return false;
    const words = wordsIn(names.join(" "));
    const stems = new Set(words.map(stem));
    return terms.every((term) => stems.has(term.stem) || (reach(term) && words.some((word) => word.startsWith(term.word))));
  };
  const exact = (row) => {
    const words = wordsIn(row.title).map(stem);
    return terms.every((term) => words.includes(term.stem)) ? (words.length === terms.length ? 0 : 1) : 2;
  };
  return [...rows.values()].filter(matched).map((row, n) => [exact(row), n, row]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, , row]) => row);
}

function folds(text) { return " " + wordsIn(text).join(" ") + " "; }

export function hasPhrases(texts, phrases) {
  const all = texts.map(folds);
  return phrases.every((phrase) => all.some((text) => text.includes(" " + phrase.join(" ") + " ")));
}

/* The places of a term in a shard: those of all the words it stands for. */
async function placesOf(store, shard, words) {
  const found = await Promise.all(words.filter((word) => word.shards.has(shard.number)).map(async (word) => [word, await store.places(shard, word.word)]));
  const all = new Map();
  for (const [word, places] of found) {
    for (const [article, place] of places || []) {
      const rare = 24 - word.often;
      const known = all.get(article);
      if (!known) all.set(article, { where: place.where, quotes: place.quotes, rare });
      else all.set(article, { where: known.where | place.where, quotes: new Set([...known.quotes, ...place.quotes]), rare: Math.max(known.rare, rare) });
    }
  }
  return all;
}

/* Articles and quotes of a shard in which all the words stand: [{ shard, article, quote (-1: the article), score }].
 * Whether a phrase does is read in the texts, a few at first: `first` is given the columns and what it is found in, and
 * says whether that will do, so that the others may be read all at once. */
export async function matches(store, shard, terms, phrases, first) {
  if (!terms.length) {
    const columns = await store.columns(shard);
    return columns.flatMap((row, article) => [-1, ...row.quotes.keys()].map((quote) => ({ shard, article, quote, score: 0 })));
  }
  const [fewest, ...others] = (await Promise.all(terms.map((term) => placesOf(store, shard, term.words)))).sort((a, b) => a.size - b.size);
  const may = await Promise.all(pairsOf(phrases).map(([word, next]) => store.before(shard, word, next)));
  const both = [...fewest.keys()].filter((article) => [...others, ...may].every((other) => other.has(article))).sort((a, b) => a - b);
  if (!both.length) return [];
  const columns = await store.columns(shard);
  const found = both.map((article) => {
    const places = [fewest, ...others].map((other) => other.get(article));
    const weigh = (value) => places.reduce((sum, place) => sum + place.rare * value(place), 0);
    const quotes = [...places[0].quotes].filter((quote) => places.every((place) => place.quotes.has(quote))).sort((a, b) => a - b);
    return [
      { shard, article, quote: -1, score: weigh((place) => 1 + (place.where & 1 ? 3 : 0) + Math.log2(1 + place.quotes.size)) },
      ...quotes.map((quote) => ({ shard, article, quote, score: weigh(() => 2.4 - 0.4 * columns[article].quotes[quote].length) })),
    ];
  });
  if (!phrases.length) return found.flat();
  const kept = [];
  let waits = Boolean(first);
  for (let at = 0, few = FEW; at < found.length; at += few, few *= 2) {
    if (!waits) few = found.length;
    const some = await Promise.all(found.slice(at, at + few).map((some) => withPhrases(store, some, phrases)));
    kept.push(...some.flat());
    waits = waits && !(await first(columns, kept));
  }
  return kept;
}

const FEW = 4;

/* Words that stand one behind the other in a phrase: [what the first is found by, the second]. */
const pairsOf = (phrases) => phrases.flatMap((phrase) => phrase.slice(1).map((next, n) => [stem(phrase[n]), next])).filter(([word]) => !STOP.has(word));

async function withPhrases(store, found, phrases) {
  const text = await store.text(found[0].shard, found[0].article);
  const quotes = text.quotes.map((quote) => quote.words.join(" "));
  const whole = [text.title, text.sentences.map((sentence) => sentence[1]).join(" "), ...quotes];
  return found.filter((one) => hasPhrases(one.quote < 0 ? whole : [quotes[one.quote]], phrases));
}

/* Values of a result, by facet. */
function valuesOf(row, one) {
  const quote = one.quote < 0 ? null : row.quotes[one.quote];
  return {
    kind: [quote ? quote.kind : "article"], source: [row.source], topic: row.topics, region: row.regions,
    whose: quote ? [quote.whose] : [], speaker: quote ? quote.speakers : [],
    actor: quote ? [...new Set([...quote.speakers, ...quote.about])] : row.actors,
    period: row.day ? [row.day.slice(0, 4), row.day.slice(0, 7)] : ["undated"],
  };
}

export const isWanted = (facet, values, chosen) =>
  values.some((value) => (value.id === undefined ? value : value.id) === chosen || (facet === "kind" && chosen === "quote" && QUOTES.has(value)));

/* Counts of results by facet and value; what is chosen in a facet does not narrow its own counts. */
export class Counts {
  constructor(chosen) {
    this.chosen = chosen;
    this.active = FACETS.filter((facet) => chosen[facet]);
    this.of = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
    this.names = { actor: new Map(), speaker: new Map() };
    this.found = 0;
  }

  wants(columns, one) {
    const values = valuesOf(columns[one.article], one);
    return this.active.every((facet) => isWanted(facet, values[facet], this.chosen[facet]));
  }

  /* Adds the results, and returns those that are wanted. */
  add(columns, found) {
    return found.filter((one) => this.count(valuesOf(columns[one.article], one)));
  }

  addNamed(rows) {
    return rows.filter((row) => this.count({ kind: [row.kind], source: [], topic: [], region: [], whose: [], speaker: [], actor: [], period: row.day ? [row.day.slice(0, 4), row.day.slice(0, 7)] : [] }));
  }

  count(values) {
    const failed = this.active.filter((facet) => !isWanted(facet, values[facet], this.chosen[facet]));
    if (failed.length > 1) return false;
    for (const facet of failed.length ? failed : FACETS) {
      const counts = this.of[facet];
      for (const value of values[facet]) {
        const id = value.id === undefined ? value : value.id;
        counts.set(id, (counts.get(id) || 0) + 1);
        if (value.name !== undefined) this.names[facet].set(id, value.name);
      }
    }
    if (!failed.length) this.found += 1;
    return !failed.length;
  }
}

/* The shards to look through: those that may hold what is wanted, in order, then those that only count for a choice. */
export async function planned(store, terms, chosen, oldest) {
  const sets = [];
  for (const facet of ["source", "speaker", "actor", "topic", "region"])
    if (chosen[facet]) sets.push(await store.shardsWith(facet, chosen[facet]));
  const { period } = chosen;
  if (period)
    sets.push(new Set(store.shards.filter((shard) => shard.key.startsWith(period) || period.startsWith(shard.key)).map((shard) => shard.number)));
  const wanted = [], counted = [];
  const alone = !terms.length && FACETS.filter((facet) => chosen[facet]).length === 1;
  for (const shard of oldest ? store.shards : [...store.shards].reverse()) {
    if (!terms.every((term) => term.words.some((word) => word.shards.has(shard.number)))) continue;
    const missed = sets.filter((set) => !set.has(shard.number)).length + (NAMED.includes(chosen.kind) ? 1 : 0);
    if (!missed) wanted.push(shard);
    // The counts of the one thing that is chosen are those over everything, which are known.
    else if (missed === 1 && !alone) counted.push(shard);
  }
  return { wanted, counted, alone };
}
