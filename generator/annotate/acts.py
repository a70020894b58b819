"""What a cue makes of its content: speech, belief or intention, or nothing that was said at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.annotate.phrases import cue_verb, is_future, is_negated, reports
from generator.knowledge.cues import load_cues

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

    from generator.models import QuoteAct

_WITHOUT_WORDS = frozenset(",:;.-—–\"'“”‘’() ")
_REFUSES = frozenset({"refuse", "decline", "fail", "forget"})
_SAYS = frozenset(
    {"say", "comment", "discuss", "answer", "respond", "tell", "elaborate", "speak", "disclose", "reveal", "talk"}
    | {"return", "reply", "give", "specify", "explain", "provide", "identify", "name"}
)
_NOTHING = frozenset({"nothing", "little", "no"})
_PUT_TO = frozenset(
    {"ask", "tell", "inform", "question", "order", "urge", "warn", "instruct", "advise", "remind", "assure"}
)
"""Verbs whose subject, in the passive, is spoken to."""
_OF_OTHERS = _PUT_TO | {"report", "say", "rumor", "rumour", "understand", "believe", "think", "expect", "petition"}
_UPON = ("on", "upon")
_OF_THINGS = ("object", "name", "as")
"""Complements of the table that are noun phrases."""
_UNNAMED = re.compile(r"\bnot (?:to )?be (?:named|identified|quoted|used)\b")


def says_nothing(cue: Tokens | None, content: Tokens | None) -> bool:
    """Whether something was not said, or only may be: "did not say", "refused to say", "if he says"."""
    if cue is None:
        return False
    verbs = [token for token in cue if cue_verb(token) is not None]
    if any(_was_asked(verb) for verb in verbs):
        return True
    if any(is_negated(verb) or not (reports(verb) or is_future(verb)) for verb in verbs):
        return True
    if content is not None and _UNNAMED.search(content.text):
        return True
    first = [token.lemma_.lower() for token in content[:2]] if content is not None else []
    refused = any(token.lemma_.lower() in _REFUSES for token in cue)
    told = {token.lemma_.lower() for token in cue} | set(first)
    return (refused and bool(told & _SAYS)) or first[:1] in ([word] for word in _NOTHING)


def is_put_to(cue: Tokens | None) -> bool:
    """Whether the subject did not speak, and who did is not named: "was asked whether …", "is reported to …"."""
    kinds = [{child.dep_ for child in token.children} for token in cue or () if token.lemma_.lower() in _OF_OTHERS]
    return any("auxpass" in kids and "agent" not in kids for kids in kinds)


def is_deed(cue: Tokens | None, content: Tokens | None) -> bool:
    """Whether a cue with a mere noun phrase behind it tells of a deed: "wrote it down", "named a committee"."""
    verb = next((token for token in reversed(cue or ()) if cue_verb(token)), None)
    if verb is None or content is None:
        return False
    after = verb.doc[verb.i + 1].lower_ if verb.i + 1 < len(verb.doc) else ""
    if verb.lemma_.lower() == "call" and (
        after == "off" or (after in _UPON and "to" not in {t.lower_ for t in content})
    ):
        return True  # "called off a visit", "called on the King"
    entry = cue_verb(verb)
    if verb.lemma_.lower() == "name" or entry is None:
        return entry is not None
    says = any(token.pos_ in ("VERB", "AUX") for token in content)
    return not says and not any(kind in _OF_THINGS or kind.startswith("~") for kind in entry[0].takes)


def _was_asked(verb: Token) -> bool:
    """Whether the subject was asked: "Asked whether …, he said", "Mr. X, asked whether …, said"."""
    kids = {child.dep_ for child in verb.children}
    return (
        verb.lower_ in ("asked", "pressed") and verb.tag_ == "VBN" and not kids & {"nsubj", "aux", "auxpass", "agent"}
    )


def act_of(cue: Tokens | None, *, quoted: bool, infinitive: bool) -> QuoteAct | None:
    """What a cue makes of its content; nothing where the table does not know it.

    Args:
        cue: the words; `None` where there are none.
        quoted: whether words of the content stand in quotation marks.
        infinitive: whether the content begins with "to".
    """
    if cue is None or all(c in _WITHOUT_WORDS for c in cue.text) or cue[0].lower_ == "according":
        return "speech"
    cues = load_cues()
    for token in reversed(cue):
        entry = cue_verb(token)
        if entry is not None:
            takes = entry[0].takes
            wanted = ["quote"] if quoted else ["to"] if infinitive else []
            act = next(takes[kind] for kind in (*wanted, "clause", *takes) if kind in takes)
            return "intention" if act == "speech" and is_future(token) else act
        lemma = token.lemma_.lower()
        if lemma in cues.nouns:
            return "belief" if lemma in cues.thoughts else "speech"
    return None
