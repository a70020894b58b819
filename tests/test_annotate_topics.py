from __future__ import annotations

import re
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.annotate.topics import find_topics
from generator.knowledge.topics import SiteTopic, load_topic_words, load_topics, topic_path
from generator.models import Block, Span

TOPS = {
    "arts": "01000000", "crime": "02000000", "disaster": "03000000", "economy": "04000000", "education": "05000000",
    "environment": "06000000", "health": "07000000", "human interest": "08000000", "labour": "09000000",
    "lifestyle": "10000000", "politics": "11000000", "religion": "12000000", "science": "13000000",
    "society": "14000000", "sport": "15000000", "conflict": "16000000", "weather": "17000000",
}  # fmt: skip

# Headline | lead | top topic; all of our own making.
CASES = """
Nollywood director's new film opens Lagos festival|The movie, starring a young actress from Kano, was applauded at its premiere.|arts
Veteran singer to release farewell album|The songwriter said the songs were recorded with a string orchestra in Havana.|arts
Booker-winning novelist publishes a memoir|The author's new book is already a bestseller in Nairobi's bookshops.|arts
Museum in Lima shows stolen portraits for the first time|The exhibition gathers paintings and sculptures by forgotten artists.|arts
Soap opera returns to television after ten years|Viewers will meet the old cast again in a new series of 20 episodes.|arts
Jury finds banker guilty of fraud|A judge in Manila sentenced the man to nine years in prison after a month-long trial.|crime
Police arrest three over jewel robbery|Detectives said the suspects had stolen diamonds from a shop in Antwerp.|crime
Former mayor charged with bribery|Prosecutors in Bogotá told the court that he took bribes from a builder.|crime
Gang leader extradited on murder charges|The alleged drug lord appeared in court in Kingston under heavy guard.|crime
Supreme Court overturns death sentence|The defendant's lawyers had appealed against his conviction for murder.|crime
Ferry capsizes on Lake Victoria|Rescuers pulled dozens of survivors from the water, but scores are missing and feared drowned.|disaster
Earthquake shakes the coast of Ecuador|The magnitude 6.8 quake destroyed houses and the death toll was rising.|disaster
Bus plunges into ravine in Nepal|At least 20 passengers died in the accident, rescue workers said.|disaster
Firefighters battle blaze in paint factory|The fire brigade evacuated two streets as flames engulfed the warehouse.|disaster
Flood victims wait for help in Mozambique|Thousands were stranded after floodwaters swept away bridges.|disaster
Central bank raises interest rates again|Economists expect inflation in Ghana to slow by the end of the year.|economy
Carmaker's quarterly profit doubles|Shares rose after the company reported higher sales in India and Brazil.|economy
Two airlines agree to merge|Shareholders must still approve the $3bn takeover.|economy
Stocks slide as oil prices jump|Investors in Tokyo sold exporters' shares and the yen fell against the dollar.|economy
Cocoa growers want a better price|Farmers in Ivory Coast say exporters keep most of the profit from the harvest.|economy
Pupils sit exams by candlelight|Teachers at a secondary school in Harare said students had no power for a week.|education
University raises tuition fees|Students called the decision unfair and asked the vice-chancellor for a meeting.|education
Girls return to the classroom in Herat|The education ministry said primary schools would open for all pupils.|education
Scholarships for rural children in Bolivia|A hundred pupils will receive textbooks and schooling in their mother tongue.|education
Amazon deforestation falls for a second year|Conservationists said the rainforest and its wildlife were still in danger.|environment
Oil spill threatens penguins|Environmentalists are cleaning beaches as pollution reaches the nature reserve.|environment
Greenhouse gas emissions hit a new high|Climate change will speed up unless carbon emissions fall, a report said.|environment
Rhino poaching drops in Kruger park|Rangers credit new patrols with protecting the endangered species.|environment
Cholera outbreak spreads in Malawi|Health officials said clinics were short of vaccine and beds for patients.|health
New drug slows breast cancer|Doctors said patients in the clinical trial lived longer.|health
Hospitals in Karachi fill with dengue patients|Doctors warned that the disease was spreading and called for mosquito nets.|health
Nurses begin measles vaccination drive|The health ministry wants every child in Haiti immunised.|health
Couple, both 101, celebrate their wedding anniversary|The newlyweds of 1923 still dance, their grandson said at the birthday ceremony.|human interest
Crown prince marries in Amman|The royal wedding drew kings and princesses to the palace.|human interest
Baker enters Guinness World Records with giant loaf|The eccentric grandfather from Puebla had dreamed of the record-breaking bread.|human interest
Thousands of mourners attend poet's funeral|The coffin was carried past well-wishers who laid a wreath.|human interest
Dockers walk out over pay|The trade union said strike action would go on until employers improved their wage offer.|labour
Miners end strike in Zambia|Unions accepted a pay deal after ten days on strike.|labour
Garment workers demand a higher minimum wage|Employees in Dhaka said overtime was unpaid and working conditions were poor.|labour
Government raises the retirement age|Pensioners and unions reject the pension reform.|labour
Where tourists eat in Oaxaca|A chef shares a recipe and a guide to the city's street food and cocktails.|lifestyle
Yoga on the beach|Holidaymakers are choosing wellness resorts and meditation over nightlife.|lifestyle
Gardening tips for a small balcony|How to turn a hobby into a kitchen full of herbs.|lifestyle
Jackpot for casino visitor|Gamblers queued at the poker tables of Macau after the lottery draw.|lifestyle
Opposition wins election in Senegal|Voters turned out in large numbers and the president conceded.|politics
Parliament passes the budget|MPs voted along party lines after the prime minister's speech.|politics
Foreign ministers meet in Jakarta|Diplomats hope the summit will ease the border dispute between the two governments.|politics
Senate impeaches Paraguay's president|Lawmakers said the leader had broken the constitution.|politics
Security Council renews sanctions|The United Nations envoy asked both governments for talks.|politics
Home secretary resigns over visa row|Labour and the Tories called for an inquiry in the Commons.|politics
Pope visits Kinshasa|Bishops and priests led prayers for a million Catholics.|religion
Pilgrims arrive for the Hajj|Muslims from Indonesia prayed at the holy mosque before dawn.|religion
Monks rebuild Buddhist temple in Mandalay|Worshippers brought offerings to the shrine.|religion
Church of England debates women bishops|The archbishop asked the clergy for patience.|religion
India lands probe on the Moon|Scientists at the space agency cheered as the rover sent its first images.|science
Hackers exploit flaw in web browser|Software users were told to download a patch for their computers.|science
Kenyan start-up's app runs on old mobile phones|The software lets users send text messages without broadband internet.|science
Fossil of a feathered dinosaur found in Patagonia|Palaeontologists say the skeleton belongs to a new species.|science
New games console goes on sale|Gamers queued overnight for the PlayStation and its video games.|science
Child marriage still common in rural Niger|Campaigners say poverty forces families to marry off their daughters.|society
Census shows an ageing population|The birth rate in South Korea has fallen again as couples have fewer children.|society
Charity opens homes for street children|Social workers in Recife care for orphans and homeless families.|society
Report finds racism in housing|Ethnic minorities face discrimination when they look for a flat, the equality group said.|society
Striker's late goal wins derby|The team climbed to second in the Premier League after a 2-1 victory.|sport
Bangladesh beat Zimbabwe by seven wickets|The batsmen reached the target with ten overs left in the one-day international.|sport
Kipyego wins Boston marathon|The Kenyan runner beat her rivals in the last mile.|sport
Al Ahly reach African final|The Cairo club drew 0-0 in the second leg and go through on away goals.|sport
Teenager stuns top seed at tennis open|She won in straight sets and plays the semi-final on Friday.|sport
Swimmer adds gold to world title|The athlete broke the championship record in the 200m freestyle.|sport
Car bomb kills 12 in Mogadishu|Militants of al-Shabab said they carried out the suicide attack.|conflict
Rebels seize town in eastern Congo|Soldiers withdrew after heavy shelling, and civilians fled the fighting.|conflict
Ceasefire holds along the front line|Peace talks between the army and insurgents are to resume.|conflict
Troops fire tear gas at protesters|Demonstrators in Khartoum marched against the military junta.|conflict
Heatwave grips northern India|Temperatures reached 47 degrees and forecasters expect no rain.|weather
Blizzard brings heavy snow to Hokkaido|The weather bureau issued a warning of strong winds and freezing temperatures.|weather
Fog closes in on Lima|Meteorologists forecast drizzle and humid days.|weather
""".strip().splitlines()


def blocks_of(text: str) -> tuple[Block, ...]:
    found = [match.span() for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text)]
    return tuple(Block(start, end, "paragraph" if index else "headline") for index, (start, end) in enumerate(found))


def topics_of(text: str, **options):
    return find_topics(text, blocks_of(text), **options)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.split("|")[0])
def test_top_topic_of_headline_and_lead(case):
    headline, lead, name = case.split("|")
    found = topics_of(f"{headline}\n\n{lead}")
    assert found
    assert topic_path(found[0].id)[0].id == f"medtop:{TOPS[name]}", found


def test_cases_cover_all_top_topics():
    assert len(CASES) >= 60
    assert {case.split("|")[2] for case in CASES} == set(TOPS)
    assert {f"medtop:{code}" for code in TOPS.values()} == {
        topic.id for topic in load_topics().values() if topic.parent is None
    }


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
    for case in CASES:
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
