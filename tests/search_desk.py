"""A desk of many articles made from patterns of our own, annotated by nobody: it is known what stands in each."""

import itertools
import random
from dataclasses import dataclass, field

from generator.articlejson import anchor
from generator.models import (
    Block,
    Entity,
    Mention,
    Meta,
    ProcessedArticle,
    Quote,
    RegionScore,
    Sentence,
    Source,
    Span,
    Speaker,
    TopicScore,
)

SOURCES = ("Harbour Gazette", "Tavna Herald", "River Post", "Coast Wire", "Ölfeld Kurier")
FIRST = ("Anna", "Igor", "Lena", "Tomás", "Ilse", "Omar", "Wanjiru", "Pavel", "Hanna", "Şule")
LAST = ("Berger", "Malenko", "Hassan", "Ortega", "Brandt", "Kettu", "Njoroge", "Novák", "Lindqvist", "Demir")
PEOPLE = tuple(f"{first} {last}" for first, last in itertools.product(FIRST, LAST))
OFFICIALS = ("officials", "a diplomat", "two aides", "residents")
THINGS = ("bridge", "harbour", "ferry", "railway", "hospital", "reservoir", "airport", "library", "tunnel", "market")
EVENTS = ("strike", "opening", "inspection", "protest", "budget", "repairs", "flood", "inquiry", "auction", "festival")
PLACES = (("Hamburg", "DE"), ("Cairo", "EG"), ("Nairobi", "KE"), ("Oslo", "NO"), ("Quito", "EC"))
TOPICS = ("medtop:04000000", "medtop:11000000", "medtop:20000639", "medtop:16000000")
COINED = tuple(
    a + b + c
    for a, b, c in itertools.product(
        ("tor", "mel", "vask", "run", "ol", "gri", "pen", "hul", "sar", "bo"),
        ("va", "ni", "do", "le", "mu", "ta"),
        ("n", "st", "rk", "ll", "mid", "ger", "sson", "p"),
    )
)


@dataclass
class Text:
    """A text that grows, and the spans of what was put into it."""

    words: str = ""
    sentences: list = field(default_factory=list)
    taken: set = field(default_factory=set)

    def add(self, words):
        start = len(self.words)
        self.words += words
        return Span(start, len(self.words))

    def sentence(self, *parts):
        """The parts as one sentence; the spans of those that are tuples."""
        start = len(self.words)
        spans = [(self.add(part[0]) if isinstance(part, tuple) else self.add(part)) for part in parts]
        self.sentences.append(Sentence(start, len(self.words), anchor(self.words[start:], self.taken)))
        self.add(" ")
        return [span for span, part in zip(spans, parts, strict=True) if isinstance(part, tuple)]


def coined(chance, count):
    """Words that nobody knows: they make the reports differ as reports do."""
    return " ".join(chance.choice(COINED) for _ in range(count))


def article(number, day, extra=""):
    """The report of that number: a headline and five sentences, four of them with a quote."""
    chance = random.Random(number)
    thing, event = THINGS[number % 10], EVENTS[number // 10 % 10]
    place, region = PLACES[number // 3 % 5]
    one, other = PEOPLE[number * 7 % 100], PEOPLE[(number * 13 + 5) % 100]
    text = Text()
    some = (coined(chance, 1) for _ in itertools.count())
    title = f"{coined(chance, 4).capitalize()}: {thing} {event} {next(some)} number {number} in {place}"
    text.sentence(title)
    text.words = text.words.rstrip() + "\n\n"
    start = len(text.words)
    quotes, mentions = [], []

    def said(kind, content, cue, who, entities, attribution="named"):
        speaker = Speaker(who.start, who.end, entities)
        quote = Quote(f"q{len(quotes) + 1}", kind, (content,), "speech", cue, speaker, attribution, None, 0.9, "reader")
        quotes.append(quote)
        mentions.extend((who, entity) for entity in entities)

    content = f"{next(some)} {thing} {next(some)} would close because {coined(chance, 8)}"
    who, cue, content = text.sentence((one,), " ", ("said",), " that ", (content,), ".")
    said("indirect", content, cue, who, ("e1",))
    content = f"We are {coined(chance, 6)} about {next(some)} {event} of {next(some)} {thing} {next(some)}{extra}"
    content, cue, who = text.sentence("“", (content,), ",” ", ("said",), " ", (other,), ".")
    said("direct", content, cue, who, ("e2",))
    content = f"{next(some)} number {number} was {coined(chance, 9)}"
    who, cue, content = text.sentence((OFFICIALS[number % 4].capitalize(),), " ", ("said",), " that ", (content,), ".")
    said("indirect", content, cue, who, (), "unnamed")
    content = f"“a matter for {coined(chance, 7)}”, as "
    who, cue, content, named = text.sentence((one,), " ", ("called",), " it ", (content,), (other,), " did.")
    said("mixed", Span(content.start, named.end), cue, who, ("e1",))
    mentions.append((named, "e2"))
    text.sentence(f"Nobody {next(some)} in {place} could {coined(chance, 12)}.")
    body = text.words.rstrip()
    return ProcessedArticle(
        id=f"{day or 'undated'}-report-{number:05d}",
        article=Meta(title=title, published=day, source=Source(SOURCES[number // 7 % 5]), language="en"),
        text=body,
        blocks=(Block(0, len(title), "headline"), Block(start, len(body), "paragraph")),
        sentences=tuple(text.sentences),
        entities=(
            Entity("e1", "person", one), Entity("e2", "person", other), Entity("e3", "place", place, country=region),
        ),
        mentions=tuple(sorted((Mention(span.start, span.end, name) for span, name in mentions), key=lambda m: m.start)),
        quotes=tuple(quotes),
        topics=(TopicScore(TOPICS[number // 11 % 4], 0.9),),
        regions=(RegionScore(region, 0.9, "located", ("e3",)),),
    )  # fmt: skip


def day_of(number, total, years=4, first=2016):
    """Days spread evenly over the years, oldest first."""
    at = number * years * 336 // total
    return f"{first + at // 336}-{at % 336 // 28 + 1:02d}-{at % 28 + 1:02d}"


def articles(total, years=4):
    """Reports on days of four years; one of the oldest and one of the newest say what no other does."""
    extra = {3: " and the marmalade", total - 2: " and the quince jelly", total // 2: " and the velvet red line"}
    return [article(n, day_of(n, total, years), extra.get(n, "")) for n in range(total)]
