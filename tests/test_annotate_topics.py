from __future__ import annotations

import re
from collections import Counter
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st
from topic_cases import SECOND_CASES, TOP_CASES

from generator.annotate.topics import find_topics
from generator.knowledge.topics import SiteTopic, load_topic_words, load_topics, topic_path
from generator.models import Block, Span

TOPS = {
    "arts": "01000000", "crime": "02000000", "disaster": "03000000", "economy": "04000000", "education": "05000000",
    "environment": "06000000", "health": "07000000", "human interest": "08000000", "labour": "09000000",
    "lifestyle": "10000000", "politics": "11000000", "religion": "12000000", "science": "13000000",
    "society": "14000000", "sport": "15000000", "conflict": "16000000", "weather": "17000000",
}  # fmt: skip


def blocks_of(text: str) -> tuple[Block, ...]:
    found = [match.span() for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text)]
    return tuple(Block(start, end, "paragraph" if index else "headline") for index, (start, end) in enumerate(found))


def topics_of(text: str, **options):
    return find_topics(text, blocks_of(text), **options)


@pytest.mark.parametrize("case", TOP_CASES, ids=lambda case: case.split("|")[0])
def test_top_topic_of_headline_and_lead(case):
    headline, lead, name = case.split("|")
    found = topics_of(f"{headline}\n\n{lead}")
    assert found
    assert topic_path(found[0].id)[0].id == f"medtop:{TOPS[name]}", found


def test_cases_cover_all_top_topics():
    assert len(TOP_CASES) >= 60
    assert {case.split("|")[2] for case in TOP_CASES} == set(TOPS)
    assert {f"medtop:{code}" for code in TOPS.values()} == {
        topic.id for topic in load_topics().values() if topic.parent is None
    }


SECOND = {
    topic.name: topic.id
    for topic in load_topics().values()
    if topic.parent and load_topics()[topic.parent].parent is None
}


@pytest.mark.parametrize("case", SECOND_CASES, ids=lambda case: case.split("|")[0])
def test_second_level_topic_of_headline_and_lead(case):
    headline, lead, name = case.split("|")
    found = topics_of(f"{headline}\n\n{lead}")
    assert SECOND[name] in {topic.id for topic in found}
    assert topic_path(found[0].id)[0] == topic_path(SECOND[name])[0], found


def test_cases_cover_the_second_level():
    counts = Counter(case.split("|")[2] for case in SECOND_CASES)
    assert sum(number >= 2 for number in counts.values()) >= 60
    assert len({topic_path(SECOND[name])[0] for name in counts}) == len(TOPS)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Rebels and army shell the town\n\nInsurgents fired mortars.", "20000056"),
        ("Ceasefire agreed\n\nPeace talks start on Monday.", "20000073"),
        ("Suicide bomber strikes market\n\nThe car bomb killed five.", "20000053"),
        ("Voters head to the polls\n\nThe election is the first since 2012.", "20000574"),
        ("Batsman hits a century\n\nThe cricketer faced 120 balls in the first Test.", "20000888"),
        ("Striker signs for Real Madrid\n\nThe footballer leaves Boca Juniors.", "20001065"),
        ("Volcano erupts\n\nLava and an earthquake drove villagers out.", "20000151"),
        ("Inflation falls\n\nThe central bank cut interest rates.", "20000344"),
        ("Nasdaq falls\n\nWall Street shares fell on the stock exchange.", "20000385"),
        ("Malaria deaths fall\n\nThe disease and tuberculosis are in retreat.", "20000446"),
        ("Telescope finds a galaxy\n\nAstronomers saw a black hole.", "20000717"),
        ("Murder suspect arrested\n\nPolice said the killer had fled.", "20000082"),
        ("Pay strike goes on\n\nStrikers rejected a pay deal after industrial action.", "20000524"),
        ("Carbon emissions rise\n\nGlobal warming speeds up.", "20000418"),
    ],
    ids=lambda value: value.split("\n")[0],
)
def test_narrower_topics(text, topic):
    assert f"medtop:{topic}" in {found.id for found in topics_of(text)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "Hello",
        "A quiet day\n\nNothing much was reported by anyone.",
        "A new company\n\nIt was named yesterday.",
        "No word of it",
        "He was shown the river bank",
        "Заголовок\n\nТекст на другом языке.",
    ],
    ids=lambda text: text.split("\n")[0] or "empty",
)
def test_thin_evidence_gives_nothing(text):
    assert topics_of(text) == ()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Settlers leave the West Bank\n\nThe West Bank is quiet.", "04000000"),
        ("Heart attack kills actor\n\nThe film star had a heart attack.", "16000000"),
        ("Ballot box stuffed\n\nVoters saw the second round of talks fail.", "15000000"),
        ("Star Wars sequel opens\n\nThe film opened in cinemas.", "16000000"),
        ("Labour wins the election\n\nLabour won most seats in the Commons.", "09000000"),
        ("Who will lead?\n\nThe election is open. Who knows?", "07000000"),
        ("Ministers are discussing votes\n\nParliament is discussing it.", "15000000"),
    ],
    ids=lambda value: value.split("\n")[0],
)
def test_misleading_words(text, wrong):
    assert f"medtop:{wrong}" not in {found.id for found in topics_of(text)}


CUBA = "Ships turn back\n\nThe Security Council met.\n\nThe president spoke to the ambassador.\n\n"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (CUBA + "“You question me in the fashion in which a prosecutor does,” he said of the court.", "02000000"),
        (CUBA + "“I am not in an American courtroom.”\n\n“You are in the courtroom of world opinion.”", "02000000"),
        (CUBA + "He spoke like a bishop, like a priest, as if a pope had sent him.", "12000000"),
        (CUBA + "The race was cancelled.\n\nBoys thought it a game, and shots had been fired.", "15000000"),
        (CUBA + "A storm of protest broke loose, and a hurricane of abuse.", "17000000"),
        (
            "Ferry line loses court case\n\nThe judge heard the prosecutor.\n\nIt will play on Sunday, he joked.",
            "15000000",
        ),
        ("Minister flies to Bonn\n\nThe president met the envoy of the Cinema for Peace Foundation.", "01000000"),
        ("Warship stops freighter\n\nThe navy’s boarding party found no arms, according to a sailor.", "11000000"),
    ],
    ids=lambda value: value.rpartition("\n")[2],
)
def test_words_that_do_not_mean_what_they_say(text, wrong):
    found = {topic.id for topic in topics_of(text)}
    assert found
    assert f"medtop:{wrong}" not in found


def test_a_second_topic_leads_or_is_called_by_name():
    """Words in the body that only point to a field make no second topic; words that name it do."""
    lead = "Parliament votes on the budget\n\nMPs debated till midnight.\n\nThe prime minister left.\n\n"
    assert "medtop:15000000" not in {t.id for t in topics_of(lead + "A game, a race, a match.")}
    assert "medtop:15000000" in {t.id for t in topics_of(lead + "The striker and the goalkeeper of the squad scored.")}
    assert "medtop:15000000" in {t.id for t in topics_of("Parliament votes on the match\n\nA game for MPs.")}


def test_evidence_stands_at_the_words():
    text = "U.N. envoy on ceasefire\n\nThe Security Council’s members met. Elections followed the elections."
    found = {topic.id: [span.of(text) for span in topic.evidence] for topic in topics_of(text)}
    assert found["medtop:20000073"] == ["ceasefire"]
    assert found["medtop:20000638"] == ["U.N.", "envoy", "Security Council’s"]
    assert found["medtop:20000574"] == ["Elections", "elections"]


def test_phrases_do_not_reach_over_a_full_stop():
    assert topics_of("They sold the stock. Exchange of letters") == ()


def test_bylines_and_datelines_say_nothing():
    text = "A walk\n\nEducation correspondent, university school\n\nHe walked."
    blocks = (Block(0, 6, "headline"), Block(8, 50, "byline"), Block(52, 62, "paragraph"))
    assert find_topics(text, blocks) == ()
    assert find_topics(text, (blocks[0], Block(8, 50, "paragraph"), blocks[2]))


def test_scores_fall_and_wider_topics_are_never_below():
    for case in TOP_CASES:
        headline, lead, _ = case.split("|")
        found = topics_of(f"{headline}\n\n{lead}")
        scores = {topic.id: topic.score for topic in found}
        assert [(-topic.score, topic.id) for topic in found] == sorted((-topic.score, topic.id) for topic in found)
        assert len(found) <= 6
        for topic in found:
            assert 0 < topic.score < 1
            assert topic.evidence == tuple(sorted(topic.evidence))
            assert len(topic.evidence) <= 12
            for wider in topic_path(topic.id)[:-1]:
                assert scores.get(wider.id, 1) >= topic.score


def test_repetition_does_not_win_over_variety():
    text = (
        "Report\n\n" + "The match. " * 30 + "\n\n" + "Voters elected a parliament; the prime minister and MPs agreed."
    )
    assert topics_of(text)[0].id == "medtop:11000000"


WATER = SiteTopic(
    "site:water",
    "Water",
    "medtop:06000000",
    ("dam", "Nile"),
    ("water rights", "C++"),
    ("Amsterdam dam", "beaver"),
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("New DAM on the Nile", ["DAM", "Nile"]),
        ("Nile’s waters", ["Nile"]),
        ("Farmers want water\nrights", ["water\nrights"]),
        ("Written in C++, they said", ["C++"]),
        ("Madam damned the damage", None),
        ("A beaver built a dam", None),
        ("A beaver came\n\nThe dam broke", ["dam"]),
        ("They saw the Amsterdam dam", None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_site_topic(text, words):
    found = [topic for topic in topics_of(text, site_topics=[WATER]) if topic.id == "site:water"]
    assert [[span.of(text) for span in topic.evidence] for topic in found] == ([words] if words else [])


def test_parent_of_a_site_topic_gets_credit():
    found = {topic.id: topic for topic in topics_of("Dam on the Nile\n\nThe dam is full.", site_topics=[WATER])}
    assert found["medtop:06000000"].evidence == found["site:water"].evidence
    assert topics_of("Dam on the Nile\n\nThe dam is full.") == ()


def test_site_topic_without_words_or_with_an_unknown_parent():
    empty = SiteTopic("site:none", "None", None, (), ("  ",), ())
    lost = SiteTopic("site:lost", "Lost", "medtop:99999999", ("dam",), (), ())
    assert [topic.id for topic in topics_of("The dam", site_topics=[empty, lost])] == ["site:lost"]


def test_all_matching_site_topics_are_kept():
    many = [SiteTopic(f"site:{number:02}", "Dam", None, ("dam",), (), ()) for number in range(20)]
    assert [topic.id for topic in topics_of("The dam", site_topics=many)] == [topic.id for topic in many]


def test_exclusion_without_blocks_works_by_paragraph():
    found = find_topics("A beaver and a dam.\n\nA dam.", (), site_topics=[WATER])
    assert [topic.evidence for topic in found if topic.id == "site:water"] == [(Span(23, 26),)]


def test_data_of_the_topics():
    topics = load_topics()
    assert len(topics) == 1372
    assert all(topic.parent is None or topic.parent in topics for topic in topics.values())
    assert [topic.name for topic in topic_path("medtop:20000888")] == ["sport", "competition discipline", "cricket"]


def test_lexicon_names_topics_that_exist():
    topics = load_topics()
    printed = resources.files("generator.knowledge").joinpath("topic_words.yml").read_text("utf-8")
    for code, name in re.findall(r"^(medtop:\d+):  # (.*)$", printed, re.MULTILINE):
        assert topics[code].name == name
    lexicon = load_topic_words()
    assert len(re.findall(r"^medtop", printed, re.MULTILINE)) == len(lexicon)
    assert {topic_path(words.topic)[0].id for words in lexicon} == {f"medtop:{code}" for code in TOPS.values()}
    assert sum(len(topic_path(words.topic)) == 2 for words in lexicon) >= 60


def test_lexicon_says_nothing_twice():
    printed = resources.files("generator.knowledge").joinpath("topic_words.yml").read_text("utf-8")
    assert max(map(len, printed.splitlines())) <= 120
    for section in re.split(r"^(?=medtop:)", printed, flags=re.MULTILINE)[1:]:
        counted = re.findall(r"^  [123]: >\n((?:    .*\n)+)", section, re.MULTILINE)
        words = [" ".join(word.split()) for part in counted for word in part.split(",")]
        assert len(words) == len(set(words)), section[:40]


@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(["NFL", "U.N.", "£5m", "2-1", "50%", "bank", "West", "ß", "\n\n", "İ", " ", "'s", "."])
    ).map("".join),
    st.data(),
)
def test_any_text_and_any_blocks(text, data):
    edge = st.integers(-2, len(text) + 2)
    kind = st.sampled_from(["headline", "paragraph", "byline", "caption"])
    blocks = data.draw(st.lists(st.builds(Block, edge, edge, kind), max_size=4))
    found = find_topics(text, blocks, site_topics=[WATER])
    assert found == find_topics(text, blocks, site_topics=[WATER])
    for topic in found:
        assert topic.evidence
        for span in topic.evidence:
            assert 0 <= span.start < span.end <= len(text)
