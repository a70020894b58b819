"""Known bodies: which full name stands behind an acronym or short form, and where it stays open whose body is meant.

A row is the point, the text, and printed form = full name; `?` for a form that must mean no body that is known. The sentences
are our own and say nothing.
"""

from __future__ import annotations

import json
from collections import Counter

import pytest
from actor_articles import Named, judgement, resolved, told

from generator.annotate.pipeline import Reader
from generator.build import make_recipe
from generator.desk import Desk
from generator.engines.batches import BATCH
from generator.knowledge.bodies import known_bodies
from generator.read.files import Rules, read_file
from generator.settings import Settings

EVERYWHERE = [
    ("FBI", "The FBI searched the house on Monday.", "FBI=Federal Bureau of Investigation"),
    ("Dotted", "An agent of the F.B.I. knocked at the door.", "F.B.I.=Federal Bureau of Investigation"),
    ("CIA", "The CIA opened its archive.", "CIA=Central Intelligence Agency"),
    ("A building for a ministry", "The Pentagon ordered new boots.", "Pentagon=United States Department of Defense"),
    ("State Department", "The State Department issued a warning.", "State Department=United States Department of State"),
    ("U.S. in front", "The U.S. Department of Labor counted the jobs.", "U.S. Department of Labor=United States Department of Labor"),
    ("US in front", "The US Senate passed the bill.", "US Senate=United States Senate"),
    ("An acronym stays where nothing else is known", "NASA launched a probe and NATO held an exercise.", "NASA=NASA; NATO=NATO"),
    ("British capitals of an acronym", "Unicef sent tents and Nato sent cooks.", "Unicef=UNICEF; Nato=NATO"),
    ("IMF", "The IMF praised the budget.", "IMF=International Monetary Fund"),
    ("UN body, three ways", "The UNHCR built the camp. The U.N. Security Council met.", "UNHCR=United Nations High Commissioner for Refugees; U.N. Security Council=United Nations Security Council"),
    ("British spelling", "The World Health Organisation praised the nurses.", "World Health Organisation=World Health Organization"),
    ("African union of states", "Ecowas sent observers.", "Ecowas=Economic Community of West African States"),
    ("Indian party", "The BJP won two seats.", "BJP=Bharatiya Janata Party"),
    ("Chinese agency", "Xinhua printed the speech.", "Xinhua=Xinhua News Agency"),
    ("Kurdish party", "The PKK declared a truce.", "PKK=Kurdistan Workers' Party"),
    ("Armed movement by acronym", "Fighters of ISIS left the valley.", "ISIS=Islamic State"),
    ("Armed movement by its long name", "The Islamic State of Iraq and Syria lost the valley.", "Islamic State of Iraq and Syria=Islamic State"),
    ("Colombia", "The FARC handed over its rifles.", "FARC=Revolutionary Armed Forces of Colombia"),
    ("Iranian guards", "The IRGC paraded on Friday.", "IRGC=Islamic Revolutionary Guard Corps"),
    ("British service", "A man from MI6 ordered tea.", "MI6=Secret Intelligence Service"),
    ("Turkish party", "The AKP chose a candidate.", "AKP=Justice and Development Party (Turkey)"),
    ("Nigerian commission", "The EFCC froze the accounts.", "EFCC=Economic and Financial Crimes Commission"),
]  # fmt: skip

AT_HOME = [
    ("Parties of the United States", "WASHINGTON — Republicans and Democrats met in Ohio. The Republican plan failed in the Senate.", "Republicans=Republican Party; Democrats=Democratic Party; Republican=Republican Party; Senate=United States Senate"),
    ("A branch of the party is not the party", "The Republican Party of Texas met in Dallas. In Washington the Republican Party met too.", "Republican Party of Texas=?; Republican Party=Republican Party"),
    ("No country, but two parties and a house", "Democrats shouted at Republicans in the House.", "Democrats=Democratic Party; Republicans=Republican Party; House=United States House of Representatives"),
    ("Republicans of a state", "Texas Republicans met in Dallas. Texas Democrats stayed in Houston.", "Republicans=Republican Party; Democrats=Democratic Party"),
    ("American courts and departments", "The United States lost the case. The American lawyers went to the Supreme Court, and the Justice Department joined them.", "Supreme Court=Supreme Court of the United States; Justice Department=United States Department of Justice"),
    ("The country's name in front", "The Philippine Senate sat in Manila. The senators of the Philippines asked about rice, and the Senate voted.", "Philippine Senate=Senate of the Philippines; Senate=Senate of the Philippines"),
    ("The country as owner", "Kenya's Supreme Court heard the case in Nairobi.", "Supreme Court=Supreme Court of Kenya"),
    ("Nigeria", "The Senate sat in Abuja, and senators from Lagos and Kano asked about Nigerian oil. The APC leads in Nigeria.", "Senate=Senate of Nigeria; APC=All Progressives Congress"),
    ("India: a party, no parliament", "In New Delhi the Congress chose a candidate for Gujarat. The Indian farmers of Punjab cheered, and so did India.", "Congress=Indian National Congress"),
    ("India: an agency", "India's prime minister spoke in Mumbai. The CBI searched an office in Delhi.", "CBI=Central Bureau of Investigation"),
    ("Britain: the same letters, another body", "British firms in London and Leeds cheered. The CBI praised Britain.", "CBI=Confederation of British Industry"),
    ("Britain: Labour", "In London the Labour Party chose a candidate, and Britain's Conservatives chose two. Voters in Scotland preferred Labour.", "Labour=Labour Party (UK); Conservatives=Conservative Party (UK)"),
    ("New Zealand: Labour", "In Wellington the Labour Party chose a candidate for Auckland. New Zealand waited.", "Labour Party=New Zealand Labour Party"),
    ("Australia: Labor", "In Canberra the Labor Party chose a candidate for Sydney. Australia waited.", "Labor Party=Australian Labor Party"),
    ("Japan", "In Tokyo the LDP met. Japan waited, and Osaka slept.", "LDP=Liberal Democratic Party (Japan)"),
    ("Korea: a democratic party", "In Seoul the Democratic Party met. South Korea waited, and Busan slept.", "Democratic Party=Democratic Party (South Korea)"),
    ("South Africa", "The ANC met in Durban. South Africa watched, and Pretoria slept.", "ANC=African National Congress"),
    ("Mexico", "The PRI lost in Oaxaca. Mexico watched, and the Mexican papers laughed.", "PRI=Institutional Revolutionary Party"),
    ("Germany", "The SPD met in Berlin. Germany watched, and Hamburg slept.", "SPD=Social Democratic Party of Germany"),
    ("Ghana", "The NDC met in Accra. Ghana watched, and Kumasi slept.", "NDC=National Democratic Congress (Ghana)"),
    ("China", "The PLA held a drill near Xiamen. China praised the sailors.", "PLA=People's Liberation Army"),
    ("Iran names more often than America", "Iran and Tehran waited, Iranian papers laughed, Iran slept. In Washington Republicans, Democrats and the American president spoke.", "Republicans=Republican Party; Democrats=Democratic Party"),
    ("The article's own acronym wins", "In Accra the National Party of the Poor (NPP) met. Ghana watched. The NPP danced.", "NPP=National Party of the Poor"),
]  # fmt: skip

OPEN = [
    ("No country", "The Senate voted at midnight.", "Senate=?"),
    ("No country, two houses", "The Senate and the Supreme Court sat on Tuesday.", "Senate=?; Supreme Court=?"),
    ("Two countries", "Kenya and Nigeria trade, and Nairobi likes Lagos. The Supreme Court sat.", "Supreme Court=?"),
    ("A country that is not listed", "In Bujumbura the Senate sat. Burundi waited, Burundi hoped. The American guest left for America.", "Senate=?"),
    ("The senate of a state", "WASHINGTON — In the United States the Texas Senate sat, and Americans watched. The Senate rose at noon.", "Senate=Texas Senate"),
    ("A state's house", "In the United States, in Ohio and Iowa, the state Senate sat.", "Senate=?"),
    ("Two armies", "The Nigerian Army met the Chadian Army. The Army withdrew.", "Army=?"),
    ("A party without a country", "The Democratic Party chose a candidate.", "Democratic Party=?"),
    ("The European one is not Britain's", "The European Parliament sat in Strasbourg. London and Britain watched, and British lords slept. Parliament rose.", "Parliament=?"),
]  # fmt: skip

NAMED_FOR = [
    ("An administration", "Lee Moon spoke in Seoul. The Moon administration raised the tax.", "administration=Moon administration"),
    ("And again", "The Biden administration raised the tax. On Monday the administration was silent.", "administration=Biden administration"),
    ("A campaign", "Ana Romero spoke in Quito. The Romero campaign bought posters.", "campaign=Romero campaign"),
    ("A campaign's trail is no body", "Ana Romero spoke in Quito. On the Romero campaign trail it rained.", "campaign=?"),
    ("A town's administration is nobody's", "The administration of Quito raised the tax.", "administration=?"),
]  # fmt: skip

ROWS = [row for table in (EVERYWHERE, AT_HOME, OPEN, NAMED_FOR) for row in table]


@pytest.fixture(scope="module")
def annotated(tmp_path_factory):
    """Every row's text as an article of its own, all read in one go."""
    reader = Reader(make_recipe(Desk(tmp_path_factory.mktemp("desk")), Settings()))
    path = tmp_path_factory.mktemp("inbox") / "rows.jsonl"
    records = [{"id": point, "title": "A headline that says nothing", "text": text} for point, text, _ in ROWS]
    path.write_text("\n".join(map(json.dumps, records)), "utf-8")
    drafts, problems, _ = read_file(path, "articles/rows.jsonl", Rules())
    assert not problems
    articles = [draft.named(f"row-{number}") for number, draft in enumerate(drafts)]
    done = [article for i in range(0, len(articles), BATCH) for article in reader.annotate(articles[i : i + BATCH])]
    return {str(article.input.item): article for article in done}


def meant(article, printed):
    """The names of the bodies that a printed form means; `?` for none but what is printed."""
    entities = {e.id: e for e in article.entities}
    here = [entities[m.entity] for m in article.mentions if m.span.of(article.text) == printed]
    named = {e.name for e in here if known_bodies().find(e.name, e.country) or e.name != printed}
    return "/".join(sorted(named)) or "?"


@pytest.mark.parametrize(("point", "text", "spec"), ROWS, ids=[row[0] for row in ROWS])
def test_a_form_means_the_body(annotated, point, text, spec):
    wanted = dict(item.split("=") for item in spec.split("; "))
    assert {printed: meant(annotated[point], printed) for printed in wanted} == wanted, text


def test_members_of_a_party_are_no_name_of_it(annotated):
    article = annotated["Parties of the United States"]
    party = next(e for e in article.entities if e.name == "Republican Party")
    forms = {m.span.of(article.text): m.form for m in article.mentions if m.entity == party.id}
    assert (party.kind, party.country) == ("organisation", "US")
    assert forms == {"Republicans": "name", "Republican": "adjective"}


def test_the_file_of_bodies_says_each_thing_once():
    bodies = known_bodies()
    home = {body.name for table in bodies.at_home.values() for body in table.values()}
    claims = Counter(form for body in bodies.named.values() for form in body.forms if form in bodies.everywhere)
    twice = {form for form, count in claims.items() if count > 1 and form not in bodies.at_home}
    assert len(bodies.named) > 500
    assert twice == set()
    assert [name for name in sorted(home) if bodies.named[name].country is None] == []
    assert all(bodies.find(name, body.country) is body for name, body in bodies.named.items())


def test_one_page_whatever_the_form():
    actors = resolved(
        [
            told(1, Named("Federal Bureau of Investigation", "organisation", country="US")),
            told(2, Named("FBI", "organisation")),
        ]
    )
    assert [actor.name for actor in actors.actors.values()] == ["Federal Bureau of Investigation"]


def test_a_party_of_no_country_is_not_the_known_one():
    actors = resolved(
        [
            told(1, Named("Democratic Party", "organisation", country="US")),
            told(2, Named("Democratic Party", "organisation")),
        ]
    )
    assert sorted(actor.rule for actor in actors.actors.values()) == ["known body", "same name"]


@pytest.mark.parametrize("name", ["State Department", "United States Department of State", "US State Department"])
def test_the_analyst_may_use_any_form_that_everybody_uses(name):
    article = told(1, Named("United States Department of State", "organisation", country="US"))
    actors = resolved([article], judgement(name=name, kind="organisation"))
    assert [(actor.name, actor.rule) for actor in actors.actors.values()] == [(name, "analyst")]
