"""What the search of a built site costs a reader: sizes, and the bytes and time to the first result in a browser.

    python -m benchmarks.search DESK [QUERY …]

DESK holds a built `site/`. Its files are served compressed from this machine and opened in Chromium, each query on a
page of its own with an empty cache. "First" is the first result on the page, "all" when everything has been counted;
bytes are those over the wire since the empty search page stood ready, and those of the page itself are told apart.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.served import served

if TYPE_CHECKING:
    from collections.abc import Iterable

_QUERIES = ("president", "ceasefire talks", "marmalade", "hurricane", "climate agreement", '"red line"', "negot")
_FIRST = """() => document.querySelector('.ts-results li')
  || /Nothing found/.test(document.querySelector('.ts-status').textContent)"""
_DONE = "['done', 'stopped'].includes(document.querySelector('.ts-status')?.dataset.state)"


def main() -> None:
    """Print sizes, and what each query costs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("desk", type=Path, help="a desk with a built site")
    parser.add_argument("queries", nargs="*", default=_QUERIES, help="what to look for")
    options = parser.parse_args()
    site = options.desk / "site"
    header = site / "search/search_index.json"
    if header.is_file():
        docs = json.loads(header.read_bytes())["docs"]
        print(f"header search      {len(docs):9,} entries  {_sizes([header])}")
    folder = site / "data/search"
    index = json.loads((folder / "index.json").read_bytes())
    shards = index["shards"]
    articles, quotes = sum(shard[3] for shard in shards), sum(shard[4] for shard in shards)
    print(f"shards             {len(shards):9,} for {articles:,} articles and {quotes:,} quotes")
    for name, pattern in (
        ("columns", "*/columns.json"), ("buckets of words", "*/words-*.json"), ("texts", "*/text-*.json"),
        ("words", "w-*.json"), ("facets", "f-*.json"), ("names", "n-*.json"), ("index, choices", "[if][na]*.json"),
    ):  # fmt: skip
        found = list(folder.glob(pattern))
        print(f"{name:18} {len(found):9,} files    {_sizes(found)}")
    _browse(site, options.queries)


def _sizes(files: Iterable[Path]) -> str:
    sizes = [(len(data), len(gzip.compress(data, 6))) for path in files for data in [path.read_bytes()]]
    raw, packed = sum(size for size, _ in sizes), sum(size for _, size in sizes)
    return f"{raw:12,} bytes  {packed:11,} compressed  largest {max((size for _, size in sizes), default=0):9,}"


def _browse(site: Path, queries: Iterable[str]) -> None:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    print("query                     page   bytes to first   seconds    bytes to all   seconds  found")
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for query in queries:
            window = browser.new_context()
            row = _one(window, f"{address}search/", query)
            print(f"{query:22} {row[0]:9,} {row[1]:14,} {row[2]:10.2f} {row[3]:14,} {row[4]:9.2f}  {row[5]}")
            window.close()
        browser.close()


def _one(window: Any, address: str, query: str) -> tuple[int, int, float, int, float, str]:  # noqa: ANN401
    page = window.new_page()
    received: list[int] = []
    devtools = window.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on("Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"])))
    page.goto(address, wait_until="networkidle")
    page.wait_for_function(_DONE)
    ready, started = sum(received), time.perf_counter()
    page.locator("#ts-query").fill(query)
    page.wait_for_function(_FIRST)
    first, seconds = sum(received) - ready, time.perf_counter() - started
    page.wait_for_function(_DONE)
    whole, finished = sum(received) - ready, time.perf_counter() - started
    return ready, first, seconds, whole, finished, page.locator(".ts-status").inner_text()


if __name__ == "__main__":
    main()
