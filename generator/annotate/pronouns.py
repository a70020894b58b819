"""Whom "he", "she", "it" and "they" mean, where the sentences right before leave one candidate.

Whoever spoke last comes first, then whoever is the subject of the sentence before, then whoever alone is named there.
Two candidates, or a subject that is somebody without a name, leave the pronoun open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from generator.annotate.heads import read_phrase
from generator.annotate.scene import SUBJECTS
from generator.annotate.units import is_somebody
from generator.knowledge.cues import load_cues
from generator.knowledge.names import load_parts, load_titles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from generator.annotate.parsed import Parsed
    from generator.annotate.scene import Scene, Turn
    from generator.models import Span

PRONOUNS = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f", "hers": "f", "it": "it", "its": "it",
            "they": "they", "their": "they", "them": "they"}  # fmt: skip
_BODIES = frozenset({"organisation", "state", "group"})
_BACK = 2
"""Sentences in which a candidate is looked for."""
_THINGS = frozenset({"them", "these", "those", "which"})
"""The chief of them is one of the steps just told, not a chief."""
_SINGULAR = frozenset({"NN", "NNP"})


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Whom a pronoun means, and the rule that says so."""

    entities: tuple[str, ...]
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Subject:
    """The subject of a clause."""

    token: Token
    span: Span
    entities: tuple[str, ...]
    """Whom it names; nobody where it is a noun or an open pronoun."""
    pronoun: str = ""

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.span.start


def antecedent(scene: Scene, piece: Parsed, token: Token) -> Antecedent | None:
    """Whom a pronoun means; `None` where more than one reading is left."""
    sort = PRONOUNS[token.lower_]
    span = piece.token_span(token)
    known = scene.pronouns.get(span)
    if known is not None:
        return Antecedent((known.entity,), known.rule, known.confidence)
    if sort == "it":
        return _body(scene, span.start)
    if sort == "they":
        return _several(scene, span.start)
    return _person(scene, piece, token, sort)


def _person(scene: Scene, piece: Parsed, token: Token, gender: str) -> Antecedent | None:
    at = piece.token_span(token).start
    here = scene.sentence(at)
    earlier = list(islice(scene.before(here), _BACK))
    if any(s.start < at for s in _open(scene, here, gender)):
        return None  # "The minister was late, he said": perhaps the minister
    own = _fitting(scene, scene.people(here, at) - _arguments(scene, piece, token), gender)
    last = _last_turn(scene, [here, *earlier[:1]], at, gender)
    if last is not None and not own - {last.person}:
        return _last_speaker(scene, last, at, gender)
    if own:
        near = own | _fitting(scene, scene.people(earlier[0], at), gender) if earlier else own
        alone = len(near) == 1 and last is None and not (earlier and any(_open(scene, earlier[0], gender)))
        return Antecedent(tuple(near), "only person near", 0.8) if alone else None
    return _from_before(scene, earlier, at, gender, token.lower_)


def _last_turn(scene: Scene, numbers: list[int], at: int, gender: str) -> Turn | None:
    """The last who spoke in some sentences and may be meant."""
    fits = [
        turn
        for turn in scene.turns
        if turn.sentence in numbers
        and turn.start < at
        and (turn.person is None or scene.genders.get(turn.person, gender) == gender)
        and (turn.person is not None or not turn.entities)
    ]
    return fits[-1] if fits else None


def _last_speaker(scene: Scene, last: Turn, at: int, gender: str) -> Antecedent | None:
    """The last speaker, unless he has no name, or somebody else is a subject since."""
    if last.person is None:
        return None  # "A spokesman said …. “…,” he said": he is the spokesman, not whoever was named before
    numbers = range(last.sentence, scene.sentence(at) + 1)
    since = [s for number in numbers for s in subjects(scene, number) if last.start < s.start < at]
    since = [s for s in since if not scene.is_quoted(s.span)]
    others = {i for s in since for i in s.entities if scene.is_person(i)} - set(last.entities)
    if _fitting(scene, others, gender) or any(_is_rival(s, gender) for s in since):
        return None
    return Antecedent((last.person,), "spoke last", 0.75)


def _from_before(scene: Scene, earlier: list[int], at: int, gender: str, word: str) -> Antecedent | None:
    """The one candidate of the sentence before, or of the one before that where it names nobody."""
    for distance, number in enumerate(earlier):
        found = [_supposed(scene, s) for s in subjects(scene, number)]
        if any(_is_rival(s, gender) for s in found):
            return None
        found = _reporting(scene, found)
        people = _fitting(scene, scene.people(number, at), gender)
        equals = _fitting(scene, set(_partners(scene, number)), gender)
        acting = _fitting(scene, {i for s in found for i in s.entities if scene.is_person(i)}, gender)
        same = [s for s in found if s.pronoun == word and s.entities]
        if acting and equals - acting:
            return None
        if len(acting) == 1:
            if distance:
                return Antecedent(tuple(acting), "only person before", 0.65)
            if same and same[-1].entities == tuple(acting):
                return Antecedent(tuple(acting), "same as before", 0.65)
            rule, sure = ("only subject before", 0.7) if people - acting else ("only person near", 0.8)
            return Antecedent(tuple(acting), rule, sure)
        if acting or any(s.pronoun == word for s in found):
            return None
        if people:
            one = len(people) == 1
            return Antecedent(tuple(people), "only person before", 0.65) if one else None
    return None


def _supposed(scene: Scene, subject: _Subject) -> _Subject:
    """A subject with whom its pronoun means, where nobody else is named near it: "He closed on a milder note"."""
    if subject.entities or PRONOUNS.get(subject.pronoun) not in {"m", "f"}:
        return subject
    span = subject.span
    if span not in scene.supposed:
        piece = next(p for p in scene.pieces if p.span.covers(span))
        found = _person(scene, piece, subject.token, PRONOUNS[subject.pronoun])
        here = scene.sentence(span.start)
        near = [here, *islice(scene.before(here), _BACK)]
        others = {i for number in near for i in scene.people(number, len(scene.text))}
        alone = found is not None and not others - set(found.entities)
        scene.supposed[span] = found.entities if found is not None and alone else ()
    return replace(subject, entities=scene.supposed[span])


def _reporting(scene: Scene, found: list[_Subject]) -> list[_Subject]:
    """Of "Brown asked why Weber, if he knew, said nothing" only who asks; what he asks is about others."""
    first = next(iter(found), None)
    if first is None or len(first.entities) != 1 or not scene.is_person(first.entities[0]):
        return found
    verb = first.token.head
    if verb.dep_ != "ROOT" or verb.lemma_.lower() not in load_cues().verbs:
        return found
    inner = {t.i for child in verb.children if child.dep_ == "ccomp" for t in child.subtree}
    return [first] if inner and all(s.token.i in inner for s in found[1:]) else found


def _partners(scene: Scene, number: int) -> Iterator[str]:
    """Persons with whom or to whom the subject of a sentence does something: "met Brown", "walked with Brown".

    Either may be "he" in the next one; but whoever praised Brown or paid tribute to him goes on himself.
    """
    for piece, token in tokens_of(scene, number):
        mention = scene.mention(piece, token)
        if mention is None or not scene.is_person(mention.entity):
            continue
        together = token.dep_ == "pobj" and token.head.lower_ == "with"
        verb = token.head.head if together else token.head
        if (together or token.dep_ == "dobj") and verb.lemma_.lower() not in load_cues().verbs:
            yield mention.entity


def _fitting(scene: Scene, people: set[str], gender: str) -> set[str]:
    return {i for i in people if scene.genders.get(i, gender) == gender}


def _arguments(scene: Scene, piece: Parsed, token: Token) -> set[str]:
    """Persons with whom the subject of a verb cannot be one: "Speaking to Weber, he said", "To Weber, he said"."""
    verb = token.head
    if token.dep_ not in SUBJECTS:
        return set()
    out = set()
    for other in verb.subtree:
        mention = scene.mention(piece, other) if other.i < token.i else None
        if mention is None or not scene.is_person(mention.entity):
            continue
        step = other
        while step != verb and not any(t.dep_ in SUBJECTS for t in step.children):
            step = step.head
        if step == verb and other.dep_ not in SUBJECTS:
            out.add(mention.entity)
    return out


def subjects(scene: Scene, number: int) -> list[_Subject]:
    """The subjects of a sentence's clauses, outside of what is quoted verbatim, in order."""
    return [
        _subject(scene, piece, token)
        for piece, token in tokens_of(scene, number)
        if token.dep_ in SUBJECTS and not scene.is_quoted(piece.token_span(token), verbatim=True)
    ]


def tokens_of(scene: Scene, number: int) -> Iterator[tuple[Parsed, Token]]:
    """The words of a sentence, each with its piece."""
    sentence = scene.sentences[number]
    for piece in scene.pieces:
        first, end = sentence.start - piece.start, sentence.end - piece.start
        if first >= 0 and piece.span.touches(sentence):
            words = piece.doc.char_span(first, end, alignment_mode="expand")
            yield from ((piece, token) for token in (words if words is not None else ()))


def _subject(scene: Scene, piece: Parsed, token: Token) -> _Subject:
    span = piece.token_span(token)
    if token.lower_ in PRONOUNS:
        known = scene.pronouns.get(span)
        return _Subject(token, span, (known.entity,) if known else (), token.lower_)
    phrase = read_phrase(scene, piece, token.left_edge.i, token.right_edge.i + 1)
    names = tuple(dict.fromkeys(phrase.mention(n).entity for n in phrase.names)) if phrase is not None else ()
    return _Subject(phrase.head if phrase is not None else token, span, names)


def _is_rival(subject: _Subject, gender: str) -> bool:
    """Whether a subject is somebody who is not named: "The Soviet leader", "an aide"."""
    if subject.entities or subject.pronoun:
        return False
    if subject.token.tag_ not in _SINGULAR or not is_somebody(subject.token):
        return False
    if any(t.lower_ == "of" and any(o.lower_ in _THINGS for o in t.children) for t in subject.token.children):
        return False
    told = _gender_of(subject.token)
    return told is None or told == gender


def _gender_of(token: Token) -> str | None:
    told = load_titles().gender(token.lower_) or load_parts().kin.get(token.lower_)
    return told if told in {"m", "f"} else None


def _open(scene: Scene, number: int, gender: str) -> Iterator[_Subject]:
    return (s for s in subjects(scene, number) if _is_rival(s, gender))


def _body(scene: Scene, at: int) -> Antecedent | None:
    """The one body that is the subject of the sentence before: what "It" at the start of the next one can mean."""
    number = next(scene.before(scene.sentence(at)), None)
    if number is None:
        return None
    acting = {i for s in subjects(scene, number) for i in s.entities if scene.kind(i) in _BODIES}
    return Antecedent(tuple(acting), "only body before", 0.6) if len(acting) == 1 else None


def _several(scene: Scene, at: int) -> Antecedent | None:
    """Two who are the subject of the sentence before, or the one body there, where no other "they" is there."""
    number = next(scene.before(scene.sentence(at)), None)
    if number is None:
        return None
    found = subjects(scene, number)
    own = [s for s in subjects(scene, scene.sentence(at)) if s.start < at]
    if any(s.token.tag_ in {"NNS", "NNPS"} and not s.entities for s in (*found, *own)) or any(s.entities for s in own):
        return None
    if any(s.pronoun in {"they", "we"} for s in found):
        return None
    sentence = scene.sentences[number]
    if any(_are_people(t) for piece in scene.pieces if piece.span.touches(sentence) for t in piece.doc
           if sentence.covers(piece.token_span(t)) and scene.mention(piece, t) is None):  # fmt: skip
        return None
    pairs = {s.entities for s in found if len(s.entities) > 1}
    bodies = {s.entities for s in found if len(s.entities) == 1 and scene.kind(s.entities[0]) in _BODIES}
    people = {s.entities for s in found if len(s.entities) == 1 and scene.is_person(s.entities[0])}
    if len(pairs) == 1 and not bodies and not people:
        return Antecedent(min(pairs), "only pair before", 0.65)
    if len(bodies) == 1 and not pairs:
        return Antecedent(min(bodies), "only body before", 0.6)
    return None


def _are_people(token: Token) -> bool:
    """Whether a noun means several people, who might be "they"."""
    return token.tag_ == "NNS" and (token.lemma_.lower() in load_cues().unnamed or is_somebody(token))
