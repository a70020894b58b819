"""Whom the words that name a speaker mean: the article's entities, where exactly one reading is left.

A name; whom an office, a spokesman or a document stands for; a relative, a pronoun or "the president" only where the
article leaves one candidate. Otherwise the speaker stays unresolved, with its words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.annotate.described import described
from generator.annotate.genders import learn_genders
from generator.annotate.heads import read_phrase
from generator.annotate.phrases import is_document
from generator.annotate.pronouns import PRONOUNS, antecedent
from generator.annotate.scene import Scene, Turn
from generator.annotate.standing import issuers, named
from generator.annotate.units import MESSENGERS, RELEASES
from generator.knowledge.cues import load_cues
from generator.models import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from generator.annotate.parsed import Parsed
    from generator.annotate.units import Phrase
    from generator.models import Attribution, Entity, Quote, Role, Span

_RELATIVES = frozenset({"who", "which", "that", "whose", "whom"})
_GOES_ON = frozenset({"add", "continue"})
"""With these the speaker is whoever spoke before."""


def link_speakers(
    quotes: Sequence[Quote],
    text: str,
    pieces: Sequence[Parsed],
    sentences: Sequence[Span],
    entities: Sequence[Entity],
    mentions: Sequence[Mention],
    roles: Sequence[Role] = (),
) -> tuple[tuple[Quote, ...], tuple[Mention, ...]]:
    """The quotes with the entities of their speakers, and whether they are named, unnamed or a document.

    With them come the mentions, among them now the pronouns that name a speaker.
    """
    known = {e.id: e for e in entities}
    own = sorted((m for m in mentions if m.entity in known), key=_place)
    contents = [span for q in quotes for span in q.content]
    verbatim = [span for q in quotes if q.kind == "direct" for span in q.content]
    scene = Scene(text, pieces, sorted(sentences), known, own, roles, contents, verbatim)
    learn_genders(scene)
    # In the order of the speakers' words, so that a pronoun can look back at who spoke.
    ordered = sorted(quotes, key=lambda q: (q.speaker.start if q.speaker else q.content[0].start, q.content))
    by_id = {q.id: _linked(scene, q) for q in ordered}
    told = [m for m in scene.pronouns.values() if not any(m.span.touches(other.span) for other in mentions)]
    return tuple(by_id[q.id] for q in quotes), tuple(sorted((*mentions, *told), key=_place))


def _place(mention: Mention) -> tuple[int, int, str]:
    return mention.start, mention.end, mention.entity


def _linked(scene: Scene, quote: Quote) -> Quote:
    if quote.speaker is None:
        return replace(quote, attribution="unnamed")
    place = scene.piece_at(quote.speaker.span)
    phrase = read_phrase(scene, place[0], place[1], _with_name(scene, *place)) if place is not None else None
    if phrase is None:
        return quote
    ids = tuple(dict.fromkeys(_meant(scene, phrase, quote)))
    attribution = _attribution(phrase, ids)
    if not scene.is_quoted(quote.speaker.span):
        _remember(scene, phrase, quote.speaker.start, ids, attribution)
    return replace(quote, speaker=replace(quote.speaker, entities=ids), attribution=attribution)


def _with_name(scene: Scene, piece: Parsed, first: int, end: int) -> int:
    """The end of a speaker's words with the name in apposition, where they were cut in front of it."""
    doc = piece.doc
    if end >= len(doc) or doc[end].text != "," or doc[end - 1].tag_ != "NN" or doc[first].lower_ in {"a", "an"}:
        return end
    for name in doc[end - 1].children:
        mention = scene.mention(piece, name)
        if name.dep_ == "appos" and name.i > end and mention is not None and scene.is_person(mention.entity):
            return name.i + 1
    return end


def _attribution(phrase: Phrase, ids: Sequence[str]) -> Attribution:
    """A document stays one though its issuer is known; what somebody said in a statement is his."""
    head = phrase.head
    if not phrase.names and is_document(head) and not (ids and head.lemma_.lower() in load_cues().nouns):
        return "document"
    return "named" if ids else "unnamed"


def _remember(scene: Scene, phrase: Phrase, start: int, ids: tuple[str, ...], attribution: Attribution) -> None:
    """Note who spoke, for the pronouns that follow: a person, or one who is not named."""
    people = [i for i in ids if scene.is_person(i)]
    head = phrase.head
    alone = head.tag_ in {"NN", "NNP"} and (head.pos_ == "NOUN" or any(scene.kind(i) == "group" for i in ids))
    number = scene.sentence(start)
    if len(people) == 1 and attribution != "document":
        scene.turns.append(Turn(number, start, people[0], ids))
    elif (ids or alone) and len(people) != 1 and attribution != "document":
        person = alone and not people and not any(scene.kind(i) in {"organisation", "state"} for i in ids)
        messenger = alone and head.lemma_.lower() in MESSENGERS
        if person or messenger or ids:
            scene.turns.append(Turn(number, start, None, ids))


def _meant(scene: Scene, phrase: Phrase, quote: Quote | None = None) -> Iterator[str]:
    """Ids of the entities that a phrase means."""
    head = phrase.head
    if not phrase.names and head.lower_ in PRONOUNS:
        yield from _pronoun(scene, phrase.piece, head)
        return
    if phrase.doc[phrase.units[0].first].lower_ in _RELATIVES:
        yield from _relative(scene, phrase.piece, phrase.doc[phrase.units[0].first])
        return
    found = list(named(scene, phrase, lambda piece, token: _pronoun(scene, piece, token)))
    if not found and not phrase.names:
        found = list(described(scene, phrase))
        if not found and quote is not None and quote.cue is not None:
            found = list(_goes_on(scene, phrase, quote.cue))
    yield from found


def _pronoun(scene: Scene, piece: Parsed, token: Token) -> Iterator[str]:
    """Whom a pronoun means; it leaves a mention where that is one."""
    span = piece.token_span(token)
    found = antecedent(scene, piece, token)
    if found is None:
        return
    yield from found.entities
    if len(found.entities) == 1:
        one = found.entities[0]
        if token.lower_ in PRONOUNS and PRONOUNS[token.lower_] in {"m", "f"}:
            scene.genders.setdefault(one, PRONOUNS[token.lower_])
        scene.pronouns.setdefault(span, Mention(span.start, span.end, one, "pronoun", found.rule, found.confidence))


def _relative(scene: Scene, piece: Parsed, token: Token) -> Iterator[str]:
    """Whom a relative pronoun means: what it belongs to, and of a document whoever released it."""
    verb = token.head if token.dep_ != "poss" else token.head.head
    while verb.dep_ in {"ccomp", "xcomp", "conj"} and verb.head != verb:
        verb = verb.head
    if verb.dep_ != "relcl" or verb.head.i >= token.i:
        return
    noun = verb.head
    phrase = read_phrase(scene, piece, noun.left_edge.i, token.i)
    if phrase is None:
        return
    found = list(_meant(scene, phrase))
    if not found and not phrase.names and is_document(phrase.head):
        found = list(_released_by(scene, piece, noun))
    yield from found


def _released_by(scene: Scene, piece: Parsed, document: Token) -> Iterator[str]:
    """The subject of the verb by which a document came into the world."""
    verb = document.head
    if document.dep_ != "dobj" or verb.lemma_.lower() not in RELEASES:
        return
    subject = next((t for t in verb.children if t.dep_ == "nsubj"), None)
    phrase = read_phrase(scene, piece, subject.left_edge.i, subject.right_edge.i + 1) if subject is not None else None
    if phrase is not None:
        yield from _meant(scene, phrase)


def _goes_on(scene: Scene, phrase: Phrase, cue: Span) -> Iterator[str]:
    """Whoever spoke right before, where a cue as "added" says that he is the one described: "The professor added"."""
    place = scene.piece_at(cue)
    if place is None or place[0].doc[place[2] - 1].lemma_.lower() not in _GOES_ON or not scene.turns:
        return
    last, piece = scene.turns[-1], phrase.piece
    first = phrase.doc[phrase.units[0].first]
    number = scene.sentence(piece.token_span(first).start)
    near = last.sentence == number or last.sentence in list(scene.before(number))[:1]
    definite = first.lower_ == "the" and phrase.head.tag_ in {"NN", "NNP"} and not issuers(scene, phrase)
    if near and definite and last.start >= piece.start and last.person is not None and not is_document(phrase.head):
        yield last.person
