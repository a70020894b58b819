/* The search page: what is typed and chosen stands in the address; results come shard by shard, newest first. */

import { alternatives, Counts, FACETS, matches, NAMED, namedRows, parsed, planned } from "./query.js";
import { Store } from "./store.js";
import { pieces, stem } from "./words.js";

const SHOWN = 20;
const PAGES = 5; // of stories, actors and the like, before all are asked for
const AHEAD = 5; // shards that are loaded while one is looked through
const ENOUGH = 12e6; // characters to read for one query before older months are left until they are asked for
const LONG = 280;
// Not "q": with that in the address, the theme opens its own search over the page.
const WORDS = "find";
const LABELS = { source: "Source", speaker: "Speaker", whose: "Speaker is", actor: "Actor, speaking or named", topic: "Article’s topic", region: "Article’s region", period: "Period" };
const KINDS = [
  ["article", "articles", "article"], ["quote", "quotes", "quote"], ["direct", "direct", "direct quote"], ["mixed", "mixed", "mixed quote"], ["indirect", "reported speech", "reported speech"],
  ["story", "stories", "story"], ["actor", "actors", "actor"], ["topic", "topics", "topic"], ["region", "regions", "region"], ["source", "sources", "source"], ["briefing", "briefings", "briefing"],
];
const WHOSE = { resolved: "a known actor", unresolved: "not resolved (“he”, “the minister”)", unnamed: "not named (“officials”)", document: "a document", none: "not given" };

const number = (n) => n.toLocaleString("en");
const many = (n, one, more) => number(n) + " " + (n === 1 ? one : more || one + "s");
const dated = (day, options) => new Date(day + "T00:00:00Z").toLocaleDateString("en-GB", { timeZone: "UTC", ...options });
const written = (day) => (day ? dated(day, { day: "numeric", month: "long", year: "numeric" }) : "undated");
const period = (id) => (/^\d{4}-\d{2}$/.test(id) ? dated(id + "-01", { month: "long", year: "numeric" }) : id);

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function start(place) {
  // The root of the site, as this script lies in assets/search/; the page's own address says nothing of its depth.
  const root = new URL("../../", import.meta.url);
  const store = new Store(new URL("data/search/", root));
  const names = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));

  // The parts of the page.
  const field = element("input", { type: "search", className: "ts-searchbox", id: "ts-query", placeholder: "A name, words of a quote, a headline", autocomplete: "off", spellcheck: false, enterKeyHint: "search" });
  field.setAttribute("aria-describedby", "ts-keys");
  const hint = element("p", { className: "ts-hint", id: "ts-keys" },
    "All words must stand in a result; “words in quotation marks” side by side. ",
    element("span", { className: "ts-keys" }, ...[["/", "type"], ["↑ ↓", "move"], ["Enter", "open"], ["Esc", "clear"]].flatMap(([key, does]) => [element("span", {}, element("kbd", { textContent: key }), " " + does), " "])));
  const kinds = element("div", { className: "ts-kinds" });
  kinds.setAttribute("role", "group");
  kinds.setAttribute("aria-label", "Kind of result");
  const selects = {}, form = element("form", { className: "ts-filter" });
  for (const facet of FACETS.slice(1)) {
    selects[facet] = element("select", { id: "ts-by-" + facet, name: facet });
    form.append(element("div", {}, element("label", { htmlFor: "ts-by-" + facet, textContent: LABELS[facet] }), selects[facet]));
  }
  const order = element("select", { id: "ts-order", name: "order" }, ...[["", "newest first"], ["oldest", "oldest first"], ["relevance", "most relevant first"]].map(([value, textContent]) => element("option", { value, textContent })));
  form.append(element("div", {}, element("label", { htmlFor: order.id, textContent: "Order" }), order));
  const narrow = element("details", { className: "ts-narrow", open: matchMedia("(min-width: 60em)").matches }, element("summary", { textContent: "Narrow down and sort" }), form);
  const chips = element("p", { className: "ts-chosen", hidden: true });
  const status = element("p", { className: "ts-status", id: "ts-found" });
  status.setAttribute("role", "status");
  const progress = element("p", { className: "ts-progress", hidden: true });
  progress.setAttribute("aria-hidden", "true");
  const further = element("button", { type: "button", className: "md-button", hidden: true, textContent: "Show more" });
  const onward = element("button", { type: "button", className: "md-button", hidden: true });
  const longer = element("button", { type: "button", className: "ts-link", hidden: true });
  const pages = element("ol", { className: "ts-results ts-named" });
  pages.setAttribute("aria-label", "Pages");
  const list = element("ol", { className: "ts-results" });
  list.setAttribute("aria-label", "Articles and quotes");
  place.replaceChildren(element("label", { htmlFor: "ts-query", textContent: "Search everything" }), field, hint, kinds, narrow, chips, status, longer, progress, pages, list, element("p", {}, further, " ", onward));

  // What is asked, and the address.
  let asked = {}, most = SHOWN, typing = false;

  function read() {
    const parameters = new URL(location.href).searchParams;
    asked = Object.fromEntries([...FACETS, "order", WORDS].map((name) => [name, parameters.get(name) || ""]));
    field.value = asked[WORDS];
    order.value = ["oldest", "relevance"].includes(asked.order) ? asked.order : (asked.order = "");
  }

  function ask(changes, replace) {
    Object.assign(asked, changes);
    const address = new URL(location.href);
    for (const name in asked) if (asked[name]) address.searchParams.set(name, asked[name]); else address.searchParams.delete(name);
    address.hash = "";
    if (address.href !== location.href) history[replace ? "replaceState" : "pushState"]({}, "", address);
    most = SHOWN;
    run();
  }

  // One query. `turn` tells a newer one from those before.
  let turn = 0;

  async function run(beyond) {
    const mine = ++turn;
    const over = () => mine !== turn;
    const words = asked[WORDS].trim();
    const chosen = Object.fromEntries(FACETS.map((facet) => [facet, asked[facet]]));
    const some = FACETS.some((facet) => chosen[facet]);
    progress.hidden = true;
    onward.hidden = true;
    status.dataset.state = "reading";
    try {
      await store.open();
      if (over()) return;
      for (const facet in store.choices) for (const [id, name] of store.choices[facet]) if (name) names[facet].set(id, name);
      const query = parsed(words);
      if ((!words && !some) || (words && !query.terms.length)) return nothing(words, query, chosen);
      if (!list.children.length) say("Searching …");
      const [terms, rows] = await Promise.all([
        Promise.all(query.terms.map(async (term) => ({ ...term, ...(await alternatives(store, term)) }))), namedRows(store, query.terms, query.phrases),
      ]);
      if (over()) return;
      const begun = terms.find((term) => term.more);
      longer.hidden = !begun;
      if (begun) longer.textContent = "Also words that begin with “" + begun.word + "”";
      const counts = new Counts(chosen);
      const found = { named: counts.addNamed(rows), rows: [], counts, terms, phrases: query.phrases };
      const plan = await planned(store, terms, chosen, asked.order === "oldest");
      if (over()) return;
      if (plan.alone) found.alone = FACETS.find((facet) => chosen[facet]);
      await walk(found, plan, over, beyond);
    } catch (error) {
      if (!over()) say("The search index could not be loaded (" + error.message + "). Open the site through a web server.", "failed");
    }
  }

  async function walk(found, plan, over, beyond) {
    const shards = [...plan.wanted, ...plan.counted];
    const started = store.read;
    const saving = navigator.connection && navigator.connection.saveData;
    const waiting = [];
    let next = 0, drawn = 0;
    const shown = async (columns, kept) => {
      if (found.rows.length || over()) return true;
      const rows = kept.filter((one) => found.counts.wants(columns, one));
      if (rows.length) await show({ ...found, rows, counts: { found: rows.length } }, over);
      return rows.length > 0;
    };
    const look = async (shard) => {
      const some = await matches(store, shard, found.terms, found.phrases, asked.order ? null : shown);
      return [shard, some, some.length ? await store.columns(shard) : null];
    };
    for (let looked = 0; looked < shards.length; looked++) {
      const full = asked.order !== "relevance" && found.rows.length >= most;
      if ((full || asked.order === "relevance") && !beyond && looked && (saving || store.read - started > ENOUGH)) {
        await show(found, over);
        if (!over()) stopped(found, looked, shards);
        return;
      }
      // The first result costs little more than its own shard; after that several are on their way.
      while (next < shards.length && next <= looked + (found.rows.length ? AHEAD : found.phrases.length ? 0 : Math.min(1, looked))) {
        const way = look(shards[next++]);
        way.catch(() => {});
        waiting.push(way);
      }
      const [shard, some, columns] = await waiting.shift();
      if (over()) return;
      const before = found.rows.length;
      if (columns) for (const one of found.counts.add(columns, some)) found.rows.push(one);
      const first = before < most && found.rows.length > before && asked.order !== "relevance";
      if (first || performance.now() - drawn > 250) {
        drawn = performance.now();
        tell(found, looked + 1, shards, shard);
        if (first) await show(found, over);
        if (over()) return;
      }
    }
    await show(found, over);
    if (!over()) finished(found);
  }

  const everything = () => {
    const of = (name) => store.shards.reduce((sum, shard) => sum + shard[name], 0);
    return many(of("articles"), "article") + " and " + many(of("quotes"), "quote");
  };

  // What is said while looking, and at the end.
  function say(text, state) {
    if (status.textContent !== text) status.textContent = text;
    status.dataset.state = state || "reading";
  }

  const results = (n) => (n ? many(n, "result") : "Nothing found");

  function tell(found, looked, shards, shard) {
    progress.hidden = false;
    progress.textContent = number(found.counts.found) + " so far; looked through " + looked + " of " + many(shards.length, "part") + ", " + (asked.order === "oldest" ? "up to " : "back to ") + (period(shard.key) || shard.key) + " …";
    offer(found);
  }

  function stopped(found, looked, shards) {
    const shard = shards[looked - 1];
    progress.hidden = true;
    say(results(found.counts.found) + (asked.order === "oldest" ? " up to " : " since ") + period(shard.key) + ". " + many(shards.length - looked, "part") + " not looked through yet.", "stopped");
    onward.textContent = "Count them all";
    onward.hidden = false;
    offer(found);
  }

  function finished(found) {
    progress.hidden = true;
    say(results(found.counts.found) + " in all " + everything() + ".", "done");
    offer(found);
  }

  function nothing(words, query, chosen) {
    list.replaceChildren();
    pages.replaceChildren();
    further.hidden = true;
    longer.hidden = true;
    say(words ? "Nothing found: these words stand in almost every article. Add another." : "All " + everything() + ": choose, or type a word.", "done");
    offer({ counts: new Counts(chosen), everything: true });
  }

  // Choices with their counts.
  function known(facet) {
    if (facet !== "period") return new Map(store.choices[facet].map(([id, , n]) => [id, n]));
    const counts = new Map();
    for (const shard of store.shards)
      for (const id of new Set([shard.key === "undated" ? shard.key : shard.key.slice(0, 4), shard.key])) counts.set(id, (counts.get(id) || 0) + shard.articles + shard.quotes);
    return counts;
  }

  function offer(found) {
    const { counts } = found;
    for (const facet of ["actor", "speaker"]) for (const [id, name] of counts.names[facet]) names[facet].set(id, name);
    for (const facet of FACETS) {
      const of = found.everything || found.alone === facet ? known(facet) : counts.of[facet];
      if (facet === "kind") offerKinds(of); else offerValues(facet, of);
    }
    const chosen = FACETS.slice(1).filter((facet) => asked[facet]);
    chips.hidden = !chosen.length;
    chips.replaceChildren(...chosen.map((facet) => {
      const chip = element("button", { type: "button", className: "ts-tag", textContent: LABELS[facet].split(",")[0] + ": " + named(facet, asked[facet]) + " ✕" });
      chip.setAttribute("aria-label", "Remove " + LABELS[facet] + ": " + named(facet, asked[facet]));
      chip.addEventListener("click", () => { typing = false; ask({ [facet]: "" }); field.focus(); });
      return chip;
    }));
  }

  function named(facet, id) {
    return facet === "whose" ? WHOSE[id] || id : facet === "period" ? period(id) : names[facet].get(id) || id;
  }

  const drawn = {};
  function offerValues(facet, counts) {
    const select = selects[facet];
    const chosen = asked[facet];
    if (chosen && !counts.has(chosen)) counts.set(chosen, 0);
    const order = facet === "period"
      ? [...counts].sort((a, b) => (a[0].slice(0, 4) === b[0].slice(0, 4) ? a[0].length - b[0].length || (a[0] < b[0] ? 1 : -1) : a[0] < b[0] ? 1 : -1))
      : [...counts].sort((a, b) => b[1] - a[1] || (named(facet, a[0]) < named(facet, b[0]) ? -1 : 1));
    const kept = facet === "period" ? order : order.filter(([id], n) => n < 300 || id === chosen);
    const options = kept.map(([id, n]) => [id, (facet === "period" && id.length === 7 ? "\u2003" : "") + named(facet, id) + " (" + number(n) + ")"]);
    const key = JSON.stringify(options);
    if (drawn[facet] !== key && document.activeElement !== select) {
      drawn[facet] = key;
      select.replaceChildren(element("option", { value: "", textContent: "any" }), ...options.map(([value, textContent]) => element("option", { value, textContent })));
    }
    select.value = chosen;
  }

  function offerKinds(counts) {
    const sum = (names) => names.reduce((total, name) => total + (counts.get(name) || 0), 0);
    const of = (kind) => (kind === "quote" ? sum(["direct", "mixed", "indirect"]) : counts.get(kind) || 0);
    const all = sum(KINDS.map(([kind]) => kind).filter((kind) => kind !== "quote"));
    const held = document.activeElement && kinds.contains(document.activeElement) ? document.activeElement.dataset.kind : null;
    kinds.replaceChildren(...[["", "everything"], ...KINDS].filter(([kind]) => !kind || of(kind) || asked.kind === kind).map(([kind, label]) => {
      const button = element("button", { type: "button", className: "ts-kind" }, label + " ", element("span", { className: "ts-count", textContent: number(kind ? of(kind) : all) }));
      button.dataset.kind = kind;
      button.setAttribute("aria-pressed", String(asked.kind === kind));
      button.addEventListener("click", () => { typing = false; ask({ kind: asked.kind === kind ? "" : kind }); });
      return button;
    }));
    if (held !== null) { const again = kinds.querySelector('[data-kind="' + held + '"]'); if (again) again.focus(); }
  }

  // Results.
  async function show(found, over) {
    const sorted = asked.order === "relevance" ? [...found.rows].sort((a, b) => b.score - a.score) : found.rows;
    const slice = sorted.slice(0, most);
    const everyName = NAMED.includes(asked.kind);
    const rows = found.named.slice(0, everyName ? most : PAGES);
    const textOf = async (one) => ({ one, row: (await store.columns(one.shard))[one.article], text: await store.text(one.shard, one.article) });
    const held = document.activeElement && place.contains(document.activeElement) ? document.activeElement.href : null;
    const draw = (some) => {
      pages.replaceChildren(...rows.map((row) => printedName(row, found)));
      list.replaceChildren(...some.map((one, n) => printed(one, found, n && same(some[n - 1].one, one.one))));
      const again = held && [...place.querySelectorAll(".ts-results a")].find((link) => link.href === held);
      if (again && document.activeElement !== again && document.activeElement !== field) again.focus({ preventScroll: true });
      const hidden = found.named.length - rows.length;
      further.hidden = sorted.length <= most && !(everyName && hidden);
      if (hidden && !everyName) pages.append(element("li", {}, moreNames(hidden)));
    };
    // The first is shown as soon as it is there; the others follow together.
    if (!list.children.length && slice.length) {
      const first = await textOf(slice[0]);
      if (over()) return;
      draw([first]);
      say(results(found.counts.found) + " so far …");
    }
    const all = await Promise.all(slice.map(textOf));
    if (!over()) draw(all);
  }

  const same = (one, other) => one.shard === other.shard && one.article === other.article;

  function moreNames(hidden) {
    const button = element("button", { type: "button", className: "ts-link", textContent: "and " + many(hidden, "other page") + " of that name" });
    button.addEventListener("click", () => {
      const kind = KINDS.map(([name]) => name).find((name) => NAMED.includes(name) && kinds.querySelector('[data-kind="' + name + '"]'));
      typing = false;
      ask({ kind });
    });
    return button;
  }

  function link(to, text) {
    return element("a", { href: new URL(to, root).href, textContent: text });
  }

  function printedName(row, found) {
    const kind = KINDS.find(([name]) => name === row.kind)[2];
    const where = [kind, row.kind === "story" && row.day ? "last on " + written(row.day) : ""].filter(Boolean).join(" · ");
    return element("li", {}, link(row.to, row.title), element("br", {}), element("small", {}, where, ...(row.text ? [" · ", ...marked(row.text, found)] : [])));
  }

  function printed({ one, row, text }, found, under) {
    const page = "articles/" + text.id + "/";
    const source = names.source.get(row.source) || row.source;
    if (one.quote < 0) {
      const [anchor, words] = best(text, found);
      return element("li", {}, link(anchor ? page + "#" + anchor : page, text.title), element("br", {}), words ? element("span", {}, ...marked(words, found)) : "", words ? element("br", {}) : "", element("small", { textContent: ["article", source, written(row.day)].join(" · ") }));
    }
    const quote = text.quotes[one.quote], column = row.quotes[one.quote];
    const who = column.speakers.map((actor) => actor.name).join(", ") || quote.speaker || "Speaker not given";
    const words = quote.words.join(" … ");
    const marks = quote.marks ? ["“", "”"] : ["", ""];
    const where = ["quote", KINDS.find(([name]) => name === column.kind)[2].replace(" quote", ""), ...(under ? [] : [source, written(row.day)])].join(" · ");
    const made = element("li", { className: under ? "ts-under" : "" }, link(page + "#" + quote.anchor, who), element("br", {}), element("span", {}, marks[0], ...marked(words, found), marks[1]), element("br", {}), element("small", { textContent: where + (under ? "" : " · " + text.title) }));
    return made;
  }

  const isMeant = (words, found) => words.some((word) => found.terms.some((term) => term.stem === stem(word) || (term.words.length > 1 && term.word.length > 2 && word.startsWith(term.word))));

  // The sentence with most of the words that were looked for.
  function best(text, found) {
    let most = 0, anchor = "", words = text.sentences.length ? text.sentences[0][1] : "";
    if (!found.terms.length) return [anchor, words];
    for (const [name, sentence] of [...text.sentences, ...text.quotes.map((quote) => [quote.anchor, quote.words.join(" … ")])]) {
      const here = new Set();
      for (const [, folded] of pieces(sentence)) for (const word of folded) if (isMeant([word], found)) here.add(stem(word));
      if (here.size > most) [most, anchor, words] = [here.size, name, sentence];
    }
    return [anchor, words];
  }

  // The words round the first one that was looked for; those that were looked for marked.
  function marked(text, found) {
    const parts = pieces(text);
    const first = parts.findIndex(([, words]) => isMeant(words, found));
    let from = 0, to = parts.length;
    if (text.length > LONG) {
      from = Math.max(0, first);
      for (let length = 0; from > 0 && (length += parts[from - 1][0].length) < LONG / 2; ) from -= 1;
      to = from;
      for (let length = 0; to < parts.length && (length += parts[to][0].length) < LONG; ) to += 1;
    }
    const out = parts.slice(from, to).map(([part, words]) => (words.length && isMeant(words, found) ? element("mark", { textContent: part }) : part));
    if (from > 0) out.unshift("… ");
    if (to < parts.length) out.push(" …");
    return out;
  }

  // What a reader does.
  let pause;
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => { ask({ [WORDS]: field.value }, typing); typing = true; }, 150);
  });
  field.addEventListener("blur", () => { typing = false; });
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const facet in selects) selects[facet].addEventListener("change", () => { typing = false; ask({ [facet]: selects[facet].value }); });
  order.addEventListener("change", () => { typing = false; ask({ order: order.value }); });
  further.addEventListener("click", () => { most += SHOWN; run(); });
  onward.addEventListener("click", () => run(true));
  longer.addEventListener("click", () => { field.value = field.value.trim() + "*"; typing = false; ask({ [WORDS]: field.value }); });
  window.addEventListener("popstate", () => { typing = false; read(); most = SHOWN; run(); });

  function clear() {
    clearTimeout(pause);
    const empty = field.value ? { [WORDS]: "" } : Object.fromEntries(FACETS.map((facet) => [facet, ""]));
    field.value = "";
    typing = false;
    field.focus();
    ask(empty);
  }

  function move(event) {
    const links = [...place.querySelectorAll(".ts-results a")];
    const at = links.indexOf(document.activeElement);
    const to = at + (event.key === "ArrowDown" ? 1 : -1);
    if (at < 0 && document.activeElement !== field) return;
    event.preventDefault();
    if (to < 0) field.focus(); else if (to < links.length) { links[to].focus(); links[to].scrollIntoView({ block: "nearest" }); }
  }

  // Before the theme, whose own search would open on "/".
  window.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const inside = document.activeElement && place.contains(document.activeElement);
    const writing = document.activeElement && /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !writing) { event.preventDefault(); event.stopImmediatePropagation(); field.focus(); field.select(); }
    else if (event.key === "Escape" && inside && document.activeElement.tagName !== "SELECT") { event.preventDefault(); event.stopImmediatePropagation(); clear(); }
    else if (event.key === "Enter" && document.activeElement === field) { clearTimeout(pause); typing = false; ask({ [WORDS]: field.value }); }
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && inside) move(event);
  }, true);

  read();
  run();
  field.focus({ preventScroll: true });
}

start(document.getElementById("ts-search"));
