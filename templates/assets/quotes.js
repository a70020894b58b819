/* The filter of the page of quotes: reads the parts of the data one after the other, newest first, as far as needed. */
"use strict";
(function () {
  const AT_ONCE = 2000; // quotes read before anything is chosen
  const SHOWN = 50;
  const FACETS = [
    ["speaker", "Speaker"], ["about", "About"], ["topic", "Article\u2019s topic"], ["region", "Article\u2019s region"], ["source", "Source"], ["story", "Story"],
    ["kind", "Kind"], ["attribution", "Attributed to"], ["sureness", "Program is"],
  ];
  const NAMES = {
    kind: { direct: "direct", mixed: "mixed", indirect: "reported speech" },
    attribution: { resolved: "a known actor", unresolved: "not resolved (\u201che\u201d, \u201cthe minister\u201d)", unnamed: "not named (\u201cofficials\u201d)", document: "a document", none: "no speaker given" },
    sureness: { sure: "sure", likely: "fairly sure", unsure: "unsure" },
  };

  // The root of the site, as this script lies in assets/; the page's own address says nothing of its depth.
  const root = new URL("../", document.currentScript.src);

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  function written(day) {
    return day ? new Date(day + "T00:00:00Z").toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }) : "undated";
  }

  function start(place) {
    const base = new URL("data/quotes/", root);
    const names = { speaker: new Map(), about: new Map(), topic: new Map(), region: new Map(), source: new Map(), story: new Map() };
    for (const facet in NAMES) names[facet] = new Map(Object.entries(NAMES[facet]));
    const rows = [];
    let reader = null; // how the search page reads words
    let wanted = null; // what the words typed last ask of a row
    let waiting = null; // the parts that were not read yet
    let total = 0;
    let most = SHOWN;
    let older = 0; // how many quotes more to read than are needed

    const fields = {};
    const form = element("form", { className: "ts-filter" });
    function add(name, label, field) {
      field.name = name;
      field.id = "ts-by-" + name;
      field.addEventListener(field.type === "search" ? "input" : "change", () => { most = SHOWN; run(); });
      fields[name] = field;
      form.append(element("div", {}, element("label", { htmlFor: field.id, textContent: label }), field));
    }
    for (const [facet, label] of FACETS) add(facet, label, element("select", {}));
    add("from", "From", element("input", { type: "date" }));
    add("to", "To", element("input", { type: "date" }));
    add("words", "With the words", element("input", { type: "search", autocomplete: "off", placeholder: "words, or \u201cside by side\u201d" }));
    form.append(element("div", {}, element("button", { type: "reset", className: "md-button", textContent: "Clear" })));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => { most = SHOWN; for (const name in fields) fields[name].value = ""; run(); });
    const status = element("p", { className: "ts-status" });
    status.setAttribute("role", "status");
    const list = element("ol", { className: "ts-results" });
    const further = element("button", { type: "button", className: "md-button", hidden: true, textContent: "Show more" });
    further.addEventListener("click", () => { most += SHOWN; run(); });
    const back = element("button", { type: "button", className: "md-button", hidden: true, textContent: "Count older quotes too" });
    back.addEventListener("click", () => { older += AT_ONCE; run(); });
    const title = element("h2", { id: "filter", textContent: "Filter" });
    place.replaceChildren(title, form, status, list, element("p", {}, further, " ", back));

    async function load(name) {
      const answer = await fetch(new URL(name, base));
      if (!answer.ok) throw new Error(answer.status + " " + name);
      return answer.json();
    }

    function take(part) {
      for (const id in part.actors) for (const facet of ["speaker", "about"]) names[facet].set(id, part.actors[id][0]);
      for (const [facet, key] of [["topic", "topics"], ["region", "regions"], ["source", "sources"], ["story", "stories"]])
        for (const id in part[key]) names[facet].set(id, part[key][id]);
      for (const quote of part.quotes) {
        const article = part.articles[quote.article];
        rows.push({
          quote, article, actors: part.actors,
          day: article.day,
          speaker: quote.speakers, about: quote.about || [], topic: article.topics, region: article.regions,
          source: [article.source], story: article.story ? [article.story] : [], kind: [quote.kind], attribution: [quote.attribution], sureness: [quote.sureness],
        });
      }
    }

    // Names of facets in whose terms the row is not wanted.
    function failed(row) {
      const out = [];
      for (const [facet] of FACETS) if (fields[facet].value && !row[facet].includes(fields[facet].value)) out.push(facet);
      if ((fields.from.value && !(row.day >= fields.from.value)) || (fields.to.value && !(row.day && row.day <= fields.to.value))) out.push("day");
      if (fields.words.value && !wanted.every((asks) => asks(row))) out.push("words");
      return out;
    }

    // Each word with any ending, or as the beginning of one; between quotation marks, words side by side.
    function sought(text) {
      const out = [];
      for (const [, phrase, single] of text.matchAll(/["\u201c\u201d\u201e]([^"\u201c\u201d\u201e]+)["\u201c\u201d\u201e]?|([^\s"\u201c\u201d\u201e]+)/g)) {
        const words = reader.wordsIn(phrase || single);
        if (phrase && phrase.trim()) out.push((row) => read(row).text.includes(" " + words.join(" ") + " "));
        else for (const word of words) out.push((row) => read(row).stems.has(reader.stem(word)) || read(row).text.includes(" " + word));
      }
      return out;
    }

    function read(row) {
      if (!row.read) {
        const parts = (row.quote.words || []).map(reader.wordsIn);
        row.read = { text: parts.map((words) => " " + words.join(" ") + " ").join("|"), stems: new Set(parts.flat().map(reader.stem)) };
      }
      return row.read;
    }

    const outside = (part) => (fields.from.value && !(part.last >= fields.from.value)) || (fields.to.value && !(part.first && part.first <= fields.to.value));
    const active = () => Object.values(fields).some((field) => field.value);

    function counted() {
      const counts = {};
      for (const [facet] of FACETS) counts[facet] = new Map();
      const found = [];
      for (const row of rows) {
        const wrong = failed(row);
        if (wrong.length > 1) continue;
        if (!wrong.length) found.push(row);
        for (const [facet] of FACETS)
          if (!wrong.length || wrong[0] === facet)
            for (const id of row[facet]) counts[facet].set(id, (counts[facet].get(id) || 0) + 1);
      }
      return [found, counts];
    }

    function offer(facet, counts) {
      const chosen = fields[facet].value;
      if (chosen && !counts.has(chosen)) counts.set(chosen, 0);
      const name = (id) => names[facet].get(id) || id;
      const order = [...counts].sort((a, b) => b[1] - a[1] || (name(a[0]) < name(b[0]) ? -1 : 1));
      const options = order.map(([id, n]) => element("option", { value: id, textContent: name(id) + " (" + n + ")" }));
      fields[facet].replaceChildren(element("option", { value: "", textContent: "any" }), ...options);
      fields[facet].value = chosen;
    }

    function remember() {
      const address = new URL(location.href);
      for (const name in fields)
        if (fields[name].value) address.searchParams.set(name, fields[name].value); else address.searchParams.delete(name);
      history.replaceState(null, "", address);
    }

    let turn = 0;
    async function run() {
      const mine = ++turn;
      remember();
      try {
        reader = reader || await import(new URL("assets/search/words.js", root));
        wanted = sought(fields.words.value);
        if (!waiting) {
          waiting = await load("index.json");
          total = waiting.reduce((sum, part) => sum + part.quotes, 0);
        }
        for (;;) {
          if (mine !== turn) return;
          const [found, counts] = counted();
          const next = waiting.find((part) => !outside(part));
          const more = next && (rows.length < AT_ONCE + older || (active() && found.length < most));
          show(found, counts, more, next);
          if (!more) return;
          const part = await load(next.file);
          // Another turn may have read the same part meanwhile.
          if (waiting.includes(next)) { waiting.splice(waiting.indexOf(next), 1); take(part); }
        }
      } catch (error) {
        status.textContent = "The quotes could not be loaded (" + error.message + "). Open the site through a web server.";
      }
    }

    function show(found, counts, reading, next) {
      for (const [facet] of FACETS) offer(facet, counts[facet]);
      const all = active() ? found : [];
      list.replaceChildren(...all.slice(0, most).map(printed));
      further.hidden = all.length <= most;
      back.hidden = reading || !next;
      const number = (n) => n.toLocaleString("en");
      const every = number(total) + (total === 1 ? " quote" : " quotes");
      const read = next ? "the newest " + number(rows.length) + " of " + every : every;
      const strange = waiting.length ? [] : FACETS.filter(([facet]) => fields[facet].value && !names[facet].has(fields[facet].value));
      status.dataset.state = reading ? "reading" : "done";
      status.textContent =
        (!active() ? (next ? "The newest " + number(rows.length) + " of " : "All ") + every : number(found.length) + " of " + read) + "." +
        strange.map(([facet, label]) => " " + label + ": \u201c" + fields[facet].value + "\u201d is unknown on this site.").join("") +
        (reading ? " Reading on \u2026" : "");
    }

    function tag(text, kind) {
      return element("span", { className: "ts-tag ts-" + kind, textContent: text });
    }

    function printed(row) {
      const { quote, article } = row;
      const page = "articles/" + article.id + "/";
      const link = (to, text) => element("a", { href: new URL(to, root).href, textContent: text });
      const who = element("p", {});
      quote.speakers.forEach((id, n) => who.append(n ? " and " : "", element("strong", {}, link(row.actors[id][1], row.actors[id][0]))));
      const known = quote.speakers.length ? row.actors[quote.speakers[0]][0] : "";
      const beside = [quote.printed !== known && quote.speakers.length ? quote.printed : "", quote.role].filter(Boolean).join("; ");
      if (!quote.speakers.length) who.append(quote.printed || "Speaker not known");
      if (beside) who.append(" ", element("small", { textContent: "(" + beside + ")" }));
      if (!quote.speakers.length && quote.printed)
        who.append(" ", tag({ document: "a document", unnamed: "not named" }[quote.attribution] || "not resolved", ""));
      const sure = tag("", quote.sureness);
      sure.append(link("methods/#quote-rules", "program " + NAMES.sureness[quote.sureness] + " " + quote.confidence.toFixed(2)));
      who.append(quote.cue ? " \u00b7 " + quote.cue + " " : " ", tag(NAMES.kind[quote.kind], quote.kind), " ", sure);
      const said = element("p", {});
      const around = quote.around || [];
      const context = (text) => element("span", { className: "ts-context", textContent: text });
      const words = quote.words || [];
      if (!words.length) said.append("(The words are not shown on this site.)");
      else if (around[0]) said.append(context(around[0]));
      words.forEach((part, n) => {
        said.append(quote.marks ? "\u201c" + part + (quote.closing ? quote.closing[n] : "") + "\u201d" : part);
        if (around[n + 1] && around[n + 1].trim()) said.append(context(around[n + 1]));
        else if (n + 1 < words.length) said.append(" \u2026 ");
      });
      const where = element("small", {}, link(page + (quote.sentence ? "#" + quote.sentence : ""), article.title), " \u00b7 ", link("sources/" + article.source + "/", names.source.get(article.source)), " \u00b7 " + written(article.day));
      if (quote.via) where.append(" \u00b7 as reported by " + quote.via.join(", by "));
      if (quote.rule) where.append(" \u00b7 found by ", link("methods/#quote-rules", quote.rule === "reader" ? "the program\u2019s network" : quote.rule));
      where.append(" \u00b7 ", link(page + "#" + article.id + "-" + quote.anchor, "link to this quote"));
      return element("li", {}, element("blockquote", {}, who, said, element("p", {}, where)));
    }

    // A value from the address is an option before any part was read.
    const given = new URL(location.href).searchParams;
    for (const name in fields) {
      const value = given.get(name) || "";
      if (value && fields[name].tagName === "SELECT") fields[name].append(element("option", { value, textContent: value }));
      fields[name].value = value;
    }
    run();
  }

  const place = document.getElementById("ts-quotes");
  if (place) start(place);
})();
