/* The field of the header says what it finds, and leads on to the search page; that page's own parts are loaded there. */
"use strict";
(function () {
  // The root of the site, as this script lies in assets/; the page's own address says nothing of its depth.
  const root = new URL("../", document.currentScript.src);

  function nameHeader() {
    const field = document.querySelector(".md-search__input");
    const found = document.querySelector(".md-search-result");
    if (!field || !found) return;
    field.placeholder = "Search pages";
    field.setAttribute("aria-label", "Search pages about stories, actors, topics, regions, sources, and briefings");
    const more = Object.assign(document.createElement("a"), { className: "ts-everything", textContent: "Search everything: articles and quotes too" });
    const lead = () => {
      more.href = new URL("search/", root);
      if (field.value) more.search = new URLSearchParams([["find", field.value]]);
    };
    field.addEventListener("input", lead);
    lead();
    found.before(more);
  }

  nameHeader();
  const place = document.getElementById("ts-search");
  if (place) {
    const script = Object.assign(document.createElement("script"), { type: "module", src: new URL("assets/search/page.js", root).href });
    script.addEventListener("error", () => { place.textContent = "The search could not be loaded. Open the site through a web server."; });
    document.head.append(script);
  }
})();
