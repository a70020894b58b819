"""Articles of two stories: a landslide that three papers and an agency report, and a strike that one paper reports."""


def article(title, published, source, text, **fields):
    """An article file: fields between two lines, then the paragraphs."""
    url = f"https://{source.lower().replace(' ', '-')}.example/{published[:10]}-{len(title)}"
    more = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\ntitle: {title!r}\npublished: {published}\nsource: {source}\nurl: {url}\n{more}---\n\n{text.strip()}\n"


WIRE_TEXT = """
TAVNA, Karosia — A landslide buried the hillside village of Upper Tavna early on Tuesday and killed 40 people, the
interior minister, Davit Orbel, said.

"We are digging with our hands because the road is gone," Orbel told reporters at the edge of the village. He said that
300 soldiers were on their way with shovels and dogs.

The slope above the village came down after three days of rain. Geologists at the university in Tavna had warned the
district council in January that the slope was moving, the council's clerk, Mira Sandel, said.

The school stood empty when the mud reached it. The river below the village was blocked and a lake was rising behind the
mud, engineers said.
"""

HERALD_TEXT = """
TAVNA — Forty-eight hours of rain brought down the mountain above Upper Tavna on Tuesday and the mud buried most of the
village. The mayor of Tavna, Lena Marek, said that 84 people were killed.

"Nobody told us to leave," Marek said. She said that the district council had known of the moving slope since January.

The landslide took the only road with it. Villagers carried the wounded down the river bed on doors and ladders, and the
hospital in Tavna sent its two ambulances as far as the bridge. The pharmacist opened his shop in the night, and the
bakers of the town carried bread up to the diggers without being asked.

The landslide also blocked the river, and a lake was rising behind the mud.
"""

POST_TEXT = """
The United Nations sent a team to Upper Tavna in Karosia on Wednesday, a day after a landslide buried the village, and its
coordinator, Ruth Anders, said that the lake behind the mud was the greatest danger now.

"If the dam of mud breaks, the lower town has twenty minutes," Anders said. Engineers were cutting a channel through the
landslide to let the river out, and the army moved 900 people from the lower town of Tavna to the stadium.

The interior minister, Davit Orbel, said that the village of Upper Tavna would not be built again on that slope. The underwriters
met in the capital, and the underwriters will not pay before they have seen the maps, the underwriters said.
"""

STRIKE_ONE = """
The tram drivers of Port Ellis voted on Wednesday to stop work from Friday morning, their union said. The union's secretary,
Paul Quint, said that the drivers wanted two free weekends a month.

"We drive the night line and then the school line," Quint said. The tram company said that it had no drivers to spare.
"""
STRIKE_TWO = """
The trams of Port Ellis stood still on Friday as the drivers began their strike. Paul Quint, the secretary of the union of
the tram drivers, said that the strike would last until the company talked.

The tram company put buses on the night line and the school line. The drivers want two free weekends a month.
"""

LANDSLIDE = {
    "wire.md": article(
        "Landslide buries village in Karosia, 40 killed", "2024-03-05T08:00:00Z", "Coast Wire", WIRE_TEXT
    ),
    "gazette.md": article(
        "Village in Karosia buried by landslide", "2024-03-05T10:00:00Z", "Morning Gazette", WIRE_TEXT,
        credit="Coast Wire",
    ),
    "herald.md": article(
        "Landslide buries Upper Tavna, mayor counts 84 killed", "2024-03-05T15:00:00Z", "Tavna Herald", HERALD_TEXT
    ),
    "post.md": article(
        "Lake behind the Tavna landslide is the danger now", "2024-03-06T18:00:00Z", "River Post", POST_TEXT
    ),
}  # fmt: skip
STRIKE = {
    "strike-1.md": article(
        "Tram drivers of Port Ellis vote to strike", "2024-03-06T09:00:00Z", "Ellis News", STRIKE_ONE
    ),
    "strike-2.md": article("Trams stand still as drivers strike", "2024-03-08T09:00:00Z", "Ellis News", STRIKE_TWO),
}
SOURCES = """\
sources:
  - {name: Coast Wire, kind: agency}
  - {name: Tavna Herald, kind: newspaper}
"""
