"""The pages of quotes: days, months, what stands round a quote, whom it is attributed to, and its data for programs."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from core_desks import delivered, files_of

from generator.articlejson import anchor
from generator.models import Block, Entity, Mention, Meta, Quote, Role, Sentence, Source, Span, Speaker
from generator.render.jsonld import jsonld
from generator.report.around import words_around
from generator.report.binding import make_book
from generator.report.pages import make_pages
from generator.report.quotations import quotations
from generator.settings import Publish, Settings, Site
from generator.site.filter import filter_units


def talk(body, *quotes, name="a", day="2024-03-05", url=None, source="The Paper", headline="Headline", roles=()):
    """An article of one paragraph; each quote is (kind, parts, speaker's words or None, further fields)."""
    text = f"{headline} {name}\n\n{body}"
    start = len(text) - len(body)
    spans = [Span(0, start - 2)]
    spans += [Span(start + m.start(), start + m.end()) for m in re.finditer(r"\S.*?[.!?][”\"]?(?= |$)", body)]
    people = list(dict.fromkeys(who for _, _, who, _ in quotes if who and who[0].isupper()))
    ids = {who: f"e{n}" for n, who in enumerate(people, start=1)}

    def find(words, after=start):
        at = text.index(words, after)
        return Span(at, at + len(words))

    def made(number, kind, parts, who, more):
        said, content, at = None, [], start
        for part in parts:
            content.append(find(part, at))
            at = content[-1].end
        if who:
            span = find(who)
            said = Speaker(span.start, span.end, (ids[who],) if who in ids else ())
        attribution = "named" if who in ids else "unnamed"
        quote = Quote(f"q{number}", kind, tuple(content), speaker=said, attribution=attribution, confidence=0.8)
        return replace(quote, **more)

    taken: set[str] = set()
    return delivered(
        f"{day or 'undated'}-{name}",
        text,
        article=Meta(title=f"{headline} {name}", published=day, source=Source(source), url=url),
        blocks=(Block(0, start - 2, "headline"), Block(start, len(text), "paragraph")),
        sentences=tuple(Sentence(s.start, s.end, anchor(s.of(text), taken)) for s in spans),
        entities=tuple(Entity(ids[who], "person", who) for who in people),
        mentions=tuple(Mention(find(who).start, find(who).end, ids[who]) for who in people),
        roles=tuple(Role(find(words).start, find(words).end, ids[who]) for words, who in roles),
        quotes=tuple(made(n, *quote) for n, quote in enumerate(quotes, start=1)),
    )


class Withholding:
    """Reads an article of which only some sentences may be shown."""

    def __init__(self, entry, shown):
        self.loaded = replace(entry.reader.load(entry), shown=shown)

    def load(self, _):
        return self.loaded


def book_of(*articles, **site):
    site.setdefault("publish", Publish(text="full"))
    return make_book(articles, Settings(site=Site(**site)))


def pages_of(*articles, **site):
    return {page.path: page for page in make_pages(book_of(*articles, **site))}


def rain(number, day="2024-03-05", name=None, **values):
    """An article with so many reported statements."""
    sentences = [f"Ada Obi said that rain number {n} fell." for n in range(number)]
    quotes = [("indirect", [f"that rain number {n} fell"], "Ada Obi", {}) for n in range(number)]
    return talk(" ".join(sentences), *quotes, name=name or f"of-{number}", day=day, **values)


class TestDays:
    def test_each_day_and_the_undated_have_a_page(self):
        pages = pages_of(rain(2), rain(3, "2024-03-07"), rain(4, None))
        assert len(pages["quotes/2024/03/05.md"].quotes) == 2
        assert len(pages["quotes/2024/03/07.md"].quotes) == 3
        undated = pages["quotes/undated.md"]
        assert (undated.title, len(undated.quotes), undated.month) == ("Quotes: undated articles", 4, None)
        month = pages["quotes/2024-03.md"]
        assert [(day.count.link.target, day.count.number) for day in month.days] == [
            ("quotes/2024/03/07.md", 3), ("quotes/2024/03/05.md", 2),
        ]  # fmt: skip
        index = pages["quotes/index.md"]
        assert [(count.link.target, count.number) for count in index.months] == [
            ("quotes/2024-03.md", 5), ("quotes/undated.md", 4),
        ]  # fmt: skip

    def test_the_edition_leads_to_its_quotes(self):
        pages = pages_of(rain(2), talk("Nobody spoke.", day="2024-03-06"))
        said = pages["briefings/2024/03/05.md"].edition.said
        assert (said.link.target, said.number) == ("quotes/2024/03/05.md", 2)
        assert pages["briefings/2024/03/06.md"].edition.said is None
        assert "quotes/2024/03/06.md" not in pages

    def test_a_long_day_has_parts_that_cut_no_article_in_two(self):
        pages = pages_of(rain(150, name="a"), rain(60, name="b"), rain(30, name="c"))
        first, second = pages["quotes/2024/03/05.md"], pages["quotes/2024/03/05-part-2.md"]
        assert (len(first.quotes), len(second.quotes)) == (150, 90)
        assert first.attributions.total == second.attributions.total == 240
        assert [link.target for link in second.parts] == [first.path, second.path]

    def test_a_later_article_leaves_the_first_part_as_it_is(self):
        before = pages_of(rain(150, name="a"), rain(60, name="b"))["quotes/2024/03/05.md"]
        after = pages_of(rain(150, name="a"), rain(60, name="b"), rain(30, name="c"))["quotes/2024/03/05.md"]
        assert before.quotes == after.quotes

    def test_beliefs_stand_apart(self):
        article = talk("Ada Obi hopes that rain fell.", ("indirect", ["that rain fell"], "Ada Obi", {"act": "belief"}))
        pages = pages_of(article)
        day = pages["quotes/2024/03/05.md"]
        assert (day.quotes, len(day.thoughts), day.attributions.total) == ((), 1, 0)
        assert (pages["quotes/index.md"].attributions.total, pages["quotes/index.md"].latest) == (0, ())
        assert "rain fell" not in b"".join(files_of(filter_units, book_of(article)).values()).decode()


DIRECT = "“We go,” Ada Obi said. “We stay.” Nobody else came."
AROUND = [
    ("a clause", "Ada Obi said on Monday that rain fell in spring.", "indirect", ["that rain fell"],
     ("Ada Obi said on Monday ", " in spring.")),
    ("own marks are left out", "Ada Obi said: “We go.”", "direct", ["We go."], ("Ada Obi said: ", "")),
    ("a comma stands before the mark", "“We go”, Ada Obi said.", "direct", ["We go"], ("", ", Ada Obi said.")),
    ("a comma stands outside the words", "“We go,” Ada Obi said.", "direct", ["We go"], ("", " Ada Obi said.")),
    ("between the parts", DIRECT, "direct", ["We go,", "We stay."], ("", " Ada Obi said. ", " Nobody else came.")),
    ("marks of a mixed quote are the article's", "Ada Obi called it “a trick” again.", "mixed", ["“a trick”"],
     ("Ada Obi called it ", " again.")),
    ("the sentence before a whole one", "Ada Obi spoke. “We go.”", "direct", ["We go."], ("Ada Obi spoke. ", "")),
    ("long ones are cut", f"Ada Obi said {'x ' * 40}that rain fell {'y ' * 40}z.", "indirect", ["that rain fell"],
     (f"… {'x ' * 29}", f" {'y ' * 29}…")),
]  # fmt: skip


class TestAround:
    @pytest.mark.parametrize(
        ("body", "kind", "parts", "expected"), [row[1:] for row in AROUND], ids=[r[0] for r in AROUND]
    )
    def test_the_words_round_a_quote(self, body, kind, parts, expected):
        entry = book_of(talk(body, (kind, parts, "Ada Obi", {}))).entries[0]
        assert words_around(entry, entry.quotes[0]) == expected

    @pytest.mark.parametrize(
        ("body", "part", "expected"),
        [
            ("Ada Obi spoke. The union said that rain fell.", "rain fell", ("… ", "")),
            ("Rain fell, Ada Obi said. The union met.", "Rain fell", ("", " …")),
            ("Ada Obi said rain fell. The union met.", "rain fell", ("… ", "")),
            ("Ada Obi said rain fell in May. The union met.", "rain fell", ("… ", " …")),
        ],
        ids=["no sentence before", "none behind", "not even behind a full stop", "marks on both sides"],
    )
    def test_where_words_are_withheld_no_other_sentence_takes_their_place(self, body, part, expected):
        entry = book_of(talk(body, ("indirect", [part], "Ada Obi", {}))).entries[0]
        own = entry.sentence_at(entry.quotes[0].content[0].start)
        others = replace(entry, reader=Withholding(entry, frozenset(range(len(entry.article.sentences))) - {own}))
        assert words_around(others, entry.quotes[0]) == expected

    @pytest.mark.parametrize(
        ("body", "line"),
        [
            ("“We go,” Ada Obi said.", "“We go,”"),
            ("“We go”, Ada Obi said.", "“We go”"),
            ("“We go;” Ada Obi said.", "“We go;”"),
        ],
    )
    def test_punctuation_stands_on_the_side_of_the_mark_where_it_is_printed(self, desk, body, line):
        desk.deliver("a.json", talk(body, ("direct", ["We go"], "Ada Obi", {})))
        desk.generate()
        assert line in desk.page("quotes/2024/03/05.md")

    def test_of_a_sentence_that_is_not_shown_nothing_is(self):
        article = talk(DIRECT, ("direct", ["We go,", "We stay."], "Ada Obi", {}))
        view = pages_of(article, publish=Publish(share=0.0))["quotes/2024/03/05.md"].quotes[0]
        assert (view.words, view.around) == (("We go,", "We stay."), ("", "", ""))
        hidden = pages_of(article, publish=Publish(text="none"))["quotes/2024/03/05.md"].quotes[0]
        assert (hidden.words, hidden.around, hidden.role, hidden.cue, hidden.speaker) == ((), (), None, None, None)

    def test_words_in_no_sentence_are_not_shown_between_the_parts(self):
        body = "“We go,” Ada Obi said. Nobody saw it coming. “We stay.” Nobody else came."
        article = talk(body, ("direct", ["We go,", "We stay."], "Ada Obi", {}))
        whole = pages_of(article)["quotes/2024/03/05.md"].quotes[0]
        assert whole.around[1] == " Ada Obi said. Nobody saw it coming. "
        without = [s for s in article.sentences if not s.span.of(article.text).startswith("Nobody saw")]
        view = pages_of(replace(article, sentences=tuple(without)))["quotes/2024/03/05.md"].quotes[0]
        assert view.around == ("", "", " Nobody else came.")

    def test_a_quote_without_sentences_has_nothing_round_it(self):
        article = replace(talk(DIRECT, ("direct", ["We go,"], "Ada Obi", {})), sentences=())
        view = pages_of(article)["quotes/2024/03/05.md"].quotes[0]
        assert view.around == ("", "")

    def test_two_quotes_of_one_sentence_stand_among_its_words_once(self):
        body = "Ada Obi said that rain fell and Ben Sow said that snow fell. Ada Obi said that hail fell."
        quotes = [
            ("indirect", ["that rain fell"], "Ada Obi", {}),
            ("indirect", ["that snow fell"], "Ben Sow", {}),
            ("indirect", ["that hail fell"], "Ada Obi", {}),
        ]
        for path in ("quotes/2024/03/05.md", "articles/2024-03-05-a.md"):
            first, second, third = pages_of(talk(body, *quotes))[path].quotes
            assert (first.around[0], second.around, third.around[0]) == ("Ada Obi said ", ("", ""), "Ada Obi said ")

    def test_role_and_chain(self):
        body = "Mayor Ada Obi said that Ben Sow had said that rain fell."
        article = talk(
            body,
            ("indirect", ["that Ben Sow had said that rain fell"], "Ada Obi", {}),
            ("indirect", ["that rain fell"], "Ben Sow", {"via": "q1"}),
            roles=(("Mayor", "Ada Obi"),),
        )
        first, second = pages_of(article)["quotes/2024/03/05.md"].quotes
        assert (first.role, first.via) == ("Mayor", ())
        assert (second.role, [link.text for link in second.via]) == (None, ["Ada Obi"])

    def test_a_chain_that_bites_its_tail_ends(self):
        quotes = [
            ("indirect", ["that rain fell"], "Ada Obi", {"via": "q2"}),
            ("indirect", ["rain"], "Ben Sow", {"via": "q1"}),
        ]
        first, second = pages_of(talk("Ada Obi said to Ben Sow that rain fell.", *quotes))[
            "quotes/2024/03/05.md"
        ].quotes
        assert [[link.text for link in view.via] for view in (first, second)] == [["Ben Sow"], ["Ada Obi"]]

    @pytest.mark.parametrize(
        ("figure", "word"), [(1.0, "sure"), (0.8, "sure"), (0.79, "likely"), (0.5, "likely"), (0.49, "unsure")]
    )
    def test_confidence_in_a_word(self, figure, word):
        article = talk(
            "Ada Obi said that rain fell.", ("indirect", ["that rain fell"], "Ada Obi", {"confidence": figure})
        )
        assert pages_of(article)["quotes/2024/03/05.md"].quotes[0].sureness == word


class TestPermalinks:
    def test_a_quote_keeps_its_anchor_when_others_are_found_before_it(self):
        body = "Ada Obi said that rain fell. Ben Sow said that snow fell."
        snow = ("indirect", ["that snow fell"], "Ben Sow", {})
        alone = pages_of(talk(body, snow))["quotes/2024/03/05.md"].quotes[0]
        both = pages_of(talk(body, ("indirect", ["that rain fell"], "Ada Obi", {}), snow))[
            "quotes/2024/03/05.md"
        ].quotes
        assert alone.anchor == both[1].anchor != both[0].anchor
        assert alone.permalink == f"articles/2024-03-05-a.md#{alone.anchor}"

    def test_the_same_words_twice_have_two(self):
        quote = ("indirect", ["that rain fell"], "Ada Obi", {})
        views = pages_of(talk("Ada Obi said that rain fell.", quote, quote))["quotes/2024/03/05.md"].quotes
        assert len({view.anchor for view in views}) == 2

    def test_the_pages_have_the_anchors_and_the_links(self, desk):
        desk.deliver("a.json", rain(2, name="a"))
        desk.generate()
        anchors = re.findall(r'<span id="(2024-03-05-a-q-[0-9a-f]{8})"', desk.page("quotes/2024/03/05.md"))
        assert len(anchors) == 2
        for page in ("quotes/2024/03/05.md", "articles/2024-03-05-a.md"):
            assert [f"(#{name})" in desk.page(page) and f'id="{name}"' in desk.page(page) for name in anchors] == [
                True
            ] * 2
        # One of the two is the bottom line already.
        assert sum(f"(articles/2024-03-05-a.md#{name})" in desk.page("index.md") for name in anchors) == 1


class TestChosen:
    BODY = "Ada Obi cited sources there. Ada Obi said “we go”. Ada Obi said that it would rain again."
    QUOTES = (
        ("indirect", ["sources there"], "Ada Obi", {}),
        ("mixed", ["“we go”"], "Ada Obi", {}),
        ("indirect", ["that it would rain again"], "Ada Obi", {"act": "belief"}),
    )

    def test_lists_leave_out_what_says_nothing_by_itself(self):
        pages = pages_of(*(talk(self.BODY, *self.QUOTES, name=name) for name in "ab"))
        ada = pages["actors/ada-obi.md"]
        assert ([view.words for view in ada.quotes_by], ada.quotes_by_total) == ([("“we go”",)], 4)
        assert {view.words for view in pages["quotes/index.md"].latest} == {("“we go”",)}
        assert len(pages["quotes/2024/03/05.md"].quotes) == 4

    def test_words_as_spoken_come_before_later_reported_ones(self):
        from generator.models import TopicScore

        on = (TopicScore("medtop:20000639", 0.9),)
        spoken = talk("“We go now,” Ada Obi said.", ("direct", ["We go now,"], "Ada Obi", {}))
        pages = pages_of(replace(spoken, topics=on), replace(rain(2, "2024-03-06"), topics=on))
        assert [view.kind for view in pages["topics/medtop-20000639.md"].quotes] == ["direct"]

    def test_of_copies_an_actor_shows_one(self):
        pages = pages_of(*(talk("Ada Obi came home.", ("indirect", ["home"], "Ada Obi", {}), name=n) for n in "abc"))
        ((evidence, more),) = pages["actors/ada-obi.md"].sentences
        assert (evidence.text, more) == ("Ada Obi came home.", 2)

    def test_a_short_report_has_its_sentence_before_the_lead(self):
        body = "The long lead of the article tells this. Ada Obi cited sources there."
        article = talk(body, ("indirect", ["sources there"], "Ada Obi", {}))
        shown = book_of(article, publish=Publish(share=0.4)).entries[0].shown
        assert [article.sentences[n].span.of(article.text) for n in sorted(shown)][1:] == [
            "Ada Obi cited sources there."
        ]


class TestClock:
    def test_an_article_has_the_day_of_its_edition(self, desk):
        article = rain(1)
        meta = replace(article.article, published="2024-03-06T00:30:00+01:00")
        desk.deliver("a.json", replace(article, article=meta))
        desk.generate()
        page = desk.page("articles/2024-03-05-of-1.md")
        assert "5 March 2024, 23&#58;30 (UTC)" in page
        assert "6 March 2024, 00&#58;30 (UTC&#43;01&#58;00)" in page.replace("UTC+", "UTC&#43;")
        assert "briefings/2024/03/05.md" in page


class TestAttribution:
    MIXED = (
        talk(
            "Ada Obi said that rain fell. Snow fell, it was said. The report says that hail fell. Then he had gone.",
            ("indirect", ["that rain fell"], "Ada Obi", {}),
            ("indirect", ["Snow fell"], None, {}),
            ("indirect", ["that hail fell"], None, {"attribution": "document"}),
            ("indirect", ["had gone"], "he", {}),
        ),
        rain(2, "2024-03-06", source="The Other"),
    )

    def test_each_quote_counts_once_by_whose_it_is(self, desk):
        for article in self.MIXED:
            desk.deliver(f"{article.id}.json", article)
        desk.put("site_config/site.yml", "publish: {text: full}\n")
        desk.generate()
        said = (
            "Of 6 quotes: 3 by a known actor, 1 by someone the program could not resolve (he, the minister), "
            "0 by an unnamed source (officials), 1 from a document, 1 with no speaker given."
        )
        assert said in desk.page("quotes/index.md")
        assert "Of 4 quotes: 1 by a known actor, 1 by someone" in desk.page("sources/the-paper.md")
        assert "Not named: 0 %" in desk.page("sources/the-paper.md")
        assert "Of 2 quotes: 2 by a known actor" in desk.page("sources/the-other.md")

    def test_each_source_has_a_row(self, desk):
        for article in self.MIXED:
            desk.deliver(f"{article.id}.json", article)
        desk.generate()
        rows = re.findall(
            r"^\| \[(The \w+)\].*\| \[(\d)\]\(\S+\) \|(.*)\|$", desk.page("quotes/index.md"), re.MULTILINE
        )
        assert [(name, total, numbers.split(" | ")) for name, total, numbers in rows] == [
            ("The Paper", "4", [" 1", "1", "0", "1", "1 "]), ("The Other", "2", [" 2", "0", "0", "0", "0 "]),
        ]  # fmt: skip

    def test_who_gets_quoted_by_source(self):
        rows = pages_of(*self.MIXED)["quotes/index.md"].sources
        assert [(row.link.text, row.attributions.total, row.every) for row in rows] == [
            ("The Paper", 4, "quotes/index.md?source=the-paper"), ("The Other", 2, "quotes/index.md?source=the-other"),
        ]  # fmt: skip
        assert [(count.link.text, count.number) for count in rows[1].speakers] == [("Ada Obi", 2)]

    def test_quotes_by_and_about_an_actor(self):
        body = "Ada Obi said that Ben Sow had come."
        articles = [talk(body, ("indirect", ["that Ben Sow had come"], "Ada Obi", {}), name=n) for n in "ab"]
        named = [
            replace(a, entities=(*a.entities, Entity("e9", "person", "Ben Sow")),
                    mentions=(*a.mentions, Mention(a.text.index("Ben"), a.text.index("Ben") + 7, "e9")))
            for a in articles
        ]  # fmt: skip
        pages = pages_of(*named)
        ada, ben = pages["actors/ada-obi.md"], pages["actors/ben-sow.md"]
        assert (ada.quotes_by_total, ada.quotes_about_total) == (2, 0)
        assert (ben.quotes_by_total, ben.quotes_about_total) == (0, 2)
        assert (ada.all_by, ben.all_about) == ("quotes/index.md?speaker=ada-obi", "quotes/index.md?about=ben-sow")

    def test_who_spoke_on_a_topic(self):
        from generator.models import TopicScore

        on = (TopicScore("medtop:20000639", 0.9),)
        pages = pages_of(replace(rain(3), topics=on), replace(rain(1, "2024-03-06"), topics=on))
        page = pages["topics/medtop-20000639.md"]
        assert [(count.link.text, count.number) for count in page.speakers] == [("Ada Obi", 4)]
        assert [view.evidence.day for view in page.quotes] == ["2024-03-06"]
        assert (page.attributions.resolved, page.every_quote) == (4, "quotes/index.md?topic=medtop:20000639")


class TestQuotations:
    def made(self, *articles, **site):
        book = book_of(*articles, **site)
        return [item for entry in book.entries for item in quotations(book, entry)]

    def test_direct_speech_with_its_article(self):
        article = talk(DIRECT, ("direct", ["We go,", "We stay."], "Ada Obi", {}), url="https://p.example/a")
        (item,) = self.made(article)
        assert (item["@type"], item["text"]) == ("Quotation", "We go, We stay.")
        assert item["creator"] == {"@type": "Person", "name": "Ada Obi"}
        assert item["isPartOf"] == {
            "@type": "NewsArticle", "headline": "Headline a", "url": "https://p.example/a",
            "datePublished": "2024-03-05", "publisher": {"@type": "Organization", "name": "The Paper"},
        }  # fmt: skip

    @pytest.mark.parametrize("who", ["he", None], ids=["a pronoun", "nobody"])
    def test_none_without_a_speaker(self, who):
        assert self.made(talk("“We go,” he said.", ("direct", ["We go,"], who, {}))) == []

    def test_what_was_left_out_between_the_parts_has_a_sign(self):
        body = "“We go,” Ada Obi said. “Nobody else will,” she added, and a long silence fell. “We stay.” Nobody else came."
        (item,) = self.made(talk(body, ("direct", ["We go,", "We stay."], "Ada Obi", {})))
        assert item["text"] == "We go, … We stay."

    def test_a_printed_speaker_is_no_name(self):
        (item,) = self.made(talk("“We go,” an official said.", ("direct", ["We go,"], "an official", {})))
        assert (item["creditText"], "creator" in item) == ("an official", False)

    @pytest.mark.parametrize("more", [{"kind": "indirect"}, {"kind": "mixed"}, {"act": "belief"}])
    def test_only_direct_speech(self, more):
        article = talk(DIRECT, ("direct", ["We go,"], "Ada Obi", {}))
        other = replace(article, quotes=tuple(replace(quote, **more) for quote in article.quotes))
        assert (len(self.made(article)), self.made(other)) == (1, [])

    def test_none_where_the_words_are_not_shown(self):
        assert self.made(talk(DIRECT, ("direct", ["We go,"], "Ada Obi", {})), publish=Publish(text="none")) == []

    def test_the_page_has_one_block_that_reads_back(self, desk):
        desk.deliver("a.json", talk(DIRECT, ("direct", ["We go,", "We stay."], "Ada Obi", {})))
        desk.deliver("b.json", rain(2, name="b"))
        desk.generate()
        (block,) = re.findall(
            r'<script type="application/ld\+json">(.*)</script>', desk.page("articles/2024-03-05-a.md")
        )
        assert json.loads(block)["@graph"][0]["text"] == "We go, We stay."
        assert [name for name, text in desk.pages().items() if "<script" in text] == ["articles/2024-03-05-a.md"]

    def test_nothing_can_close_the_block(self):
        block = str(jsonld([{"text": "</script><b>&\u2028 {{ 7 }} 😀"}]))
        assert block.count("</script>") == 1
        assert json.loads(block[block.index(">") + 1 : -9])["@graph"][0]["text"] == "</script><b>& {{ 7 }} 😀"


class TestFilterData:
    def read(self, *articles, **site):
        files = {
            name.rsplit("/", 1)[1]: json.loads(data)
            for name, data in files_of(filter_units, book_of(*articles, **site)).items()
        }
        return files.pop("index.json"), files

    def test_it_comes_in_parts_newest_first(self):
        index, files = self.read(rain(300, name="a"), rain(300, name="b"), rain(2, "2024-02-01"), rain(1, None))
        assert [(part["file"], part["quotes"], part["first"]) for part in index] == [
            ("2024-03-part-2.json", 300, "2024-03-05"), ("2024-03.json", 300, "2024-03-05"),
            ("2024-02.json", 2, "2024-02-01"), ("undated.json", 1, None),
        ]  # fmt: skip
        assert sorted(files) == sorted(part["file"] for part in index)

    def test_a_part_explains_itself(self):
        _, files = self.read(rain(1))
        part = files["2024-03.json"]
        (row,) = part["quotes"]
        assert part["actors"][row["speakers"][0]] == ["Ada Obi", "actors/all/a/#ada-obi"]
        article = part["articles"][row["article"]]
        assert (article["id"], part["sources"][article["source"]]) == ("2024-03-05-of-1", "The Paper")
        assert (row["words"], row["around"]) == (["that rain number 0 fell"], ["Ada Obi said ", "."])
        assert (row["kind"], row["attribution"], row["sureness"]) == ("indirect", "resolved", "sure")

    def test_it_obeys_what_may_be_shown(self):
        article = rain(3)
        _, none = self.read(article, publish=Publish(text="none"))
        assert "rain number" not in json.dumps(none)
        assert len(none["2024-03.json"]["quotes"]) == 3
        _, some = self.read(article, publish=Publish(share=0.0))
        assert "that rain number 1 fell" in json.dumps(some)
        assert "Ada Obi said" not in json.dumps(some)

    def test_an_empty_desk_has_an_empty_index(self):
        assert self.read() == ([], {})
