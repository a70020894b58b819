"""Whom the words that name a speaker mean: the article's entities, where exactly one reading is left.

A name, or what it heads; whom an office or a spokesman stands for; a relative, a pronoun or "the president" only where
the sentences before leave one candidate. Otherwise the speaker stays unresolved, with its words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.annotate.phrases import is_document
from generator.knowledge.cues import load_cues
from generator.knowledge.names import load_titles
from generator.models import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from generator.annotate.parsed import Parsed
    from generator.models import Attribution, Entity, Quote, Span

_HE = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f", "hers": "f"}
_IT = frozenset({"it", "its"})
_RELATIVES = frozenset({"who", "which", "that", "whose", "whom"})
_TITLE = re.compile(r"\b(?:(Mr|Sir|Lord|King|Prince|Sen(?:hor|or))|(Mrs|Ms|Miss|Queen|Princess|Madame|Lady))\.?\s*$")
_MESSENGERS = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_OF = frozenset({"of", "for", "from", "by", "at", "in"})
_PRONOUNS = {"only person near": 0.8, "spoke last": 0.75, "only person before": 0.65, "same as before": 0.65,
             "only body before": 0.6}  # fmt: skip
"""Rule by which a pronoun is given to somebody → confidence."""
_BODIES = frozenset({"organisation", "state", "group"})


@dataclass(slots=True)
class _Desk:
    """What is known of the article while its speakers are linked one after the other."""

    text: str
    pieces: Sequence[Parsed]
    sentences: list[Span]
    entities: dict[str, Entity]
    mentions: list[Mention]
    genders: dict[str, str] = field(default_factory=dict)
    spoke: list[tuple[int, str | None]] = field(default_factory=list)
    """Sentence number and entity of the persons who spoke so far; `None` for one who is not named, as "a spokesman"."""
    subjects: list[tuple[Span, str]] = field(default_factory=list)
    """Pronouns that are the subject of a sentence, in the order of the text."""
    offices: list[tuple[Parsed, Token]] = field(default_factory=list)
    """Nouns for somebody ("the minister", "an aide") that are the subject of a sentence."""
    pronouns: dict[Span, Mention] = field(default_factory=dict)
    """Speakers' pronouns with whom they mean."""
    contents: list[Span] = field(default_factory=list)
    """What is quoted: who speaks inside of it is not who speaks next."""

    def sentence(self, at: int) -> int:
        """Number of the sentence in which a character stands."""
        return bisect_right([s.start for s in self.sentences], at) - 1

    def people(self, first: int, at: int) -> set[str]:
        """Persons named from sentence `first` up to character `at`."""
        start = self.sentences[max(0, first)].start if self.sentences else 0
        named = (m for m in self.mentions if m.form == "name" and start <= m.start and m.end <= at)
        spoke = {entity for number, entity in self.spoke if number >= first and entity is not None}
        return {m.entity for m in named if self.entities[m.entity].kind == "person"} | spoke


def link_speakers(
    quotes: Sequence[Quote],
    text: str,
    pieces: Sequence[Parsed],
    sentences: Sequence[Span],
    entities: Sequence[Entity],
    mentions: Sequence[Mention],
) -> tuple[tuple[Quote, ...], tuple[Mention, ...]]:
    """The quotes with the entities of their speakers, and whether they are named, unnamed or a document.

    With them come the mentions, among them now the pronouns that name a speaker.
    """
    known = {e.id: e for e in entities}
    desk = _Desk(text, pieces, sorted(sentences), known, sorted((m for m in mentions if m.entity in known), key=_place))
    for mention in desk.mentions:
        _learn_gender(desk, mention)
    for piece in pieces:
        tokens = (t for t in piece.doc if t.lower_ in _HE and t.dep_ in {"nsubj", "nsubjpass"})
        desk.offices += [(piece, t) for t in piece.doc if _is_somebody(t)]
        desk.subjects += [(piece.token_span(t), t.lower_) for t in tokens]
    # In the order of the speakers' words, so that a pronoun can look back at who spoke.
    ordered = sorted(quotes, key=lambda q: (q.speaker.start if q.speaker else q.content[0].start, q.content))
    desk.contents = [span for q in quotes for span in q.content]
    by_id = {q.id: _linked(desk, q) for q in ordered}
    told = [m for m in desk.pronouns.values() if not any(m.span.touches(other.span) for other in mentions)]
    return tuple(by_id[q.id] for q in quotes), tuple(sorted((*mentions, *told), key=_place))


def _is_somebody(token: Token) -> bool:
    if token.dep_ not in {"nsubj", "nsubjpass"} or token.tag_ not in {"NN", "NNP"}:
        return False
    cues, word = load_cues(), token.lemma_.lower()
    return load_titles().is_role(word) or word in cues.unnamed or word in _MESSENGERS


def _place(mention: Mention) -> tuple[int, int, str]:
    return mention.start, mention.end, mention.entity


def _learn_gender(desk: _Desk, mention: Mention) -> None:
    title = _TITLE.search(desk.text[max(0, mention.start - 12) : mention.start]) or _TITLE.match(
        desk.text[mention.start : mention.end].split(" ")[0]
    )
    if title and desk.entities[mention.entity].kind == "person":
        desk.genders.setdefault(mention.entity, "m" if title.group(1) else "f")


def _linked(desk: _Desk, quote: Quote) -> Quote:
    if quote.speaker is None:
        return replace(quote, attribution="unnamed")
    head = _head(desk.pieces, quote.speaker.span)
    if head is None:
        return quote
    piece, token = head
    ids = tuple(dict.fromkeys(_named(desk, piece, token, quote.speaker.span)))
    attribution: Attribution = "named" if ids else "document" if is_document(token) else "unnamed"
    if not any(span.covers(quote.speaker.span) for span in desk.contents):
        _remember(desk, token, quote.speaker.start, ids, attribution)
    return replace(quote, speaker=replace(quote.speaker, entities=ids), attribution=attribution)


def _remember(desk: _Desk, head: Token, start: int, ids: tuple[str, ...], attribution: Attribution) -> None:
    """Note who spoke, for the pronouns that follow: a person, or one who is not named."""
    people = [i for i in ids if desk.entities[i].kind == "person"]
    alone = head.tag_ in {"NN", "NNP"} and (head.pos_ == "NOUN" or any(desk.entities[i].kind == "group" for i in ids))
    if len(people) == 1:
        desk.spoke.append((desk.sentence(start), people[0]))
    elif not people and alone and attribution != "document":
        desk.spoke.append((desk.sentence(start), None))


def _head(pieces: Sequence[Parsed], span: Span) -> tuple[Parsed, Token] | None:
    """The piece of a speaker and the head of its phrase."""
    for piece in pieces:
        last = piece.doc[-1]
        if piece.start <= span.start and span.end <= piece.start + last.idx + len(last):
            words = piece.doc.char_span(span.start - piece.start, span.end - piece.start, alignment_mode="expand")
            return (piece, words.root) if words is not None and len(words) else None
    return None


def _named(desk: _Desk, piece: Parsed, head: Token, span: Span) -> Iterator[str]:
    """Ids of the entities that the phrase names."""
    if head.lower_ in _HE or head.lower_ in _IT:
        yield from _pronoun(desk, head.lower_, piece.token_span(head))
        return
    if head.lower_ in _RELATIVES:
        verb = head.head if head.dep_ != "poss" else head.head.head
        while verb.dep_ in {"ccomp", "xcomp", "conj"} and verb.dep_ != "relcl" and verb.head != verb:
            verb = verb.head
        if verb.dep_ == "relcl" and verb.head.i < head.i:
            yield from _phrase(desk, piece, verb.head)
        return
    heads = [head, *(t for t in head.conjuncts if _inside(piece, t, span))]
    found = [i for t in heads for i in _phrase(desk, piece, t)]
    yield from found or _nominal(desk, head, span)


def _inside(piece: Parsed, token: Token, span: Span) -> bool:
    return span.covers(piece.token_span(token))


def _at(desk: _Desk, piece: Parsed, token: Token) -> str | None:
    """Entity of the name or adjective at a token."""
    here = piece.token_span(token)
    found = [m for m in desk.mentions if m.form in {"name", "adjective", "nominal"} and m.span.touches(here)]
    if token.tag_ in {"NN", "NNP"}:
        # "The New York Republican said": one member of a group or party is not the whole.
        found = [m for m in found if not _is_member(desk, m)]
    fits = {m.entity for m in found}
    return next(iter(fits)) if len(fits) == 1 else None


def _is_member(desk: _Desk, mention: Mention) -> bool:
    kind = desk.entities[mention.entity].kind
    return kind == "group" or (kind == "organisation" and mention.form == "adjective")


def _phrase(desk: _Desk, piece: Parsed, head: Token) -> Iterator[str]:
    """The entity that a head names, by itself, by an apposition, or as whom it stands for."""
    own = _at(desk, piece, head)
    named = own
    if own is None:
        beside = [t for t in head.children if t.dep_ == "appos" and t.pos_ == "PROPN"]
        people = [i for t in beside if (i := _at(desk, piece, t)) and desk.entities[i].kind == "person"]
        named = people[0] if len(set(people)) == 1 else None
    if named is not None:
        yield named
        for messenger in (t for t in head.subtree if t.lemma_.lower() in _MESSENGERS):
            yield from (i for i in _stands_for(desk, piece, messenger) if i != named)
    elif _is_voice(head):
        yield from _stands_for(desk, piece, head)


def _is_voice(head: Token) -> bool:
    """Whether a noun speaks for whom it belongs to; one leader among several is himself somebody."""
    lemma = head.lemma_.lower()
    return lemma in load_cues().voices and (lemma != "leader" or head.tag_ == "NNS")


def _stands_for(desk: _Desk, piece: Parsed, head: Token) -> Iterator[str]:
    """Whom an office stands for: "Turkey's leadership", "the Israeli government", "a spokesman for X"."""
    for child in head.children:
        if child.dep_ in {"poss", "amod", "compound", "nmod"}:
            wanted = [child]
        elif child.dep_ == "prep" and child.lower_ in _OF:
            wanted = [t for p in child.children if p.dep_ == "pobj" for t in (p, *p.conjuncts)]
        else:
            continue
        for token in wanted:
            entity = _at(desk, piece, token)
            # "The Brown campaign" is a body, not Brown; his spokesman speaks for him.
            if entity and (desk.entities[entity].kind != "person" or head.lemma_.lower() in _MESSENGERS):
                yield entity


def _pronoun(desk: _Desk, word: str, span: Span) -> Iterator[str]:
    """Whom a pronoun means, where the sentences right before leave one candidate; it leaves a mention."""
    chosen, rule = _antecedent(desk, word, span)
    for entity in sorted(chosen):
        if word in _HE:
            desk.genders.setdefault(entity, _HE[word])
        yield entity
    if len(chosen) == 1:
        mention = Mention(span.start, span.end, min(chosen), "pronoun", rule, _PRONOUNS[rule])
        desk.pronouns.setdefault(mention.span, mention)


def _antecedent(desk: _Desk, word: str, span: Span) -> tuple[set[str], str]:
    """Whom a pronoun means, one or nobody, and the rule that says so."""
    here = desk.sentence(span.start)
    if word in _IT:
        bodies = set(_acting_bodies(desk, here - 1)) if here > 0 else set()
        return (bodies if len(bodies) == 1 else set()), "only body before"
    gender = _HE[word]
    own = {i for i in desk.people(here, span.start) if desk.genders.get(i, gender) == gender}
    near = {i for i in desk.people(here - 1, span.start) if desk.genders.get(i, gender) == gender}
    far = {i for i in desk.people(here - 2, span.start) if desk.genders.get(i, gender) == gender}
    spoke = [i for number, i in desk.spoke if here - 1 <= number <= here]
    last = [i for i in spoke if i is None or desk.genders.get(i, gender) == gender][-1:]
    chosen, rule = (near, "only person near") if len(near) == 1 else (set(), "only person before")
    if not near and len(far) == 1:
        chosen = far
    before = [at for at, said in desk.subjects if said == word and here - 1 <= desk.sentence(at.start) and at < span]
    if last == [None]:
        chosen = set()  # "A spokesman said …. “…,” he said": he is the spokesman, not whoever was named before
    elif last and not (own - set(last)):
        chosen, rule = {i for i in last if i is not None}, "spoke last"
    elif before and not own:
        # "He recalled that Gromyko had … “…,” he said": he is whom the subject before means, not whom it speaks of.
        chosen, rule = _antecedent(desk, word, before[-1])[0], "same as before"
    if any(set(_whole(desk, *rival)) != chosen for rival in _rivals(desk, here, span.start)):
        return set(), rule
    return chosen, rule


def _acting_bodies(desk: _Desk, number: int) -> Iterator[str]:
    """Bodies that are the subject of a sentence: what "It" at the start of the next one can mean."""
    for mention in desk.mentions:
        if mention.form in {"name", "nominal"} and desk.entities[mention.entity].kind in _BODIES:
            head = _head(desk.pieces, mention.span) if desk.sentence(mention.start) == number else None
            if head is not None and head[1].dep_ in {"nsubj", "nsubjpass"}:
                yield mention.entity


def _rivals(desk: _Desk, here: int, at: int) -> Iterator[tuple[Parsed, Token]]:
    """Offices that are the subject of this sentence or the one before: "The Soviet leader … he said"."""
    for piece, token in desk.offices:
        start = piece.token_span(token).start
        if start < at and here - 1 <= desk.sentence(start):
            yield piece, token


def _whole(desk: _Desk, piece: Parsed, head: Token) -> list[str]:
    """Whom an office in the text means."""
    return list(_phrase(desk, piece, head)) or list(_nominal(desk, head, piece.token_span(head)))


def _nominal(desk: _Desk, head: Token, span: Span) -> Iterator[str]:
    """Whom "the president" or "the ministry" means: the one so called earlier in the article, if there is only one."""
    if (
        head.pos_ not in {"NOUN", "PROPN"}
        or head.tag_ in {"NNS", "NNPS"}
        or not any(t.lower_ == "the" for t in head.children)
    ):
        return
    if any(t.dep_ in {"prep", "poss", "amod", "compound", "relcl"} for t in head.children):
        return
    word = head.lemma_.lower()
    if word in load_cues().documents or word in load_cues().nouns:
        return
    called = {m.entity for m in desk.mentions if m.form == "name" and m.end <= span.start and _called(desk, m, word)}
    if len(called) == 1:
        yield from called


def _called(desk: _Desk, mention: Mention, word: str) -> bool:
    """Whether a mention bears a title or is a body of that name."""
    name = desk.entities[mention.entity]
    printed = desk.text[max(0, mention.start - 30) : mention.end]
    if name.kind == "person":
        before = printed[: len(printed) - (mention.end - mention.start)]
        return re.search(rf"\b{re.escape(word)}\s+$", before, re.IGNORECASE) is not None or _bears_title(printed, word)
    words, said = name.name.lower().split(), mention.span.of(desk.text).lower().split()
    return name.kind == "organisation" and word in {words[0], words[-1], said[0], said[-1]}


def _bears_title(printed: str, word: str) -> bool:
    """Whether a printed name holds its own title ("President Biden")."""
    return re.search(rf"\b{re.escape(word.capitalize())}\s+[A-Z]", printed) is not None
