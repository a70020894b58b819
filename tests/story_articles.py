"""Short reports of our own, for tests of stories: event | day | source | headline | text."""

from __future__ import annotations

from generator.articlejson import anchor
from generator.models import Block, Meta, ProcessedArticle, Sentence, Source

REPORTS = """
ferry|2024-03-04|Delta Herald|Ferry sinks off Tumaini island|A passenger ferry with about ninety people on board sank on Sunday off Tumaini island. Fishermen pulled forty survivors from the sea before dawn. The owner of the Sea Gazelle said its pumps had failed in the swell, and divers were sent to the wreck.
ferry|2024-03-04|Coast Courier|Dozens missing as Sea Gazelle goes down|Dozens of passengers were missing after the ferry Sea Gazelle went down near Tumaini. Survivors told how the pumps gave up and the swell came over the rail. The coastguard and fishermen searched through the night.
ferry|2024-03-06|Delta Herald|Divers reach wreck of the Sea Gazelle|Divers reached the wreck of the ferry Sea Gazelle off Tumaini island on Tuesday and brought up eleven bodies. The owner of the ferry was questioned about the pumps. Relatives of the missing waited on the quay.
ferry|2024-03-08|Coast Courier|Owner of sunken ferry charged|The owner of the ferry Sea Gazelle, which sank off Tumaini island with the loss of thirty-one lives, was charged with manslaughter. Divers had found that both pumps were rusted. Relatives of the missing filled the court.
other ferry|2024-03-05|Nordic Post|Ferry runs aground in Lofoten fog|A car ferry ran aground in thick fog near Moskenes in the Lofoten islands. All two hundred on board were taken ashore by lifeboat. The captain of the Vestfjord blamed a radar that had been repaired twice this winter.
other ferry|2024-03-05|Bergen Echo|Lifeboats empty grounded Vestfjord|Lifeboats took two hundred travellers off the car ferry Vestfjord, which ran on rocks near Moskenes. The fog in the Lofoten islands was so thick, the captain said, that only the radar could have seen them, and the radar had failed.
budget|2024-03-05|Delta Herald|Senate rejects budget of Premier Okafor|The senate threw out the budget of Premier Grace Okafor by two votes, after her own party's rural wing joined the opposition over the fuel tax. She must bring a new draft within thirty days or call an election.
budget|2024-03-06|Capital Mirror|Rural rebels bring down Okafor's budget|Premier Grace Okafor lost the vote on her budget when five rural senators of her party refused the fuel tax. The law gives her thirty days for another draft; failing that, there will be an election.
budget abroad|2024-03-05|Pacific Ledger|Parliament in Suva passes budget|Parliament in Suva passed the budget after a long night. It raises the pay of nurses and teachers and puts a levy on hotel beds, which the tourist trade had opposed. The finance minister called it a fair plan for Fiji.
budget abroad|2024-03-06|Island Voice|Nurses win, hotels pay in Fiji budget|Nurses and teachers get higher pay and hotels a new levy on beds under the budget that parliament in Suva passed at dawn. The tourist trade of Fiji said the levy would drive guests away.
match|2024-03-06|Bergen Echo|Valencia beat Porto in last minute|A header by Duarte in the last minute gave Valencia a 2-1 win over Porto in the quarter-final. The keeper of Porto had saved a penalty before half-time. The second leg is in a week.
match|2024-03-06|Capital Mirror|Duarte header sinks Porto|Valencia go into the second leg of the quarter-final with a 2-1 lead over Porto, thanks to a header by Duarte in the last minute. A penalty had been saved earlier by the Porto keeper.
vaccine|2024-03-07|Pacific Ledger|Malaria vaccine reaches northern villages|The first doses of a malaria vaccine reached villages in the north, where nurses on motorcycles carried them in cool boxes. Doctors hope that deaths of small children will fall by a third within two years.
vaccine|2024-03-07|Delta Herald|Cool boxes on motorcycles carry malaria doses|Nurses on motorcycles brought malaria vaccine to the northern villages this week, in cool boxes that last a day. A third fewer small children should die of malaria, the doctors hope.
alone|2024-03-07|Island Voice|Old lighthouse sold to a poet|The lighthouse on Cape Maru, dark since 1988, was sold to a poet who wants to write there. The council asked that the lamp be lit once a year.
alone too|2024-03-06|Nordic Post|Library lends ukuleles|The city library lends ukuleles as well as books from this week. Forty were on loan on the first day, and one was back the same evening with a broken string.
"""


def report(
    event: str, number: int, day: str | None, source: str, title: str, body: str, credit: str | None = None
) -> ProcessedArticle:
    """A processed article without names or quotes."""
    text = f"{title}\n\n{body}"
    start = len(title) + 2
    taken: set[str] = set()
    sentences = [Sentence(0, len(title), anchor(title, taken))]
    for part in body.replace(". ", ".\n").split("\n"):
        end = start + len(part)
        sentences.append(Sentence(start, end, anchor(part, taken)))
        start = end + 1
    return ProcessedArticle(
        id=f"{event.replace(' ', '-')}-{number}",
        article=Meta(title=title, published=day, source=Source(source), credit=credit),
        text=text,
        blocks=(Block(0, len(title), "headline"), Block(len(title) + 2, len(text), "paragraph")),
        sentences=tuple(sentences),
    )


def reports() -> list[ProcessedArticle]:
    """All of them, in the order of the table."""
    rows = [line.split("|") for line in REPORTS.strip().splitlines()]
    return [report(row[0], number, *row[1:]) for number, row in enumerate(rows)]
