"""Pages of stories: what a reader finds on them, through the whole program on a desk of two events."""

from __future__ import annotations

import html
import json
import re

import pytest
from core_desks import TinyDesk
from landslide_articles import HERALD_TEXT, LANDSLIDE, SOURCES, STRIKE, WIRE_TEXT, article

from generator.ledger import Ledger
from generator.report.binding import make_book
from generator.report.pages import make_pages
from generator.report.stories import StoriesPage, StoryPage
from generator.resolve.corrections import is_correction
from generator.settings import load_settings
from generator.site.build import build_site
from generator.site.links import check_links

HOSTILE = "<script>pwn()</script> # pwn | [pwn](javascript:pwn()) {{ pwn }} **pwn**"
RAIN = """
The council of Wend opened its new library on Monday. The librarian, Olga Brandt, said that the reading room had forty
chairs and that the children of the town had chosen the books.

"Every shelf can be moved," Brandt said. The library stands where the brewery stood.
"""
TOPIC = """
topics:
  - {id: "site:tavna", name: The Tavna landslide, parent: "medtop:20000151", words: [landslide, geologists]}
"""
LONELY = article("Ferry to the islands runs again", "2024-03-07T09:00:00Z", "Ellis News", "The ferry runs again.")
FAR = article(
    "Orchestra of Lund plays in a quarry", "2024-03-09T09:00:00Z", "Lund Echo",
    "The orchestra of Lund played in a quarry on Saturday. The conductor, Nils Berg, said that stone was a good wall.",
)  # fmt: skip


def filled(root, articles):
    desk = TinyDesk(root / "desk")
    for name, text in articles.items():
        desk.article(name, text)
    desk.put("site_config/sources.yml", SOURCES)
    return desk


def models(desk):
    """Path → page model."""
    settings = load_settings(desk.root)
    ledger = Ledger.load(desk.paths.ledger)
    return {page.path: page for page in make_pages(make_book(desk.processed().values(), settings, ledger))}


def stories_of(desk):
    """The models of the pages of stories, by the number of their articles, most first."""
    found = [page for page in models(desk).values() if isinstance(page, StoryPage)]
    return sorted(found, key=lambda page: -page.coverage.articles)


def ids(desk):
    """File below content/articles → article id."""
    return {article.input.path.rpartition("/")[2]: article.id for article in desk.processed().values()}


def seen(text):
    """Markdown or HTML as its reader sees it, nearly."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"\]\([^)]*\)", "]", text))).split())


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Both events, an article that stands alone, and two copies with a hostile headline; built once, not changed."""
    hostile = {
        "wend-1.md": article(HOSTILE, "2024-03-04T09:00:00Z", "Wend Mail", RAIN),
        "wend-2.md": article(HOSTILE, "2024-03-04T10:00:00Z", "Wend Post", RAIN),
    }
    made = filled(tmp_path_factory.mktemp("stories"), {**LANDSLIDE, **STRIKE, **hostile, "ferry.md": LONELY})
    _, generated = made.run()
    assert build_site(made.paths, generated.latest).problems == ()
    return made


@pytest.fixture
def landslide(tmp_path):
    """The landslide alone, to change at will."""
    made = filled(tmp_path, LANDSLIDE)
    made.run()
    return made


def test_every_link_of_the_site_resolves(desk):
    assert check_links(desk.paths.site)[1] == []


def test_the_page_counts_articles_sources_and_origins(desk):
    page = stories_of(desk)[0]
    text = seen(desk.page(page.path))
    assert "4 articles · 4 sources · 3 origins · 5–6 Mar 2024" in text
    assert "[Coast Wire] (2 articles, printed by 2 sources)" in text
    assert page.title == page.central.text
    assert f"The headline is that of [{page.named_by.text}]" in text


def test_a_story_of_one_origin_says_so(desk):
    strike = next(page for page in stories_of(desk) if "rams" in page.title or "ram drivers" in page.title)
    text = seen(desk.page(strike.path))
    assert "2 articles · 1 source · 1 origin" in text
    assert "**One origin**: both articles come from [Ellis News]. No other origin in this story." in text


def test_the_bottom_line_is_verbatim_and_of_two_origins(desk):
    page = stories_of(desk)[0]
    texts = {article.id: article.text for article in desk.processed().values()}
    assert len(page.bottom_line) == 2
    for evidence in page.bottom_line:
        name = evidence.target.partition("#")[0].removeprefix("articles/").removesuffix(".md")
        assert evidence.text in texts[name]
        assert f'id="{evidence.target.partition("#")[2]}"' in desk.page(f"articles/{name}.md")
    assert len({evidence.source.text for evidence in page.bottom_line}) == 2
    # The newest first.
    assert [evidence.day for evidence in page.bottom_line] == ["2024-03-06", "2024-03-05"]


TOLD = {
    "order": ("2024-03-05T08:00:00Z", "Marek orders the Tavna dam opened",
              "President Lena Marek ordered the dam at Tavna opened on Tuesday, and the water reached the lower town."),
    "again": ("2024-03-05T09:00:00Z", "Tavna dam opened by order of Marek",
              "President Lena Marek on Tuesday ordered the opened dam at Tavna kept open, and water reached the lower town."),
    "scene": ("2024-03-06T08:00:00Z", "Marek and the dam at Tavna",
              "Lena Marek picked a bench below an old lime tree as the place from which to watch the dam at Tavna on Tuesday."),
    "leans": ("2024-03-06T09:00:00Z", "Lower town of Tavna and the dam",
              "In contrast, the mayor of the lower town of Tavna said on Tuesday that the dam and the water were no danger."),
    "moved": ("2024-03-07T08:00:00Z", "Lower town of Tavna moved from the water",
              "The United Nations said that soldiers had moved 900 people from the lower town to the stadium with the dam at Tavna open."),
}  # fmt: skip


def test_the_bottom_line_says_what_happened_once(tmp_path):
    rest = "\n\nBelow the dam lie the houses of the fishermen."
    made = filled(
        tmp_path,
        {f"{n}.md": article(title, at, f"Paper {n}", text + rest) for n, (at, title, text) in TOLD.items()},
    )
    made.put("site_config/site.yml", "publish: {text: full}\n")
    made.run()
    (page,) = stories_of(made)
    told = [evidence.source.text.removeprefix("Paper ") for evidence in page.bottom_line]
    assert told in (["moved", "order"], ["moved", "again"])


def test_the_timeline_folds_a_copy_under_its_original(desk):
    page = stories_of(desk)[0]
    assert [day.day for day in page.timeline] == ["2024-03-05", "2024-03-06"]
    (wire, _), (_,) = (day.reports for day in page.timeline)
    assert wire.headline.source.text == "Coast Wire"
    assert [(copy.headline.source.text, copy.credit) for copy in wire.copies] == [("Morning Gazette", "Coast Wire")]
    assert "same text: [Village in Karosia buried by landslide] · [Morning Gazette] (credit: Coast Wire)" in seen(
        desk.page(page.path)
    )


def test_each_origin_leads_to_its_page_and_says_why_it_has_its_articles(desk):
    page = stories_of(desk)[0]
    wire = page.behind[0]
    assert (wire.link.text, wire.link.target) == ("Coast Wire", "sources/coast-wire.md")
    assert [(member.source.text, member.why) for member in wire.members] == [
        ("Coast Wire", "published by Coast Wire"),
        ("Morning Gazette", "same text as"),
    ]
    assert wire.members[1].like == wire.members[0].article
    text = seen(desk.page(page.path))
    assert "Why each article counts with its origin" in text
    assert f"same text as [{wire.members[0].article.text}]" in text


def test_a_cut_copy_is_called_one(tmp_path):
    cut = "\n\n".join(WIRE_TEXT.strip().split("\n\n")[:3])
    made = filled(
        tmp_path,
        {
            "wire.md": article("Landslide buries village", "2024-03-05T06:10:00Z", "Coast Wire", WIRE_TEXT),
            "cut.md": article("Village gone", "2024-03-05T09:00:00Z", "Morning Gazette", cut, credit="Special to us"),
        },
    )
    made.run()
    (page,) = stories_of(made)
    (wire,) = page.behind
    assert (wire.link.text, wire.link.target, wire.articles) == ("Coast Wire", "sources/coast-wire.md", 2)
    (copy,) = page.timeline[0].reports[0].copies
    assert re.fullmatch(r"copy, cut to [67]\d % of the words", copy.how)
    text = seen(made.page(page.path))
    assert f"{copy.how}: [Village gone] · [Morning Gazette] (credit: Special to us)" in text
    assert f"{copy.how} of [Landslide buries village]" in text


CORRECTION = """
In our report "Village buried by landslide" of 5 March we printed that the mayor of Upper Tavna counted 84 dead. The mayor
of Tavna, Lena Marek, counted 64. The landslide took the village and its only road, and the lake behind the mud is rising.
"""


@pytest.mark.parametrize(
    ("headline", "text", "known"),
    [
        ("Landslide buries Upper Tavna; mayor counts 84 killed", CORRECTION, False),
        ("Village buried by landslide", CORRECTION, True),
        ("Landslide at Tavna", CORRECTION.replace('"Village buried by landslide"', "of the landslide"), True),
    ],
    ids=["another headline and a day of two reports", "the headline that it prints", "the only report of the day"],
)
def test_a_correction_is_told_and_what_it_corrects_where_it_is_known(tmp_path, headline, text, known):
    two = {} if known else {
        "more.md": article("Only road to Upper Tavna lost in the mud of the landslide", "2024-03-05T08:00:00Z", "Tavna Herald",
                           WIRE_TEXT.replace("40", "60"))
    }  # fmt: skip
    texts = LANDSLIDE | two | {
        "herald.md": article(headline, "2024-03-05T18:00:00Z", "Tavna Herald", HERALD_TEXT),
        "fix.md": article("Correction: landslide at Upper Tavna", "2024-03-06T18:00:00Z", "Tavna Herald", text),
    }  # fmt: skip
    made = filled(tmp_path, texts)
    made.run()
    names = ids(made)
    page = stories_of(made)[0]
    assert [link.text for link in page.corrections] == ["Correction: landslide at Upper Tavna"]
    assert "One article here corrects an earlier one: [Correction: landslide at Upper Tavna]" in seen(
        made.page(page.path)
    )
    reports = {r.headline.link.target: r for day in page.timeline for r in day.reports}
    corrected = f"articles/{names['herald.md']}.md"
    fix = reports[f"articles/{names['fix.md']}.md"]
    assert (fix.corrects, fix.corrected.target if fix.corrected else None) == (True, corrected if known else None)
    assert bool(reports[corrected].corrections) == known
    assert ("Corrected later by its source: [Correction" in seen(made.page(corrected))) == known
    told = {evidence.target.partition("#")[0] for evidence in page.bottom_line}
    assert f"articles/{names['fix.md']}.md" not in told
    assert not known or corrected not in told


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("Correction: the Marucla", True), ("CORRECTION", True), ("Corrections and clarifications", True), ("Erratum", True),
        ("Corrected: toll of the landslide", True), ("Clarification on the toll", True), ("[Correction] The toll", True),
        ("Corrected version: toll", True), ("Corrections officer charged", False), ("Market correction deepens", False),
        ("Correctional staff strike", False), ("Clarification sought from minister", False),
    ],
)  # fmt: skip
def test_headlines_of_corrections(title, is_one):
    assert is_correction(title) == is_one


def test_who_says_what_counts_a_copied_quote_once(desk):
    page = stories_of(desk)[0]
    orbel = next(speaker for speaker in page.speakers if speaker.link.text == "Davit Orbel")
    words = [" ".join(view.words) for view in orbel.shown]
    assert len(set(words)) == len(words) <= 3
    digging = next(view for view in orbel.shown if "digging with our hands" in " ".join(view.words))
    assert digging.in_marks
    assert (digging.evidence.source.text, digging.also, digging.elsewhere.sources) == ("Coast Wire", (), 1)
    assert orbel.shown[0] is digging
    assert f"quotes/index.md?story={page.path.removeprefix('stories/').removesuffix('.md')}" == page.every_quote


def test_a_speaker_without_a_quote_to_show_has_no_heading(tmp_path):
    said = (
        "The mayor, Lena Marek, said that the bridge was closed to all lorries. Ruth Anders said that it would reopen."
    )
    more = " Lorries wait at the bridge over the estuary, and the port has no other road to the town."
    texts = {
        f"{n}.md": article(f"Bridge {word} to lorries", f"2024-03-04T0{n}:00:00Z", f"Paper {n}", said + more * n)
        for n, word in enumerate(("closed", "shut"), start=1)
    }
    made = filled(tmp_path, texts)
    made.run()
    (page,) = stories_of(made)
    assert all(speaker.shown for speaker in page.speakers)
    listed = {s.link.text for s in page.speakers} | {count.link.text for count in page.more_speakers}
    quoted = {
        a.name
        for e in made.processed().values()
        for a in e.entities
        if a.id in {name for q in e.quotes if q.speaker for name in q.speaker.entities}
    }
    assert len(listed) == len(quoted) > len(page.speakers)


def test_figures_in_dispute_stand_beside_each_other(desk):
    page = stories_of(desk)[0]
    (dispute,) = page.disputes
    assert (dispute.kind, dispute.of) == ("disputed", "killed")
    assert [(claim.words, claim.evidence.source.text) for claim in dispute.claims] == [
        ("84", "Tavna Herald"),
        ("40", "Coast Wire"),
    ]
    assert [[link.text for link in claim.who] for claim in dispute.claims] == [["Lena Marek"], ["Davit Orbel"]]
    assert "## Figures in dispute" in desk.page(page.path)
    assert "Figures that changed" not in desk.page(page.path)


def test_what_one_origin_alone_has(desk):
    rows = {row.name: row for row in stories_of(desk)[0].contrasts}
    assert [found.link.text for found in rows["River Post"].names] == ["Ruth Anders"]
    assert "underwriters" in {found.link.text for found in rows["River Post"].printed}
    assert "Davit Orbel" not in {found.link.text for row in rows.values() for found in row.names}
    assert rows["Coast Wire"].articles == 1  # the copy counts nothing


def test_a_state_counts_where_its_own_name_is_printed(tmp_path):
    texts = {
        "London Mail": "The bridge was closed at noon. London said that no date was set. London told hauliers to wait.",
        "Paris Globe": "The bridge was closed at noon. France said that no date was set. French hauliers have to wait.",
    }
    fillers = (
        " The bridge over the estuary carries lorries to the port, and the port feeds three towns." * 8,
        " Lorries that the port sends to three towns crossed the bridge at the estuary until noon." * 8,
    )
    made = filled(
        tmp_path,
        {
            f"{number}.md": article(
                f"Bridge to the port closed {number}", "2024-03-04T09:00:00Z", source, text + fillers[number]
            )
            for number, (source, text) in enumerate(texts.items())
        },
    )
    made.run()
    (page,) = stories_of(made)
    rows = {row.name: [found.link.text for found in row.names] for row in page.contrasts}
    assert rows.get("London Mail", []) == []
    assert rows["Paris Globe"] == ["France"]
    assert {found.link.text for row in page.contrasts for found in row.printed} <= {"hauliers"}


def test_an_article_shows_its_story_or_that_it_has_none(desk):
    page, known = stories_of(desk)[0], ids(desk)
    for name in LANDSLIDE:
        link = f"[{page.title}](../{page.path})"
        assert link in html.unescape(desk.page(f"articles/{known[name]}.md"))
    assert "No other article of the desk reports this" in desk.page(f"articles/{known['ferry.md']}.md")


def test_actors_topics_and_sources_list_their_stories(desk):
    page = stories_of(desk)[0]
    pages = models(desk)
    (part,) = pages["actors/davit-orbel.md"].stories
    assert (part.link.target, part.articles, part.first, part.last) == (page.path, 3, "2024-03-05", "2024-03-06")
    (source,) = pages["sources/ellis-news.md"].stories
    assert source.articles == 2
    topics = [model for path, model in pages.items() if path.startswith("topics/") and path != "topics/index.md"]
    assert any(part.link.target == page.path for model in topics for part in model.stories)
    assert "## Stories" in desk.page("actors/davit-orbel.md")


def test_the_index_lists_all_stories_newest_first(desk):
    index = models(desk)["stories/index.md"]
    assert isinstance(index, StoriesPage)
    assert index.total == 3
    assert [row.coverage.last for row in index.stories] == ["2024-03-08", "2024-03-06", "2024-03-04"]
    assert index.months == ()


def test_the_files_name_the_story(desk):
    page = stories_of(desk)[0]
    known = ids(desk)
    stories = {row["title"]: row for row in json.loads(desk.page("data/stories.json"))}
    row = stories[page.title]
    assert set(row["articles"]) == {known[name] for name in LANDSLIDE}
    assert (row["first"], row["last"], row["sources"]) == ("2024-03-05", "2024-03-06", 4)
    assert row["page"] == page.path.removesuffix(".md") + "/"
    assert [origin["name"] for origin in row["origins"]] == ["Coast Wire", "Tavna Herald", "River Post"]
    names = [json.loads(path.read_bytes()) for path in (desk.paths.pages / "data/search").glob("n-*.json")]
    assert [page.title, row["page"]] in [[named[1], named[3]] for rows in names for named in rows]
    part = json.loads(desk.page("data/quotes/2024-03.json"))
    assert part["stories"][row["id"]] == page.title
    assert {a["id"] for a in part["articles"] if a.get("story") == row["id"]} == set(row["articles"])


def test_a_hostile_headline_is_shown_and_does_nothing(desk):
    page = next(page for page in stories_of(desk) if "pwn" in page.title)
    built = (desk.paths.site / page.path.removesuffix(".md") / "index.html").read_text("utf-8")
    listed = (desk.paths.site / "stories/index.html").read_text("utf-8")
    for text in (built, listed):
        assert "<script>pwn" not in text
        assert "javascript:" not in re.findall(r'href="([^"]*)"', text)
        assert text.count("<h1") == 1
        assert HOSTILE in html.unescape(re.sub(r"<[^>]+>", "", text))


@pytest.mark.parametrize("mode", ["none", "full"])
def test_the_pages_obey_what_may_be_shown(landslide, mode):
    landslide.put("site_config/site.yml", f"publish: {{text: {mode}}}\n")
    landslide.generate()
    page = stories_of(landslide)[0]
    text = landslide.page(page.path)
    shown = ["The school stood empty", "digging with our hands", "underwriters", "Engineers were cutting a channel"]
    if mode == "none":
        assert not any(part in text for part in shown)
        assert "Lake behind the Tavna landslide" in text
        assert all(evidence.text is None for evidence in page.bottom_line)
        assert len(page.bottom_line) == 2  # still, where to look
        assert page.disputes == ()
    else:
        assert all(evidence.text for evidence in page.bottom_line)
        assert "A landslide buried the hillside village" in text


def test_a_story_that_was_joined_leaves_a_redirect_and_a_line_of_history(landslide):
    known = ids(landslide)
    page = stories_of(landslide)[0]
    kept = page.path.removeprefix("stories/").removesuffix(".md")
    ledger = landslide.paths.ledger
    lines = [line for line in ledger.read_text().splitlines() if json.loads(line)["kind"] != "story"]
    two = [known["wire.md"], known["gazette.md"]], [known["herald.md"], known["post.md"]]
    lines += [
        json.dumps({"kind": "story", "id": name, "articles": found, "day": "2024-03-06", "from": None})
        for name, found in zip((kept, "another-story"), two, strict=True)
    ]
    ledger.write_text("\n".join(lines) + "\n")
    landslide.generate()
    moved = landslide.page("stories/another-story/index.html")
    assert f'url=../{kept}/"' in moved
    text = seen(landslide.page(page.path))
    assert "On 6 March 2024 2 articles of another story joined this one" in text


def test_a_story_that_fell_apart_leads_to_the_article_that_is_left(tmp_path):
    made = filled(tmp_path, STRIKE)
    made.run()
    known = ids(made)
    (page,) = stories_of(made)
    (made.root / "content/articles/strike-2.md").unlink()
    made.run()
    assert stories_of(made) == []
    moved = made.page(page.path.removesuffix(".md") + "/index.html")
    assert f'url=../../articles/{known["strike-1.md"]}/"' in moved
    assert not (made.paths.pages / page.path).exists()


def test_another_article_changes_no_story_that_it_does_not_touch(tmp_path):
    made = filled(tmp_path, {**LANDSLIDE, **STRIKE})
    made.run()
    before = {page.path: made.page(page.path) for page in stories_of(made)}
    made.article("lund.md", FAR)
    made.run()
    assert {page.path: made.page(page.path) for page in stories_of(made)} == before
    assert len(before) == 2


def test_related_stories_name_whom_they_share(tmp_path):
    later = {
        "trial-1.md": article(
            "Court hears the clerk of Wend", "2024-03-07T09:00:00Z", "Wend Mail",
            "The court of Wend heard the clerk Mira Sandel on Thursday. The judge asked Davit Orbel for the letters.",
        ),
        "trial-2.md": article(
            "Clerk of Wend stands before the court", "2024-03-07T12:00:00Z", "Wend Post",
            "The clerk Mira Sandel stood before the court of Wend on Thursday. The judge wants letters of Davit Orbel.",
        ),
    }  # fmt: skip
    made = filled(tmp_path, {**LANDSLIDE, **later})
    made.run()
    landslide, trial = stories_of(made)
    assert [row.link.target for row in landslide.related] == [trial.path]
    (row,) = trial.related
    assert (row.link.target, row.first) == (landslide.path, "2024-03-05")
    assert {link.text for link in row.actors} == {"Davit Orbel", "Mira Sandel"}


def test_related_stories_are_told_in_like_words_and_near_in_time(tmp_path):
    def court(day):
        return {
            "trial-1.md": article(
                "Court hears of the mud at Upper Tavna", f"{day}T09:00:00Z", "Wend Mail",
                "The court heard geologists on the slope, the mud and the landslide. Nobody was charged. The judges asked "
                "why the hearing had taken so long, and adjourned it for a week.",
            ),
            "trial-2.md": article(
                "Geologists of the slope stand before the court", f"{day}T12:00:00Z", "Wend Post",
                "Geologists told the court of the slope, the mud and the landslide. The judges adjourned the hearing for "
                "a week, and nobody was charged.",
            ),
        }  # fmt: skip

    related = []
    for number, day in enumerate(("2024-03-12", "2024-03-30")):
        made = filled(tmp_path / str(number), {**LANDSLIDE, **court(day)})
        made.put("site_config/topics.yml", TOPIC)
        made.run()
        landslide, trial = stories_of(made)
        rows = [(r.link.target == landslide.path, [t.text for t in r.topics], r.actors) for r in trial.related]
        related.append(rows)
    assert related == [[(True, ["The Tavna landslide", "natural disaster"], ())], []]
