"""For whom a phrase stands: a name and whom its bearer speaks for, a government's country, a document's issuer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate.heads import read_phrase
from generator.annotate.phrases import is_document
from generator.annotate.pronouns import PRONOUNS
from generator.annotate.units import MESSENGERS, core_end, is_preposition, segments
from generator.knowledge.cues import load_cues

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from spacy.tokens import Token

    from generator.annotate.parsed import Parsed
    from generator.annotate.scene import Scene
    from generator.annotate.units import Phrase

    Resolve = Callable[[Parsed, Token], Iterable[str]]
    """What tells whom a pronoun means."""

_FOR = frozenset({"of", "for", "from"})
_CLOSE = frozenset({"chief", "lead", "press", "deputy", "senior", "general"})
"""Words between a body and its spokesman."""
_PAGES = frozenset({"website", "site", "page", "report", "bulletin", "communique", "communiqué", "advisory", "datum"})
"""Documents that are of whom they come from."""
_IN_PAPERS = frozenset({"article", "column", "editorial", "essay", "piece", "report", "story"})


def named(scene: Scene, phrase: Phrase, resolve: Resolve) -> Iterator[str]:
    """Ids of whom a phrase names, by its head, its spokesman, its government or its issuer."""
    if phrase.names:
        for n in phrase.names:
            yield phrase.mention(n).entity
        for n in _messengers(phrase):
            yield from _stands_for(scene, phrase, n, resolve)
        return
    if phrase.noun is None:
        return
    head = phrase.head
    if _speaks_on_paper(head):
        yield from issuers(scene, phrase, resolve)
        return
    publisher = _publisher(scene, phrase)
    if publisher is not None:
        yield publisher
    elif is_voice(head):
        found = _stands_for(scene, phrase, phrase.noun, resolve)
        # "American spokesmen" are people nobody names; those of the ministry speak for the ministry.
        several = head.tag_ == "NNS" and head.lemma_.lower() in MESSENGERS
        yield from (i for i in found if not several or scene.kind(i) not in {"place", "state"})
        for other in _other_voices(scene, phrase):
            yield from named(scene, other, resolve)


def is_voice(head: Token) -> bool:
    """Whether a noun speaks for whom it belongs to; one leader is himself somebody, authorities are nobody named."""
    lemma = head.lemma_.lower()
    several = head.tag_ in {"NNS", "NNPS"}
    return lemma in load_cues().voices and several != {"leader": False, "authority": True}.get(lemma)


def _speaks_on_paper(head: Token) -> bool:
    return is_document(head) or (head.pos_ != "PROPN" and head.lemma_.lower() in load_cues().nouns)


def _messengers(phrase: Phrase) -> Iterator[int]:
    """Units that call the named person a spokesman: in front of the name, or as the noun of an apposition."""
    for first, end in segments(phrase):
        if first <= phrase.names[0] < end:
            front = list(range(first, phrase.names[0]))
            last = next((n for n in reversed(front) if phrase.units[n].mention is None and
                         is_preposition(phrase.doc[phrase.units[n].first])), first - 1)  # fmt: skip
            yield from (n for n in front if n > last and phrase.token(n).lemma_.lower() in MESSENGERS)
        else:
            stop = core_end(phrase, first, end)
            if first < stop and phrase.token(stop - 1).lemma_.lower() in MESSENGERS:
                yield stop - 1


def _other_voices(scene: Scene, phrase: Phrase) -> Iterator[Phrase]:
    """What stands beside the noun: "the ministry and Weber", "the army of A and the government of B"."""
    head, last = phrase.head, phrase.doc[phrase.units[-1].end - 1]
    for other in head.conjuncts:
        if head.i < other.i <= last.i:
            found = read_phrase(scene, phrase.piece, max(other.left_edge.i, head.i + 1), last.i + 1)
            if found is not None and found.head.i >= other.i:
                yield found


def _stands_for(scene: Scene, phrase: Phrase, number: int, resolve: Resolve) -> Iterator[str]:
    """Whom a spokesman, a government or an office stands for: in front of it, or behind "of" and "for"."""
    messenger = phrase.token(number).lemma_.lower() in MESSENGERS
    front = list(_in_front(scene, phrase, number, resolve, messenger=messenger))
    if front:
        yield from front
        return
    if number + 2 < len(phrase.units) and phrase.doc[phrase.units[number + 1].first].lower_ in _FOR:
        start = phrase.units[number + 2].first
        inner = read_phrase(scene, phrase.piece, start, phrase.units[-1].end)
        for n in inner.names if inner is not None else ():
            entity = inner.mention(n).entity if inner is not None else ""
            if messenger or not scene.is_person(entity):
                yield entity
        if inner is not None and not inner.names and inner.noun is not None and is_voice(inner.head) and messenger:
            yield from named(scene, inner, resolve)


def _in_front(scene: Scene, phrase: Phrase, number: int, resolve: Resolve, *, messenger: bool) -> Iterator[str]:
    """Whose a noun is by the words in front: "Iran's foreign ministry", "the Israeli government", "his spokesman"."""
    for n in range(number - 1, -1, -1):
        mention, token = phrase.units[n].mention, phrase.token(n)
        if mention is not None:
            entity = scene.entities[mention.entity]
            # "The Brown campaign" is a body, not Brown; his spokesman speaks for him.
            if entity.kind == "person":
                if messenger:
                    yield entity.id
            elif entity.kind != "place" or entity.ref is not None:
                yield entity.id
            return
        if token.tag_ == "PRP$":
            if messenger and token.lower_ in PRONOUNS:
                yield from resolve(phrase.piece, token)
            return
        word = token.lemma_.lower()
        if token.tag_ in {"POS", "HYPH"} or token.text in {"-", "‑"} or token.pos_ == "ADJ" or word in _CLOSE:
            continue
        if not (token.pos_ in {"NOUN", "PROPN"} and is_voice(token)):
            return


def _publisher(scene: Scene, phrase: Phrase) -> str | None:
    """The paper behind whose name stands what it is: "the Example newspaper", "Example news agency"."""
    assert phrase.noun is not None
    word, at = phrase.head.lemma_.lower(), phrase.noun - 1
    news = at >= 0 and phrase.token(at).lower_ == "news" and phrase.units[at].mention is None
    if not (word in load_cues().media or (news and word in {"agency", "service", "outlet"})):
        return None
    at -= news
    mention = phrase.units[at].mention if at >= 0 else None
    fits = mention is not None and mention.form == "name" and scene.kind(mention.entity) == "organisation"
    return mention.entity if mention is not None and fits else None


def issuers(scene: Scene, phrase: Phrase, resolve: Resolve | None = None) -> list[str]:
    """Whom a document or a statement comes from, where that is printed with it."""
    if phrase.noun is None:
        return []
    word = phrase.head.lemma_.lower()
    return (
        _owner(scene, phrase, word, resolve)
        or _author(scene, phrase, word, resolve)
        or _publication(scene, phrase, word)
    )


def _owner(scene: Scene, phrase: Phrase, word: str, resolve: Resolve | None) -> list[str]:
    """Whose document it is by the words in front: "the agency's report", "a UN report", "her letter"."""
    assert phrase.noun is not None
    for n in range(phrase.noun - 1, -1, -1):
        mention, token = phrase.units[n].mention, phrase.token(n)
        possessive = phrase.doc[phrase.units[n + 1].first].tag_ == "POS"
        if mention is not None and possessive:
            return [mention.entity] if mention.form != "adjective" else []
        if mention is not None:
            body = mention.form == "name" and scene.kind(mention.entity) == "organisation"
            return [mention.entity] if body and n == phrase.noun - 1 and word in load_cues().issued else []
        if token.tag_ == "PRP$" and resolve is not None and token.lower_ in PRONOUNS:
            return list(resolve(phrase.piece, token))
        if possessive:
            inner = read_phrase(scene, phrase.piece, phrase.units[0].first, phrase.units[n + 1].first)
            return list(named(scene, inner, resolve)) if inner is not None and resolve is not None else []
    return []


def _author(scene: Scene, phrase: Phrase, word: str, resolve: Resolve | None) -> list[str]:
    """Whom it comes from by the words behind: "a tweet on Monday by X", "a report from the X government"."""
    assert phrase.noun is not None
    for n in range(phrase.noun + 1, len(phrase.units) - 1):
        token = phrase.doc[phrase.units[n].first]
        if phrase.units[n].mention is not None or token.lower_ not in {"by", "from", "of"}:
            continue
        if token.lower_ == "of" and (n != phrase.noun + 1 or word not in _PAGES | load_cues().nouns):
            continue
        inner = read_phrase(scene, phrase.piece, phrase.units[n + 1].first, phrase.units[-1].end)
        if inner is None:
            continue
        if inner.head.lower_ in PRONOUNS:
            return list(resolve(phrase.piece, inner.head)) if resolve is not None else []
        mentions = [inner.mention(k) for k in inner.names]
        # "A report from Kabul" was only sent from there.
        if token.lower_ != "by" and any(m.form == "name" and scene.kind(m.entity) in {"place", "state"}
                                        for m in mentions):  # fmt: skip
            continue
        if token.lower_ == "of" and word not in load_cues().nouns and not all(
            scene.kind(m.entity) == "organisation" for m in mentions
        ):  # fmt: skip
            continue
        if resolve is not None:
            return list(named(scene, inner, resolve))
        return [m.entity for m in mentions]
    return []


def _publication(scene: Scene, phrase: Phrase, word: str) -> list[str]:
    """The paper in which an article stands: "an article in the Example"."""
    assert phrase.noun is not None
    at = phrase.noun + 1
    if word not in _IN_PAPERS or at + 1 >= len(phrase.units) or phrase.doc[phrase.units[at].first].lower_ != "in":
        return []
    inner = read_phrase(scene, phrase.piece, phrase.units[at + 1].first, phrase.units[-1].end)
    if inner is None or len(inner.names) != 1:
        return []
    mention = inner.mention(inner.names[0])
    return [mention.entity] if mention.form == "name" and scene.kind(mention.entity) == "organisation" else []
