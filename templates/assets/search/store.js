/* The files of the search index (generator/site/search.py), read once each, and their numbers unpacked. */

import { digitOf, wordsIn } from "./words.js";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));

export function unpack(text) {
  const numbers = [];
  let number = 0, times = 1;
  for (let at = 0; at < text.length; at++) {
    const value = VALUES.get(text[at]);
    number += (value % 32) * times;
    times *= 32;
    if (value < 32) { numbers.push(number); number = 0; times = 1; }
  }
  return numbers;
}

/* The set that the text holds from `from` on. */
export function unpackSet(text, from = 0) {
  const found = new Set();
  const first = VALUES.get(text[from]) * 64 + VALUES.get(text[from + 1]) - from - 2;
  for (let at = from + 2; at < text.length; at++)
    for (let bit = 0; bit < 6; bit++) if (VALUES.get(text[at]) & (1 << bit)) found.add((first + at) * 6 + bit);
  return found;
}

const fileName = (beginning) => [...beginning].map((c) => (/^[A-Za-z0-9.-]$/.test(c) ? c : "_" + c.codePointAt(0).toString(16) + "_")).join("");

/* Of the beginnings, those whose files may hold words that begin with `word`: longer ones, and the one it stands in. */
function filesFor(beginnings, word, longer) {
  const letters = [...word];
  const found = longer ? [...beginnings].filter((beginning) => beginning.startsWith(word) && beginning !== word) : [];
  for (let length = letters.length; length >= 0; length--) {
    const beginning = letters.slice(0, length).join("");
    if (beginnings.has(beginning)) { found.push(beginning); break; }
  }
  return found;
}

export class Store {
  constructor(base) {
    this.base = base;
    this.read = 0; // characters
    this.files = new Map();
    this.decoded = new Map();
    this.actors = new Map();
  }

  load(name) {
    if (!this.files.has(name)) {
      const found = fetch(new URL(name, this.base)).then(async (answer) => {
        if (!answer.ok) throw new Error(answer.status + " " + name);
        const text = await answer.text();
        this.read += text.length;
        return JSON.parse(text);
      });
      found.catch(() => this.files.delete(name));
      this.files.set(name, found);
    }
    return this.files.get(name);
  }

  async open() {
    const [index, choices, names] = await Promise.all(["index.json", "facets.json", "names.json"].map((name) => this.load(name)));
    if (this.index) return;
    this.choices = choices;
    this.shards = index.shards.map(([key, first, last, articles, quotes, buckets], number) => ({ number, key, first, last, articles, quotes, buckets }));
    index.names = names;
    for (const name of ["words", "facets", "names"]) index[name] = new Set(index[name]);
    this.index = index;
  }

  /* Word → { how frequent it is, its packed shards }: the word itself, or all that begin with it. */
  async words(word, longer) {
    const found = new Map();
    for (const part of await Promise.all(filesFor(this.index.words, word, longer).map((name) => this.load("w-" + fileName(name) + ".json"))))
      for (const name in part) if (name === word || (longer && name.startsWith(word))) found.set(name, part[name]);
    return new Map([...found].map(([name, packed]) => [name, { often: VALUES.get(packed[0]), packed }]));
  }

  /* The shards in which a facet has the value; `null` if that is not known. */
  async shardsWith(facet, value) {
    if (facet === "speaker") facet = "actor";
    const name = facet[0] + value;
    const [file] = filesFor(this.index.facets, name, false);
    if (file === undefined) return new Set();
    const packed = (await this.load("f-" + fileName(file) + ".json"))[name];
    return packed ? unpackSet(packed) : new Set();
  }

  /* Rows of stories, actors and so on that may have a word like this. */
  async names(word, longer) {
    const files = filesFor(this.index.names, word, longer);
    const rows = new Map();
    for (const part of await Promise.all(files.map((name) => this.load("n-" + fileName(name) + ".json"))))
      for (const [kind, title, text, to, day, also] of part)
        rows.set(to + title, { kind: this.index.named[kind], title, text, to, day, also: also === 1 ? text : also });
    return [...rows.values()];
  }

  /* Where a word stands in a shard: article → { where (1 headline, 2 text), quotes }; `null` if nowhere. */
  async places(shard, word) {
    const packed = (await this.load(shard.key + "/words-" + this.bucketOf(shard, word) + ".json"))[word];
    if (packed === undefined) return null;
    const places = new Map();
    const numbers = unpack(packed);
    let article = 0;
    for (let at = 0; at < numbers.length; ) {
      article += numbers[at++];
      const head = numbers[at++];
      const quotes = new Set();
      for (let n = head >> 2, quote = 0; n > 0; n--) quotes.add((quote += numbers[at++]));
      places.set(article, { where: head & 3, quotes });
    }
    return places;
  }

  bucketOf(shard, word) {
    const { bounds } = this.index;
    const step = bounds.length / shard.buckets;
    let bucket = 0;
    while (bucket + 1 < shard.buckets && bounds[(bucket + 1) * step] <= word) bucket += 1;
    return bucket;
  }

  /* The articles of a shard in which a word may stand right before another, among those in which it stands at all. */
  async before(shard, word, next) {
    const places = await this.places(shard, word);
    const packed = places && (await this.load(shard.key + "/pairs-" + this.bucketOf(shard, word) + ".json"))[word];
    const digit = digitOf(next), articles = new Set();
    let at = 0;
    for (const article of places ? places.keys() : []) {
      const many = VALUES.get(packed[at++]);
      if (many === 63) articles.add(article);
      else for (const end = at + many; at < end; at++) if (VALUES.get(packed[at]) === digit) articles.add(article);
    }
    return articles;
  }

  /* What is counted of a shard, by article. */
  async columns(shard) {
    if (!this.decoded.has(shard.key)) {
      const columns = await this.load(shard.key + "/columns.json");
      this.decoded.set(shard.key, this.decodeColumns(columns));
    }
    return this.decoded.get(shard.key);
  }

  /* An actor whose id follows from the name. */
  actorOf(name) {
    if (!this.actors.has(name)) this.actors.set(name, { name, id: wordsIn(name).join("-") });
    return this.actors.get(name);
  }

  decodeColumns(columns) {
    const { kinds, whose } = this.index;
    const days = columns.days.flatMap(([day, n]) => Array(n).fill(day));
    const files = columns.texts.flatMap((n, file) => Array.from({ length: n }, (_, at) => [file, at]));
    const actors = columns.actors.map((actor) => (typeof actor === "string" ? this.actorOf(actor) : { name: actor[0], id: actor[1] }));
    const sources = unpack(columns.source), counts = unpack(columns.quotes), people = unpack(columns.people);
    const lists = (text, names) => {
      const numbers = unpack(text), out = [];
      for (let at = 0; at < numbers.length; ) {
        const row = [];
        for (let n = numbers[at++], value = 0; n > 0; n--) row.push(names[(value += numbers[at++])]);
        out.push(row);
      }
      return out;
    };
    const topics = lists(columns.topic, columns.topics), regions = lists(columns.region, columns.regions), named = lists(columns.actor, actors);
    let quote = 0, person = 0;
    return days.map((day, n) => {
      const quotes = [];
      for (let at = 0; at < counts[n]; at++) {
        const code = VALUES.get(columns.quote[quote++]);
        const head = people[person++];
        const take = (many) => Array.from({ length: many }, () => named[n][people[person++]]);
        const speakers = take(head & 3), about = take(head >> 2);
        const which = Math.floor(code / 4);
        quotes.push({ kind: kinds[Math.floor(which / whose.length)], whose: whose[which % whose.length], length: code % 4, speakers, about });
      }
      return { day, text: files[n], source: columns.sources[sources[n]], topics: topics[n], regions: regions[n], actors: named[n], quotes };
    });
  }

  /* Headline, sentences and quotes of an article. */
  async text(shard, article) {
    const [file, at] = (await this.columns(shard))[article].text;
    const [id, title, sentences, quotes] = (await this.load(shard.key + "/text-" + file + ".json"))[at];
    return { id, title, sentences, quotes: quotes.map(([anchor, marks, speaker, ...words]) => ({ anchor, marks, speaker, words })) };
  }
}
