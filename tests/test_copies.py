"""Copies of one text over the desk, and how many independent origins stand behind a story."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.knowledge.agencies import load_agencies
from generator.models import Meta, ProcessedArticle, Source
from generator.read.layout import lay_out, plain_paragraphs
from generator.resolve import copies
from generator.resolve import origins as whence
from generator.resolve.keptcopies import compare
from generator.resolve.signatures import share_of, signature
from generator.resolve.sources import resolve_sources
from generator.resolve.textfacts import text_facts
from generator.settings import SourceSetting
from tests.memories import Rows

_number = itertools.count(1)

DAM = """\
The upper gate of the Morava dam gave way shortly before dawn on Tuesday, sending a wall of water through three villages in the valley and cutting the only road to the coast.

Rescue teams in rubber boats had brought 140 people to safety by noon, said Ilse Brandt, who leads the regional fire service, while helicopters searched roofs and church towers for others.

At least 11 people were missing, most of them from the lower part of Velden, where the water stood two metres deep in the market hall.

The dam was built in 1958 and last inspected in October, when engineers reported a crack in the eastern abutment but judged it stable.

Prime Minister Jan Kolar broke off a visit to Vienna and promised 40 million crowns for those who had lost their homes.

The opposition asked why the crack had not been mended in winter, when the reservoir stood almost empty."""

DAM_TOLD_ANEW = """\
Three villages below the Morava dam were under water on Tuesday after one of its gates burst in the night, and the authorities said that nearly a dozen people had not been found.

"We have pulled 140 people out of the flood so far and we go on," Ilse Brandt of the regional fire service told reporters at noon.

In Velden, the place that was hit hardest, shopkeepers watched from a hill as the roof of the market hall disappeared.

Jan Kolar, the prime minister, returned early from Vienna. His government will give 40 million crowns to families whose houses are gone.

Critics recalled a report of last October that spoke of a crack in the old wall, which dates from 1958."""

DAM_NEXT_DAY = """\
The chief engineer of the Morava dam was suspended on Wednesday and prosecutors searched the offices of the water board, a day after a gate burst and flooded the valley.

Prosecutors want to know who decided in autumn to leave the wall as it was. A spokesman for the board, Petr Holub, said that it would hand over all papers and that it had followed every rule.

Residents of Velden shouted at the minister for public works when she came to see the market hall. Some threw mud. She left after ten minutes without taking questions and later called the visit a mistake.

Seven of the missing were found alive in a chapel above the river overnight, among them two children who had been thought dead, the fire service said.

Rescue teams in rubber boats had brought 140 people to safety by noon, said Ilse Brandt, who leads the regional fire service, while helicopters searched roofs and church towers for others.

The dam was built in 1958 and last inspected in October, when engineers reported a crack in the eastern abutment but judged it stable.

Prime Minister Jan Kolar broke off a visit to Vienna and promised 40 million crowns for those who had lost their homes."""

FOOTER = """\
Letters to this column reach the author at the editorial office, where they are read with pleasure and answered in turn. The views expressed here are the author's own and not those of the paper or of its owners. A selection of earlier columns can be had as a book from any bookseller. Readers who wish to receive the column by post every Friday may write to the same address and enclose a stamp for the reply."""

MATCH = """\
{home} beat {away} {score} on Saturday to move up to {place} in the table after a match that had everything the crowd of {crowd} could wish for. {scorer} opened the scoring in minute {minute} after a corner from the left, and the hosts never looked back. {away} had their chances before the break but were denied by the post and by {keeper}, who was in fine form between the posts. The visitors pushed for an equaliser in the second half and left room behind, which {second} used for the decisive goal. "We deserved the three points today," said coach {coach} after the final whistle."""

LIVE = """\
Welcome to our live coverage. We will bring you the latest as it happens, with reports from our correspondents and your messages. You can write to us at any time by way of the form below, and we may print what you send.

{entries}

That is all from us for today. Thank you for reading and for your many messages. You can find a summary of the day on our front page, and we will be back tomorrow morning with more."""


def paragraphs(text):
    return text.split("\n\n")


def edited(text, **words):
    for old, new in words.items():
        assert old in text
        text = text.replace(old, new)
    return text


def match(**more):
    told = {
        "home": "Rovers", "away": "Albion", "score": "2-0", "place": "fourth", "crowd": "12,300", "scorer": "Ekberg",
        "minute": "17", "keeper": "Lindqvist", "second": "Osei", "coach": "Martin Hale",
    }  # fmt: skip
    return MATCH.format(**{**told, **more})


def article(
    text, title="Dam bursts above Velden", *, published="2024-03-05", source="Delta Herald", credit=None, name=None
):
    words, blocks = lay_out(title, plain_paragraphs(text), headline=True)
    source = Source(source) if source else None
    return ProcessedArticle(
        name or f"a{next(_number):04}", Meta(title, published=published, source=source, credit=credit), words, blocks
    )


def column(text):
    return f"{text}\n\n{FOOTER}"


P = paragraphs(DAM)
COPIES = [
    ("the same", DAM, DAM),
    ("cut at the end", DAM, "\n\n".join(P[:3])),
    ("cut in the middle", DAM, "\n\n".join([P[0], P[2], P[5]])),
    ("reordered", DAM, "\n\n".join([P[2], P[0], P[4], P[1], P[3], P[5]])),
    ("paragraphs run together", DAM, " ".join(P)),
    ("an agency in the dateline", DAM, f"VELDEN (Reuters) - {DAM}"),
    ("a credit line", f"By Ann Lee\n\n{DAM}", f"{DAM}\n\n(AFP)"),
    ("words replaced", DAM, edited(DAM, shortly="just", **{"a wall of water": "a flood", "to safety": "into safety", "judged it": "called it", "promised": "pledged", "almost": "nearly"})),
    ("other spelling and marks", DAM, edited(DAM, metres="meters", **{"40 million crowns": "40 million crowns (1.6 million euros)"})),
    ("a paragraph of its own behind", DAM, f"{DAM}\n\nOur reporter in Vienna met relatives of the missing who were waiting for a bus that would take them home, and who had heard nothing from their families since the evening before."),
    ("a line in front", "\n\n".join(P[:4]), f"This article was changed on Wednesday.\n\n{DAM}"),
    ("capitals", DAM, DAM.upper()),
    ("without blanks between words", "大坝上游的闸门在星期二黎明前决口洪水冲过山谷里的三个村庄并切断了通往海岸的唯一公路", "大坝上游的闸门在星期二黎明前决口洪水冲过山谷里的三个村庄并切断了通往海岸的公路"),
]  # fmt: skip

APART = [
    ("one event in other words", DAM, DAM_TOLD_ANEW),
    ("a follow-up with three of its paragraphs", DAM, DAM_NEXT_DAY),
    ("reports of two matches from one mould", match(), match(home="United", away="Harriers", score="3-1", place="ninth", crowd="8,450", scorer="Nakata", minute="63", keeper="Brodie", second="Ferreira", coach="Paul Stone")),
    ("columns with one footer",
     column("My neighbour has bought a goat. It stands on the roof of his shed and looks down on me as I drink my coffee, and I have begun to drink it standing up, out of respect."),
     column("There are two kinds of umbrellas, those that one has lost and those that one has not lost yet. I own one of the second kind and I watch it as one watches an old friend at a harbour.")),
    ("two live blogs",
     LIVE.format(entries="\n\n".join(P[:3])),
     LIVE.format(entries="The count has begun in all nine districts. Turnout stood at 61 per cent an hour before the polls closed.\n\nMayor Ada Obi is ahead in the north, with a third of the votes counted.\n\nBen Sow has conceded in the port and thanked his helpers.")),
    ("one statement in two reports",
     "The ferry line will lay up half of its ships this winter, its owner said, and unions called a strike for Monday. " + " ".join(paragraphs(DAM_NEXT_DAY)[0:1]) + " Harbour workers gathered at the gates in the afternoon to hear what their leaders had agreed on.",
     "Passengers on the islands will have to do with one boat a day from November on, as fuel has become too dear. " + " ".join(paragraphs(DAM_NEXT_DAY)[0:1]) + " Mayors of four islands wrote to the ministry and asked for help before the holidays."),
    ("two flashes", "Dam bursts above Velden, many missing.", "Dam bursts above Velden, many missing."),
    ("nothing but headlines", "", ""),
]  # fmt: skip


def resolve_copies(articles, memory=None):
    """The copies among articles; the words of those that are known are not looked at."""
    texts = {one.id: one for one in articles}
    return copies.resolve_copies(map(text_facts, articles), texts.__getitem__, memory)


def pairs_among(articles):
    signatures = {found.text: found for found in map(signature, articles)}
    return signatures.keys(), compare(signatures, signatures.__getitem__).pairs


def origins_of(articles, *desk):
    texts = {one.id: text_facts(one) for one in articles}
    return whence.OriginFinder(texts, *desk).find(texts)


def of(found):
    return {frozenset(group.articles) for group in found.groups}


@pytest.mark.parametrize(("one", "other"), [case[1:] for case in COPIES], ids=[case[0] for case in COPIES])
def test_copies(one, other):
    first, second = article(one), article(other, "Another headline")
    assert of(resolve_copies([first, second])) == {frozenset({first.id, second.id})}


@pytest.mark.parametrize(("one", "other"), [case[1:] for case in APART], ids=[case[0] for case in APART])
def test_not_copies(one, other):
    assert resolve_copies([article(one), article(other)]).groups == ()


@pytest.mark.parametrize(
    ("one", "other"), [case[1:] for case in (*COPIES, *APART)], ids=[case[0] for case in (*COPIES, *APART)]
)
def test_a_verdict_has_no_direction(one, other):
    a, b = signature(article(one)), signature(article(other))
    assert share_of(a, b) == share_of(b, a)


class TestGroups:
    def test_each_names_what_it_was_joined_to(self):
        found = resolve_copies([
            article(DAM, name="a", published="2024-03-05T08:00:00Z"),
            article("\n\n".join(P[:3]), name="b", published="2024-03-05T09:00:00Z"),
            article("\n\n".join(P[3:]), name="c", published="2024-03-05T10:00:00Z"),
        ])  # fmt: skip
        (group,) = found.groups
        assert [(copy.article, copy.like) for copy in group.members] == [("a", None), ("b", "a"), ("c", "a")]
        assert found.of == dict.fromkeys("abc", group)

    def test_parts_of_one_text_on_its_own_day(self):
        parts = (DAM, "\n\n".join(P[:3]), "\n\n".join(P[3:]))
        for names in itertools.permutations("abc"):
            found = resolve_copies([article(text, name=name) for text, name in zip(parts, names, strict=True)])
            assert of(found) == {frozenset("abc")}

    def test_a_round_up_does_not_make_its_parts_one_text(self):
        one, other = "\n\n".join(P[:3]), "\n\n".join(paragraphs(DAM_NEXT_DAY)[:4])
        found = resolve_copies([
            article(one, name="a", published="2024-03-05"),
            article(other, name="b", published="2024-03-06"),
            article(f"{one}\n\n{other}", name="c", published="2024-03-07"),
        ])  # fmt: skip
        assert len(found.groups) == 1
        assert sum("c" in group.articles for group in found.groups) == 1
        assert not any({"a", "b"} <= set(group.articles) for group in found.groups)

    @pytest.mark.parametrize(
        ("times", "sources", "credit", "original"),
        [
            (("2024-03-05T10:00:00Z", "2024-03-05T08:00:00Z"), ("Reuters", "Herald"), "Reuters", "b"),
            (("2024-03-05T10:00:00+05:00", "2024-03-05T08:00:00Z"), ("Herald", "Globe"), None, "a"),
            (("2024-03-05", "2024-03-05"), ("Herald", "Reuters"), "Thomson Reuters", "b"),
            (("2024-03-05", "2024-03-05"), ("Herald", "Transmarine Press"), "Transmarine Press", "b"),
            (("2024-03-05", "2024-03-05T08:00:00Z"), ("Herald", "Reuters"), "Reuters", "b"),
            (("2024-03-04", "2024-03-05T08:00:00Z"), ("Herald", "Reuters"), "Reuters", "a"),
            (("2024-03-05", "2024-03-05"), ("Herald", "Globe"), None, "a"),
            ((None, "2024-03-05"), ("Reuters", "Globe"), "Reuters", "b"),
            ((None, None), ("Herald", "Reuters"), "Reuters", "b"),
            ((None, None), (None, None), None, "a"),
        ],
        ids=[
            "the hour", "the hour in universal time", "the agency of one day", "an agency of the desk", "a day and an hour",
            "the day before", "no agency", "undated last", "all undated", "nothing known",
        ],
    )  # fmt: skip
    def test_the_original(self, times, sources, credit, original):
        found = resolve_copies([
            article(DAM, name="a", published=times[0], source=sources[0], credit=credit if sources[0] == "Herald" else None),
            article(DAM, name="b", published=times[1], source=sources[1], credit=credit if sources[1] == "Herald" else None),
            article(DAM, name="z", published="2024-03-09" if any(times) else None, source="Third", credit=credit),
        ])  # fmt: skip
        assert [group.original for group in found.groups] == [original]
        (group,) = found.groups
        like = {copy.article: copy.like for copy in group.members}
        assert [name for name, other in like.items() if other is None] == [original]
        reached = set(like)
        for _ in like:
            reached = {like[name] or name for name in reached}
        assert reached == {original}, "each leads to the original"

    TEXTS = (
        DAM,
        "\n\n".join(P[:3]),
        "\n\n".join(P[2:]),
        DAM_TOLD_ANEW,
        DAM_NEXT_DAY,
        f"{DAM}\n\n{DAM_NEXT_DAY}",
        column(P[0]),
        column(P[4]),
        match(),
        match(crowd="9,100"),
    )
    DESK = tuple(
        article(text, name=f"n{n}", published=day)
        for n, (text, day) in enumerate(itertools.product(TEXTS, ("2024-03-05", "2024-03-04", None)))
    )

    @settings(max_examples=40, deadline=None)
    @given(st.permutations(DESK), st.integers(0, len(DESK)))
    def test_the_order_of_arrival_does_not_matter(self, arrived, known):
        whole = resolve_copies(self.DESK)
        memory = Rows()
        resolve_copies(arrived[:known], memory)
        assert resolve_copies(arrived, memory) == whole == resolve_copies(arrived)

    @settings(max_examples=40, deadline=None)
    @given(st.sets(st.sampled_from(range(len(DESK)))))
    def test_whether_two_are_copies_depends_on_the_two(self, chosen):
        _, pairs = pairs_among(self.DESK)
        texts, some = pairs_among([self.DESK[n] for n in chosen])
        assert some == {pair for pair in pairs if {pair.one, pair.other} <= texts}

    def test_what_left_the_desk_is_forgotten(self):
        one, other, third = article(DAM), article("\n\n".join(P[:4])), article(DAM_TOLD_ANEW)
        memory = Rows()
        assert resolve_copies([one, other, third], memory).groups
        assert resolve_copies([one, third], memory).groups == ()
        assert resolve_copies([one, other, third], memory).groups

    def test_nothing(self):
        found = resolve_copies([])
        assert (found.groups, found.of) == ((), {})

    def test_a_thousand_times_one_page(self):
        found = resolve_copies([article(DAM, name=f"p{n:04}") for n in range(1000)])
        assert [len(group.members) for group in found.groups] == [1000]


OWN = ("The harbour of {0} will be closed from {1} on because its quay is sinking, the port authority said, and fishing "
       "boats have to land their catch in {2} until divers have looked at every one of its {3} piles.")  # fmt: skip
TOWNS = itertools.cycle(
    [("Aden", "Monday", "Mocha", "90"), ("Velden", "May", "Graz", "212"), ("Oran", "June", "Arzew", "77")]
)


def own_text():
    """A text like no other."""
    n = next(_number)
    return " ".join(f"{word}{n}" for word in OWN.format(*next(TOWNS)).split())


def origins(*rows, sources=()):
    """Name of each origin and its articles with the rules: rows are source, credit, text."""
    articles = [
        article(
            text or own_text(),
            source=source,
            credit=credit,
            name=f"{number}",
            published=f"2024-03-05T{number:02}:00:00Z",
        )
        for number, (source, credit, text) in enumerate(rows, start=1)
    ]
    publishers, publisher_of = resolve_sources(map(text_facts, articles), sources)
    found = origins_of(articles, resolve_copies(articles), publishers, publisher_of)
    assert found == origins_of(articles[::-1], resolve_copies(articles[::-1]), publishers, publisher_of)
    return [(origin.name, " ".join(f"{j.article}:{j.why}{j.like or ''}" for j in origin.joined)) for origin in found]


def owned(*names, by):
    return tuple(SourceSetting(name=name, owner=by) for name in names)


ORIGINS = [
    ("each its own", [("Herald", None, None), ("Globe", None, None)], (), [("Herald", "1:first"), ("Globe", "2:first")]),
    ("one source twice", [("Herald", None, None), ("Herald", None, None)], (), [("Herald", "1:first 2:source")]),
    ("one agency under many names", [("Herald", "AP", None), ("Globe", "The Associated Press", None), ("Post", "Ann Lee, Associated Press", None)], (), [("Associated Press", "1:credit 2:credit 3:credit")]),
    ("the agency's own article", [("Herald", "AFP", None), ("Agence France-Presse", None, None)], (), [("Agence France-Presse", "1:credit 2:own")]),
    ("an agency of the desk", [("Herald", "Transmarine Press", None), ("The Transmarine Press", None, None)], (SourceSetting(name="The Transmarine Press", kind="agency"),), [("The Transmarine Press", "1:credit 2:own")]),
    ("another paper credited", [("Herald", "Globe", None), ("Globe", None, None)], (), [("Globe", "1:credit 2:own")]),
    ("one owner", [("Herald", None, None), ("Globe", None, None), ("Herald", None, None)], owned("Herald", "Globe", by="Delta Group"), [("Delta Group", "1:first 2:owner 3:source")]),
    ("an owner of one source here", [("Herald", None, None), ("Post", None, None)], owned("Herald", "Globe", by="Delta Group"), [("Herald", "1:first"), ("Post", "2:first")]),
    ("an agency that owns a paper", [("Herald", None, None), ("Globe", "Reuters", None)], owned("Herald", by="Thomson Reuters"), [("Reuters", "1:own 2:credit")]),
    ("owners in a circle", [("Herald", None, None), ("Globe", None, None)], (*owned("Herald", by="Globe"), *owned("Globe", by="Herald")), None),
    ("copies without a credit", [("Herald", None, DAM), ("Globe", None, "\n\n".join(P[:4])), ("Post", None, None)], (), [("Herald", "1:first 2:text1"), ("Post", "3:first")]),
    ("a copy that alone names the agency", [("Herald", None, DAM), ("Globe", "Reuters", DAM), ("Post", "Reuters", None)], (), [("Reuters", "1:text2 2:text1 3:credit")]),
    ("own report and agency copy in one paper", [("Herald", None, None), ("Herald", "AP", None), ("Globe", "AP", None), ("Globe", None, None)], (), [("Associated Press", "2:credit 3:credit"), ("Herald", "1:first"), ("Globe", "4:first")]),
    ("two agencies credited: the first", [("Herald", "Reuters, AFP", None), ("Globe", "Reuters", None), ("Post", "AFP/AP", None)], (), [("Reuters", "1:credit 2:credit"), ("Agence France-Presse", "3:credit")]),
    ("nobody credited", [("Herald", "Our correspondent", None), ("Globe", "Agencies", None), ("Post", "Globe staff and AP", None)], (), [("Herald", "1:first"), ("Globe", "2:first"), ("Post", "3:first")]),
    ("special to the paper that prints it", [("Herald", "Special to The Herald", None), ("Herald", "Special Correspondent", None), ("Globe", "From our own correspondent", None)], (), [("Herald", "1:first 2:source"), ("Globe", "3:first")]),
    ("a copy that says it is special", [("Herald", None, DAM), ("Globe", "Special to The Globe", "\n\n".join(P[:4])), ("Herald", None, None)], (), [("Herald", "1:first 2:text1 3:source")]),
    ("a copy that credits nobody known", [("Herald", None, DAM), ("Globe", "Delta Syndicate", DAM)], (), [("Herald", "1:first 2:text1")]),
    ("a first text that credits somebody", [("Herald", "Delta Syndicate", DAM), ("Globe", None, DAM)], (), [("Delta Syndicate", "1:credit 2:text1")]),
    ("a copy that credits an owner of the desk", [("Herald", None, DAM), ("Globe", "Delta Group", DAM), ("Post", None, None)], owned("Post", by="Delta Group"), [("Delta Group", "1:text2 2:text1 3:owner")]),
    ("a copy that credits a source of the desk", [("Herald", "Special", DAM), ("Globe", "Post", DAM), ("Post", None, None)], (), [("Post", "1:text2 2:text1 3:own")]),
    ("sources not stated", [(None, None, None), (None, None, None)], (), [("Source not stated", "1:first"), ("Source not stated", "2:first")]),
    ("copies of sources not stated", [(None, None, DAM), (None, None, DAM)], (), [("Source not stated", "1:first 2:text1")]),
    ("the biggest first", [("Herald", None, None), ("Globe", None, None), ("Globe", None, None)], (), [("Globe", "2:first 3:source"), ("Herald", "1:first")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "sources", "expected"), [case[1:] for case in ORIGINS], ids=[case[0] for case in ORIGINS]
)
def test_origins(rows, sources, expected):
    found = origins(*rows, sources=sources)
    assert found == expected if expected else len(found) == 1


def test_the_text_of_an_article_outside_the_story():
    wire = article(DAM, source="Reuters", name="wire", published="2024-03-04")
    paper = article(DAM, source="Herald", name="paper")
    other = article(own_text(), source="Globe", credit="Reuters", name="other")
    publishers, publisher_of = resolve_sources(map(text_facts, [wire, paper, other]), ())
    (origin,) = origins_of([paper, other], resolve_copies([wire, paper, other]), publishers, publisher_of)
    assert [(j.article, j.words, j.like) for j in origin.joined] == [
        ("other", "credited to Reuters", None),
        ("paper", "copy of", "wire"),
    ]


@pytest.mark.parametrize(
    ("name", "agency"),
    [
        ("AP", "Associated Press"), ("A.P.", "Associated Press"), ("The Associated Press", "Associated Press"), ("reuters", "Reuters"),
        ("Agence France Presse", "Agence France-Presse"), ("DPA", "dpa"), ("Tass news agency", "TASS"), ("Xinhua News Agency", "Xinhua"),
        ("Kyodo", "Kyodo News"), ("PTI", "Press Trust of India"), ("PA", "PA Media"), ("Anadolu Agency", "Anadolu Agency"),
        ("Ann Lee, Associated Press", "Associated Press"), ("Reuters and AFP", "Reuters"), ("Apple", None), ("Staff", None),
        ("Herald staff and AP", None), ("News Agency", None), ("", None),
    ],
)  # fmt: skip
def test_names_of_agencies(name, agency):
    assert load_agencies().first_in(name) == agency


def test_a_name_that_means_other_things_is_not_sure():
    assert (load_agencies().find("PA", sure=True), load_agencies().find("AFP", sure=True)) == (
        None,
        "Agence France-Presse",
    )
