"""Sentences of our own, and the figures and dates that stand in them."""

import pytest

from generator.annotate.dates import find_dates
from generator.annotate.figures import find_figures
from generator.annotate.numbers import find_numbers
from generator.annotate.parsed import Parsed
from generator.knowledge.quantities import load_quantities

# A sentence || its figures as value/unit/of, with ~ where it is approximate; a dash where there is no unit or key.
CASES = """
84 people were killed when a ferry sank off Zanzibar.||84/people/killed
At least 84 dead after ferry sinks off Zanzibar||84/people/killed~
The death toll rose to 84 on Tuesday.||84/people/killed
The death toll from the floods in Kerala has climbed to at least 324.||324/people/killed~
The sinking killed 84 and left 12 missing.||84/people/killed 12/people/missing
Ferry Disaster Kills 84 off Zanzibar||84/people/killed
The toll in the mine stood at 29, the company said.||29/people/killed
Officials put the death toll at 1,207.||1207/people/killed
The death toll rose from 12 to 84 overnight.||84/people/killed
Rescuers in Herat counted 84 deaths.||84/people/killed
A bomb in Kabul killed twelve soldiers and three civilians.||12/people/soldier killed 3/people/civilian killed
Eleven miners died underground in Shanxi.||11/people/miner killed
The army said that it had killed some 30 militants in Borno.||30/people/militant killed~
The two gunmen killed 11 worshippers in Quetta.||11/people/worshipper killed
Two dozen passengers were injured near Lagos.||24/people/passenger injured~
The crash injured 12, four of them seriously.||12/people/injured
A blast in Mogadishu left 20 dead and more than 40 wounded.||20/people/killed 40/people/injured~
The storm killed 84 and injured 120 others.||84/people/killed 120/people/injured
At least 84 people, including 12 children, were killed in Gaza.||84/people/killed~ 12/people/-
The strike hit a market, killing 35 Yemenis.||35/people/yemeni killed
One person was killed and two were hurt in Osaka.||1/people/killed 2/people/injured
The heat killed 300 sheep in Rajasthan.||300/-/sheep killed
The attack resulted in the deaths of 29 fishermen.||29/people/fisherman killed
Gunmen abducted 276 schoolgirls in Chibok.||276/people/schoolgirl abducted
Police arrested some 30 protesters in Minsk.||30/people/protester arrested~
More than 1,000 people have been arrested since June.||1000/people/arrested~
Police in Jakarta made 15 arrests.||15/people/arrested
About 1.5 million people were displaced in Sindh.||1500000/people/displaced~
Floods displaced 40,000 families in Assam.||40000/-/family displaced
Cyclone leaves 2,000 homeless in Mozambique||2000/people/homeless
Rescuers in Turkey pulled out nine children; 40 people are still missing.||9/people/child 40/people/missing
The coast guard rescued 112 migrants off Lesbos.||112/people/migrant rescued
Some 20,000 villagers were evacuated from the slopes of Merapi.||20000/people/villager evacuated~
The rebels freed 43 hostages.||43/people/hostage freed
Iran executed three men for drug offences.||3/people/man executed
The junta in Myanmar has detained 14,000 people.||14000/people/detained
Australia deported 17 New Zealanders.||17/people/new zealander deported
The quake destroyed 3,000 houses and damaged 143 schools.||3000/-/house destroyed 143/-/school damaged
A hundred and twenty huts were destroyed by fire.||120/-/hut destroyed
The navy sank five boats.||5/-/boat sunk
North Korea launched four ballistic missiles into the sea.||4/-/missile launched
Ukraine said that 27 drones were intercepted over Odesa.||27/-/drone intercepted
Customs officers in Mombasa seized 1,200 tusks.||1200/-/tusk seized
Police put the crowd in Paris at 10,000, organisers at 50,000.||10000/people/taking part 50000/-/-
Organisers said that 50,000 people took part.||50000/people/taking part
Forty thousand mourners attended the funeral in Soweto.||40000/people/taking part
A crowd of 10,000 gathered in Santiago.||10000/people/taking part
Nearly two lakh farmers marched on Delhi.||200000/people/farmer taking part~
A Navy spokesman put the number of women and children at 2,810.||2810/people/woman and child
The number of people killed has risen to 51.||51/people/killed
The number of confirmed infections passed 4,000 in Peru.||4000/people/infected
Turnout was 62 per cent, the commission in Harare said.||62/%/turnout
Unemployment in Spain fell to 14.1%.||14.1/%/unemployment
Inflation in Argentina reached 104.3 percent in April.||104.3/%/inflation
Prices rose by 3 percent.||3/%/-
A 6.2-magnitude earthquake struck Sulawesi.||6.2/magnitude/earthquake
The quake of magnitude 7.1 was followed by a magnitude 5.4 aftershock.||7.1/magnitude/earthquake 5.4/magnitude/aftershock
The ship carried 40,000 tonnes of wheat to Djibouti.||40000/tonne/wheat
Nigeria exports about 1.3 million barrels of oil.||1300000/barrel/oil~
The convoy was 40 miles long, or 64 km.||40/mile/- 64/km/-
The rocket flew less than 100 nautical miles.||100/nautical mile/-~
A 40-km convoy stood outside the city.||40/km/-
Winds of up to 180 km/h hit Luzon.||180/km/h/-~
The company paid $3bn, or €2.75 billion, for the mine.||3000000000/dollar/- 2750000000/EUR/-
The grant is worth US$44 million.||44000000/USD/-
He was fined Rs 500 and ₹3 crore.||500/rupee/- 30000000/INR/-
The talks lasted for more than two hours.||2/hour/-~
Castro and U Thant Talk for More Than Two Hours||2/hour/-~
The party won 120 seats with 1,457,226 votes.||120/-/seat 1457226/-/vote
About 25 Soviet ships were heading for the island.||25/-/ship~
Kenya sent 700 police officers to Haiti.||700/people/police officer
Qantas has ordered 24 aircraft.||24/-/aircraft
More than 60,000 asylum-seekers wait in Tijuana.||60000/people/asylum-seeker~
Two guided-missile destroyers sailed for Korea.||2/-/guided-missile destroyer
Nurses gave 40,000 doses in Malawi.||40000/-/dose
The jobless rate for women fell to 6.7 per cent.||6.7/%/-
The agency set itself a goal of 400,000 deportations.||400000/-/-
The agency gave 1,000 fewer grants.||1000/-/-
Callers of 911 waited long.||
The index closed at 3,120.||3120/-/-
Police said 25 had been killed or injured.||
Between 10 and 15 people were killed.||
Some 10 to 15 people died.||
Two or three men were arrested.||
It killed 10-15 people.||
The attack could kill 1,000 people.||1000/people/-
They planned to kill 200 tourists.||200/people/tourist
The fire did not kill 12 people.||12/people/-
The number of infected may exceed 1,000.||1000/-/-
There are six males for every female.||
At least 68 are feared dead in Leyte.||
Another 12 people were killed in Homs.||12/people/-
The storm killed the governor and 12 others.||12/-/-
Ten of the 12 sailors were rescued.||12/people/-
The road kills 16,000 people a year.||16000/people/-
It caused four deaths per 100,000 people.||
Roughly 300 votes fewer than her rival were counted.||300/-/-~
He is 34 and has lived at 10 Downing Street.||
Maria Souza, 34, was killed.||
A 34-year-old man was charged in Perth.||
The suspect, aged 19, fled.||
Flight 370 vanished at 10:30 p.m. on March 8, 2014.||
It began at three o’clock and ended at 6am.||
In 2015 and 2016 he lived in Oslo.||
The law was passed in 1998, 20 years ago.||
The 1990s were good to Ireland.||
Section 5 of Resolution 1441 was read out.||
Apollo 11, Windows 10, Channel 4 and the G7 are names.||
A Boeing 707 cargo plane landed in Tehran.||
It was her third win and his 21st defeat.||
Brazil won 3-1 and took the set 6-4.||
Mexico 2, Brazil 1||
The court ruled 5-4 against him.||
Call +44 20 7946 0000 or 555-0123.||
One of the men had two thirds of the money.||
The two men shook hands.||
No one has died in Oman.||
See photo 3 of 75 photos.||
The Group of Seven and the Big Four met.||
It is 2.4 times the mass of the Sun.||
One in five children is hungry.||
Dozens died, hundreds were hurt and thousands fled.||
Several hundred people marched.||
Nobody knows what the five-year plan says of the two-state solution.||
An Airbus A320, an F-16 and a T-72 were lost.||
No. 10 and Route 66 were closed.||
See page 12 of volume 3.||
"""
ROWS = [line.split("||") for line in CASES.strip().splitlines()]


def parsed(reader, text, kind="paragraph"):
    return Parsed(0, kind, reader._nlp(text))


def shown(figure):
    value = f"{figure.value:f}".rstrip("0").rstrip(".")
    return f"{value}/{figure.unit or '-'}/{figure.of or '-'}{'~' if figure.approximate else ''}"


@pytest.mark.parametrize(("sentence", "expected"), ROWS, ids=[row[0][:50] for row in ROWS])
def test_figures_of_a_sentence(reader, sentence, expected):
    assert " ".join(shown(figure) for figure in find_figures(sentence, [parsed(reader, sentence)])) == expected


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("Officials said that at least 84 people were killed.", "at least 84"),
        ("It grew by 12.5 per cent.", "12.5 per cent"),
        ("It cost more than $3bn.", "more than $3bn"),
        ("He walked 40 km or so.", "40 km or so"),
        ("Two hundred and six houses burnt down.", "Two hundred and six"),
        ("They harvested 2.5 million metric tons.", "2.5 million metric tons"),
        ("A 6.2-magnitude quake struck.", "6.2-magnitude"),
    ],
)
def test_a_figure_holds_its_unit_and_what_makes_it_approximate(reader, sentence, printed):
    (figure,) = find_figures(sentence, [parsed(reader, sentence)])
    assert sentence[figure.start : figure.end] == printed


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1,234 ships", 1234), ("1.5 million ships", 1.5e6), ("eleven ships", 11), ("twenty-five ships", 25),
        ("two dozen ships", 24), ("a hundred ships", 100), ("one hundred and nine ships", 109),
        ("three hundred thousand ships", 300_000), ("two million five hundred ships", 2_000_500),
        ("half a million ships", 500_000), ("12,34,567 ships", 1_234_567), ("3 lakh ships", 300_000), ("3bn ships", 3e9),
        ("1,00,000 ships", 100_000), ("forty-two thousand one hundred and seven ships", 42_107),
    ],
)  # fmt: skip
def test_the_value_of_a_number(printed, value):
    assert [number.value for number in find_numbers(f"They saw {printed} there.")] == [value]


@pytest.mark.parametrize(
    "printed", ["two three ships", "million ships", "hundred ships", "one two", "9" * 400, "nine and one ships"]
)
def test_words_that_add_up_to_nothing_are_no_number(printed):
    assert not list(find_numbers(f"They saw {printed} there."))


def test_the_bound_is_read_from_the_words_of_a_figure():
    words = load_quantities()
    assert [words.bound(p) for p in ("at least 84", "about 1,000", "up to 50", "84", "40 km or so")] == [
        "least", "about", "most", None, "about"
    ]  # fmt: skip


def test_a_long_paragraph_of_numbers_is_read_in_little_time():
    for text in ("11," * 6000, "one " * 6000, "12 and " * 4000, "the toll " * 3000, "$" * 9000, "about " * 4000):
        list(find_numbers(text))


@pytest.mark.parametrize(
    ("sentence", "published", "expected"),
    [
        ("It was signed on 24 January 2024 in Ankara.", None, [("24 January 2024", "2024-01-24", "day")]),
        ("It was signed on Jan. 24, 2024, in Ankara.", None, [("Jan. 24, 2024", "2024-01-24", "day")]),
        ("The war began in March 2011.", None, [("March 2011", "2011-03", "month")]),
        ("The base has been in their hands since 1903.", None, [("1903", "1903", "year")]),
        ("He spoke on October 10 in Lima.", "1962-10-22", [("October 10", "1962-10-10", "day")]),
        ("She will speak on January 3 in Lima.", "1962-12-22", [("January 3", "1963-01-03", "day")]),
        ("He spoke on October 10 in Lima.", "1962-04-22", []),
        ("He spoke on October 10 in Lima.", None, []),
        ("The 1930’s taught a lesson.", "1962-10-22", []),
        ("They met on Tuesday and yesterday.", "2024-01-24", []),
        ("They sold 2000 cars on 31 February 2024.", "2024-01-24", []),
    ],
)
def test_dates_of_a_sentence(reader, sentence, published, expected):
    found = find_dates(sentence, [parsed(reader, sentence)], published)
    assert [(sentence[date.start : date.end], date.value, date.grain) for date in found] == expected
