/* The search page: reads the parts of the index one after the other, newest first, until there is enough to show. */
"use strict";
(function () {
  const MOST = 50;
  // Not "q": with that in the address, the theme opens its own search over the page.
  const PARAMETER = "find";

  function folded(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[\u2019']/g, "").toLowerCase();
  }

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  // The root of the site, as this script lies in assets/; the page's own address says nothing of its depth.
  const root = new URL("../", document.currentScript.src);

  function start(place) {
    const base = new URL("data/search/", root);
    const loaded = new Map();
    const field = element("input", { type: "search", className: "ts-searchbox", id: "ts-query", placeholder: "A name, words of a quote, a headline", autocomplete: "off" });
    const status = element("p", { className: "ts-status" });
    status.setAttribute("role", "status");
    const list = element("ol", { className: "ts-results" });
    const kinds = element("fieldset", { className: "ts-kinds" }, element("legend", { textContent: "Show", className: "ts-status" }));
    const chosen = {};
    for (const [kind, label] of [["story", "stories"], ["article", "articles"], ["quote", "quotes"], ["actor", "actors"], ["topic", "topics"], ["region", "regions"], ["source", "sources"], ["briefing", "briefings"]]) {
      const box = element("input", { type: "checkbox", checked: true });
      box.addEventListener("change", run);
      chosen[kind] = box;
      kinds.append(element("label", {}, box, " " + label));
    }
    place.replaceChildren(element("label", { htmlFor: "ts-query", textContent: "Search everything" }), field, kinds, status, list);

    async function part(name) {
      if (!loaded.has(name)) {
        loaded.set(name, fetch(new URL(name, base)).then((answer) => {
          if (!answer.ok) throw new Error(answer.status + " " + name);
          return answer.json();
        }));
      }
      return loaded.get(name);
    }

    let turn = 0;
    async function run() {
      const mine = ++turn;
      const words = folded(field.value.replace(/["\u201c\u201d]/g, " ")).split(/\s+/).filter(Boolean);
      const address = new URL(location.href);
      if (field.value) address.searchParams.set(PARAMETER, field.value); else address.searchParams.delete(PARAMETER);
      history.replaceState(null, "", address);
      list.replaceChildren();
      if (!words.length) { status.textContent = ""; return; }
      status.textContent = "Searching …";
      let found = 0;
      try {
        for (const name of await part("index.json")) {
          const rows = await part(name);
          if (mine !== turn) return;
          for (const row of rows) {
            if (!chosen[row.kind].checked) continue;
            row.folded = row.folded || folded([row.title, row.text, row.source, row.day].filter(Boolean).join(" "));
            if (!words.every((word) => row.folded.includes(word))) continue;
            found += 1;
            if (found <= MOST) list.append(shown(row, words));
          }
          if (found >= MOST) break;
        }
        status.textContent = found === 0 ? "Nothing found." : found < MOST ? found + (found === 1 ? " result" : " results") : "The first " + MOST + " results; add a word to narrow them.";
      } catch (error) {
        status.textContent = "The search index could not be loaded (" + error.message + "). Open the site through a web server.";
      }
    }

    // The words round the first one that was looked for.
    function around(text, word) {
      if (text.length <= 280) return text;
      const at = Math.max(0, text.toLowerCase().indexOf(word));
      const start = at < 140 ? 0 : text.indexOf(" ", at - 140) + 1;
      const end = start + 280 >= text.length ? text.length : text.lastIndexOf(" ", start + 280);
      return (start ? "\u2026 " : "") + text.slice(start, end) + (end < text.length ? " \u2026" : "");
    }

    function shown(row, words) {
      const text = row.kind === "quote" && row.marks ? "\u201c" + row.text + "\u201d" : row.text;
      const short = around(text, words[0]);
      const where = [row.kind, row.source, row.day].filter(Boolean).join(" \u00b7 ");
      return element("li", {}, element("a", { href: new URL(row.to, root).href, textContent: row.title }), element("br", {}), short ? element("span", { textContent: short }) : "", short ? element("br", {}) : "", element("small", { textContent: where }));
    }

    let pause;
    field.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(run, 150); });
    field.value = new URL(location.href).searchParams.get(PARAMETER) || "";
    if (field.value) run();
    field.focus({ preventScroll: true });
  }

  // The field of the header knows fewer pages; it says which, and leads on to this search.
  function nameHeader() {
    const field = document.querySelector(".md-search__input");
    const found = document.querySelector(".md-search-result");
    if (!field || !found) return;
    field.placeholder = "Search pages";
    field.setAttribute("aria-label", "Search pages about stories, actors, topics, regions, sources, and briefings");
    const more = element("a", { className: "ts-everything", textContent: "Search everything: articles and quotes too" });
    const lead = () => {
      more.href = new URL("search/", root);
      if (field.value) more.search = new URLSearchParams([[PARAMETER, field.value]]);
    };
    field.addEventListener("input", lead);
    lead();
    found.before(more);
  }

  nameHeader();
  const place = document.getElementById("ts-search");
  if (place) start(place);
})();
