"""Where: sentences of our own, the countries and areas found in them, and how an article belongs to each."""

from __future__ import annotations

import pytest
from one_article import annotated

from generator.annotate.pipeline import Reader
from generator.build import make_recipe
from generator.desk import Desk
from generator.settings import load_settings

# What the case shows, the text, and the regions found, each with how the article belongs to it.
REGIONS = [
    # Africa
    (
        "Chad the country",
        "Rebels crossed into Chad from Darfur. N'Djamena sent troops.",
        "TD:located TD:about SD:located",
    ),
    ("Chad the man", "Chad Miller won the race. Chad thanked his mother.", ""),
    (
        "Mali beside its neighbours",
        "Soldiers from Mali, Niger and Burkina Faso met on Monday.",
        "ML:located NE:located BF:located",
    ),
    ("Sudan and South Sudan", "Oil from South Sudan flows through Sudan.", "SS:located SD:located"),
    (
        "Guinea and its namesakes",
        "Talks were held in Guinea-Bissau, not in Equatorial Guinea.",
        "GW:located GQ:located",
    ),
    ("Congo alone stays open", "The road to Congo was closed.", ""),
    (
        "Congo with a town of one of them",
        "Fighters are in Goma and Bukavu. The army of Congo withdrew.",
        "CD:located CD:about",
    ),
    ("Congo by its capital", "Brazzaville was calm after the vote in Congo.", "CG:about CG:located"),
    ("DRC", "Measles spread in the DRC last month.", "CD:located"),
    ("Ivory Coast under two names", "Ivory Coast exports cocoa. Côte d'Ivoire also exports coffee.", "CI:about"),
    ("Swaziland", "The king of Swaziland opened parliament. Eswatini votes in May.", "SZ:about"),
    ("Burkinabè officers", "Burkinabe officers and Burkinabe judges were sworn in.", "BF:about"),
    ("Horn of Africa", "Drought deepened in the Horn of Africa.", "area:horn-of-africa:located"),
    ("Sahel", "Jihadists hold towns across the Sahel.", "area:sahel:located"),
    ("Maghreb", "Rail links across the Maghreb stay cut.", "area:maghreb:located"),
    ("sub-Saharan Africa", "Debt grew in sub-Saharan Africa.", "m49:202:located"),
    ("a Nigerian state", "Gunmen attacked villages in Zamfara and Sokoto.", "NG:located"),
    ("a Kenyan county", "Floods cut roads in Turkana and Garissa.", "KE:located"),
    ("an Ethiopian region", "Aid reached Tigray and Oromia at last.", "ET:located"),
    ("Tripoli in Libya", "Militias fought in Tripoli. Benghazi was quiet.", "LY:located LY:about"),
    (
        "Alexandria beside Cairo",
        "Trains between Cairo and Alexandria stopped. Egypt blamed the cold.",
        "EG:located EG:about",
    ),
    ("Victoria in the Seychelles is not guessed", "Victoria smiled and left the room.", ""),
    ("Zaire was a country", "Mobutu ruled Zaire for three decades.", "ZRCD:about"),
    ("Rhodesia was one", "Sanctions were imposed on Rhodesia.", "RHZW:about"),
    ("Cape Town", "Water ran short in Cape Town.", "ZA:located"),
    # Asia and the Pacific
    ("Burma and Myanmar", "Monks marched in Burma. Myanmar closed its border.", "MM:located MM:about"),
    ("Hyderabad in India", "Hyderabad hosted the fair, and Bengaluru the congress.", "IN:about"),
    ("Hyderabad in Pakistan", "Buses run from Karachi to Hyderabad through Sindh.", "PK:located"),
    ("Punjab alone stays open", "Farmers in Punjab burnt straw.", ""),
    ("Punjab beside Lahore", "The governor of Punjab spoke in Lahore.", "PK:about PK:located"),
    ("Punjab beside Ludhiana", "Farmers in Punjab drove from Ludhiana to Delhi.", "IN:located"),
    ("Kashmir lies in several states", "Snow closed the passes of Kashmir.", "m49:034:about"),
    ("an Indian state", "The chief minister of Kerala visited Kochi.", "IN:about IN:located"),
    ("a Chinese province", "A dam in Sichuan was inspected.", "CN:located"),
    ("Hong Kong", "Ferries left Hong Kong on Sunday.", "HK:located"),
    ("Korea by its cities", "Seoul fined the bank. Busan did not.", "KR:about"),
    ("the Koreas", "Both sides of the Korean Peninsula kept watch.", "area:korean-peninsula:about"),
    ("Southeast Asia", "Haze spread over Southeast Asia.", "m49:035:located"),
    ("Central Asia", "Grain prices rose in Central Asia.", "m49:143:located"),
    ("Timor", "Dili reopened its port. East Timor imports rice.", "TL:about"),
    ("Papua New Guinea", "A landslide buried a village in Papua New Guinea.", "PG:located"),
    ("an Indonesian province", "Peat burnt in Riau and Jambi.", "ID:located"),
    ("a Philippine island", "The storm crossed Luzon and Mindanao.", "PH:located"),
    ("Cambodia", "Workers in Phnom Penh and Siem Reap went on strike.", "KH:located"),
    ("Victoria beside Melbourne", "Bush fires burnt across Victoria. Smoke reached Melbourne.", "AU:located"),
    ("Perth beside Fremantle", "The liner left Fremantle for Perth, in Western Australia.", "AU:about AU:located"),
    ("Samoa is not American Samoa", "The ferry sails between Samoa and American Samoa.", "WS:located AS:located"),
    ("Pyongyang the capital", "The film was shot in Pyongyang.", "KP:located"),
    # the Middle East and the Caucasus
    ("Georgia alone stays open", "The bus came from Georgia on Monday.", ""),
    ("Georgia by Tbilisi", "Crowds filled Tbilisi. Georgia had voted a day before.", "GE:about"),
    ("Georgia by its people", "Georgian farmers sell wine abroad. Georgia also exports nuts.", "GE:about"),
    ("Georgia by the Caucasus", "Armenia and Georgia reopened the railway.", "AM:about GE:about"),
    (
        "Jordan the country",
        "Refugees crossed from Syria into Jordan. Amman asked for help.",
        "SY:located JO:located JO:about",
    ),
    ("Jordan the man", "Michael Jordan bought a team. Jordan paid in cash.", ""),
    ("Jordan the first name", "Jordan Ellis teaches chemistry. Jordan has two sons.", ""),
    ("Israel the first name", "Israel Vázquez trained for ten weeks. Israel won.", ""),
    ("Israel the country", "Israel shut the crossing.", "IL:about"),
    (
        "Tripoli in Lebanon",
        "Shots were heard in Tripoli. Beirut sent soldiers, and Lebanon mourned.",
        "LB:located LB:about",
    ),
    ("Tripoli by its adjective", "A blast shook the Lebanese city of Tripoli.", "LB:about LB:located"),
    ("Gaza", "Aid lorries waited outside Gaza for a week.", "PS:located"),
    ("the Gulf", "Tankers were stopped in the Persian Gulf.", "area:gulf:located"),
    ("the Gulf of Mexico is no place in the Gulf", "A rig sank in the Gulf of Mexico.", ""),
    ("the Levant", "Traders of the Levant sold silk.", "area:levant:about"),
    (
        "the Middle East and the Caucasus",
        "Tension rose across the Middle East and the Caucasus.",
        "area:middle-east:located area:caucasus:located",
    ),
    ("an Iranian city", "The funeral was held near Kerman on Friday.", "IR:located"),
    ("the UAE", "The UAE raised its fees. Dubai followed.", "AE:about"),
    ("Türkiye and Turkey", "Türkiye closed the strait. Turkey later opened it again.", "TR:about"),
    ("the bird", "The family ate turkey and rice together.", ""),
    ("coffee", "He drank Turkish coffee and went home.", ""),
    ("Iraqi Kurdistan", "Oil flows again in Iraqi Kurdistan.", "IQ:located"),
    # Latin America
    ("Santiago in Chile", "Buses burnt in Santiago. Chile declared a curfew.", "CL:located CL:about"),
    ("Santiago the man", "Santiago Pérez sings tango. Santiago lives alone.", ""),
    ("San José in Costa Rica", "Teachers marched in San José. Costa Rica pays them late.", "CR:located CR:about"),
    ("San Jose in California", "The firm moved from San Jose to Oakland, California.", "US:located"),
    (
        "Córdoba in Argentina",
        "Trains from Córdoba reach Rosario in four hours. Argentina owns them.",
        "AR:located AR:about",
    ),
    ("Córdoba in Spain", "The mosque of Córdoba and the palace of Granada are full. Spain limits visits.", "ES:about"),
    ("Valencia in Venezuela", "Blackouts hit Valencia and Maracaibo, and then Caracas.", "VE:about"),
    ("a Mexican state", "Soldiers were sent to Sinaloa and Michoacán.", "MX:located"),
    ("a Brazilian state", "Loggers were fined in Pará and Mato Grosso.", "BR:located"),
    ("a Colombian department", "Coca spread in Putumayo and Nariño.", "CO:located"),
    ("Latin America", "Inflation slowed across Latin America.", "m49:419:located"),
    (
        "Dominican Republic",
        "Haitians crossed into the Dominican Republic from Haiti.",
        "HT:about HT:located DO:located",
    ),
    # Europe
    ("London", "A strike closed schools in London.", "GB:located"),
    (
        "Birmingham in England",
        "Rats were seen in Birmingham. Coventry and Leicester hired catchers.",
        "GB:located GB:about",
    ),
    ("Cambridge in England", "Rowers from Cambridge beat those of Oxford. London cheered.", "GB:located GB:about"),
    ("York", "The train from York stopped in Leeds.", "GB:located"),
    ("Holland", "Dikes held in Holland. The Netherlands had raised them.", "NL:located NL:about"),
    ("the Balkans", "Floods hit the Balkans.", "area:balkans:about"),
    ("the Baltics", "Ferries serve Scandinavia and the Baltics.", "area:scandinavia:about area:baltics:about"),
    ("the European Union is no area", "The European Union cut tariffs.", ""),
    ("a Russian oblast", "Fires burnt in Irkutsk Oblast.", "RU:located"),
    ("Paris the woman", "Paris Jackson sang first. Paris wore white.", ""),
    ("the Soviet Union", "The Soviet Union protested at once.", "SUHH:about"),
    # North America
    ("Georgia the state", "Voters in Georgia queued. Atlanta opened more halls.", "US:located US:about"),
    ("Georgia among states", "Georgia, Arizona and Nevada count again.", "US:about"),
    ("Paris, Texas", "The shop opened in Paris, Texas, last week.", "US:located"),
    (
        "Paris in Tennessee",
        "Letters reached Paris and Henry County. The mayor of Paris thanked Dresden, Tenn.",
        "US:located US:about",
    ),
    ("Birmingham in Alabama", "A church in Birmingham, Ala., burnt down.", "US:located"),
    ("Cambridge in Massachusetts", "Cambridge and Boston share a bridge.", "US:about"),
    ("London in Ontario", "Snow closed the schools of London, Ontario, yesterday.", "CA:about"),
    ("as the post writes it", "The parade in Lebanon, NH, drew two thousand people.", "US:located"),
    ("as the agency writes it", "The rally in Manchester, N.H., drew two thousand people.", "US:located"),
    ("a town that no list knows", "A barn in Ossipee Corner, N.H., collapsed.", "US:located"),
    ("a senator's state", "The bill is by Senator Rowe (D-Mass.).", "US:about"),
    ("counties", "Sirens wailed in Nassau and Baker counties.", "US:located"),
    ("a county by itself", "Deputies in Rapides Parish found the car.", "US:located"),
    (
        "Lebanon among towns of Indiana",
        "Boone County will pave roads in Lebanon. Zionsville, Ind., will wait.",
        "US:about US:located",
    ),
    ("Washington the government", "Washington denied it. Moscow did not.", "US:about RU:about"),
    ("Washington the man", "Denzel Washington starred. Washington was praised.", ""),
    ("Lincoln the man", "Abraham Lincoln freed them. Lincoln was shot.", ""),
    ("Lincoln in Nebraska", "The game in Lincoln, Neb., was sold out.", "US:located"),
    ("no U.S. for us", "NOW LET US PRAY", ""),
    ("a street is no city", "The office on Dublin Road burnt.", ""),
    ("a ship is no place", "The tanker Bucharest was let through. The Bucharest sailed on.", ""),
    ("observers", "Observers in North America took note of it.", "m49:003:located"),
    ("two adjectives tell", "Nigerian doctors went on strike, and Nigerian nurses followed.", "NG:about"),
    ("US in capitals only", "The US agreed. They told us so.", "US:about"),
    ("a dateline", "NAIROBI, Kenya — Teachers stopped work. They want more pay.", "KE:reported"),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in REGIONS], ids=[row[0] for row in REGIONS])
def test_regions(reader, tmp_path, text, expected):
    article = annotated(reader, tmp_path, text)
    assert {f"{score.id}:{score.relation}" for score in article.regions} == set(expected.split())


# The text, and the states in it: countries that act, by their own name, their government's, its capital or its house.
STATES = [
    ("a country that acts", "Brazil rejected the plan.", {"Brazil"}),
    ("a country that does not", "The parcel was posted in Brazil.", set()),
    ("its government", "The Kenyan government said the road would be closed.", {"Kenya"}),
    ("its government, other way round", "The Government of India announced a curfew.", {"India"}),
    ("a capital that speaks", "Tehran said it would not attend.", {"Iran"}),
    ("a capital where something happens", "Shops in Tehran stayed shut.", set()),
    ("another that speaks", "Jakarta said the ban would stay.", {"Indonesia"}),
    ("a capital that has a fair", "The fair in Jakarta ends today.", set()),
    ("a seat of government that acts", "Zhongnanhai rejected the offer.", {"China"}),
    ("a seat of government as a place", "Guards stood outside Zhongnanhai all night.", set()),
    ("Whitehall", "Whitehall rejected the claim.", {"United Kingdom"}),
    ("Georgia that is open acts as nobody", "Georgia rejected the plan.", set()),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in STATES], ids=[row[0] for row in STATES])
def test_states(reader, tmp_path, text, expected):
    article = annotated(reader, tmp_path, text)
    assert {e.name for e in article.entities if e.kind == "state" and e.confidence >= 0.5} == expected


# The text, and its places with the country each lies in; "?" where that is open.
NAMED = [
    ("a province by its full name", "Fires burnt in Irkutsk Oblast.", {"Irkutsk Oblast RU"}),
    (
        "an unlisted town behind which its state stands",
        "A barn in Ossipee Corner, N.H., fell.",
        {"Ossipee Corner US", "N.H. US"},
    ),
    ("two places in one breath", "The bus from Lyon, France, was late.", {"Lyon FR", "France FR"}),
    ("a side of a country is the country", "Rockets fell on northern Lebanon.", {"Lebanon LB"}),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in NAMED], ids=[row[0] for row in NAMED])
def test_places_named(reader, tmp_path, text, expected):
    article = annotated(reader, tmp_path, text)
    assert {f"{e.name} {e.country or '?'}" for e in article.entities if e.kind in ("place", "state")} == expected


def test_a_town_of_several_in_one_country_has_no_place_on_the_map(reader, tmp_path):
    article = annotated(
        reader, tmp_path, "The rally in Springfield drew crowds. The United States has many of that name."
    )
    towns = [e for e in article.entities if e.name == "Springfield"]
    assert [(e.country, e.lat) for e in towns] == [("US", None)]


def test_the_state_behind_a_town_tells_which_town(reader, tmp_path):
    article = annotated(reader, tmp_path, "The shop opened in Paris, Texas, last week.")
    assert [(round(e.lat), round(e.lon)) for e in article.entities if e.name == "Paris" and e.lat] == [(34, -96)]


def test_the_evidence_of_a_region_are_the_places_named(reader, tmp_path):
    article = annotated(reader, tmp_path, "ANKARA — Ministers met. Trains stopped in Izmir. Turkey sent buses.")
    names = {e.id: e.name for e in article.entities}
    found = {(score.id, score.relation): {names[e] for e in score.entities} for score in article.regions}
    assert found == {("TR", "reported"): {"ANKARA"}, ("TR", "located"): {"Izmir"}, ("TR", "about"): {"Turkey"}}


def test_scores_are_shares_of_the_article(reader, tmp_path):
    article = annotated(reader, tmp_path, "Kenya paid. Kenya waited. Uganda did not.")
    assert [(score.id, score.score) for score in article.regions] == [("KE", 0.667), ("UG", 0.333)]


def test_located_about_and_reported_are_kept_apart(reader, tmp_path):
    text = "ANKARA — President Example spoke. Fighting went on in Syria. He accused Greece of delay."
    article = annotated(reader, tmp_path, text)
    assert {(score.id, score.relation) for score in article.regions} == {
        ("TR", "reported"),
        ("SY", "located"),
        ("GR", "about"),
    }


def test_an_analysts_own_place_is_meant_whatever_else_is_named(tmp_path):
    desk = tmp_path / "desk"
    (desk / "site_config").mkdir(parents=True)
    (desk / "site_config" / "regions.yml").write_text("places:\n  - {name: Tripoli, region: LY}\n", "utf-8")
    own = Reader(make_recipe(Desk(desk), load_settings(desk)))
    article = annotated(own, tmp_path, "Shots were heard in Tripoli. Beirut sent soldiers, and Lebanon mourned.")
    assert [e.country for e in article.entities if e.name == "Tripoli"] == ["LY"]


def test_the_order_of_paragraphs_does_not_decide_which_place_is_meant(reader, tmp_path):
    parts = [
        "Voters in Georgia queued.",
        "Atlanta opened more halls.",
        "Buses run from Karachi to Hyderabad.",
        "Sindh paid.",
    ]
    one, other = (annotated(reader, tmp_path, "\n\n".join(order)) for order in (parts, parts[::-1]))
    assert {(r.id, r.relation) for r in one.regions} == {(r.id, r.relation) for r in other.regions}
