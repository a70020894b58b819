"""Cues and noun phrases in the dependency parse: which verb reports, who its subject is, how far his phrase goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.knowledge.cues import load_cues
from generator.models import Span, Speaker

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from generator.annotate.parsed import Parsed
    from generator.annotate.sureness import Signs
    from generator.knowledge.cues import CueVerb
    from generator.models import QuoteAct

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
_NOBODY = frozenset(
    {"i", "we", "you", "it", "there", "this", "that", "what", "which", "me", "us", "these"}
) | frozenset({"those", "nothing", "everything", "something", "anything"})
_IT_SAYS = frozenset({"say", "add", "announce", "state", "note", "report", "confirm", "deny", "insist"})
_CLAUSES = frozenset({"relcl", "advcl", "ccomp", "parataxis", "cc", "acl"})
_MODALS = frozenset(
    {"would", "could", "should", "might", "may", "can", "must", "will", "shall", "'d", "’d", "'ll", "’ll", "ca", "wo"}
)
_FUTURE = frozenset({"will", "shall", "'ll", "’ll"})
_AFTERWARDS = frozenset({"later", "afterwards", "eventually", "subsequently"})
_GOES_ON = frozenset({"go", "continue", "begin", "start", "use", "proceed"})


@dataclass(frozen=True, slots=True)
class Report:
    """Somebody's words or thoughts as a rule found them, before marks and clauses are put together."""

    piece: int
    content: tuple[Span, ...]
    cue: Span | None
    speaker: Speaker | None
    act: QuoteAct
    rule: str
    verb: int
    """Number of the cue's token in its piece."""
    signs: Signs | None = None
    """What speaks for it, if the reader found it; `None` for what a rule found."""

    @property
    def end(self) -> int:
        """Where the last of its words ends."""
        return max(self.content[-1].end, *(part.end for part in (self.cue, self.speaker) if part))


def cue_verb(token: Token) -> tuple[CueVerb, Token | None] | None:
    """The entry of a verb that reports, with its particle ("point out"); nothing where it does not report here."""
    if not token.tag_.startswith("VB"):
        return None
    cues = load_cues()
    lemma = token.lemma_.lower()
    meant = cues.misread.get(lemma, "")
    if meant and token.lower_.startswith((meant, meant[:-1] + "ing")):
        lemma = meant
    if lemma in cues.phrasal:
        for near in token.children:
            entry = cues.verbs.get(f"{lemma} {near.lower_}")
            if entry and near.i > token.i:
                return entry, near
    entry = cues.verbs.get(lemma)
    return (entry, None) if entry else None


def is_negated(verb: Token) -> bool:
    """Whether a verb that reports says that something was not said: "did not say", "never claimed"."""
    if cue_verb(verb) is None:
        return False
    return any(t.dep_ == "neg" or (t.dep_ == "advmod" and t.lower_ == "never") for t in verb.children)


def is_future(verb: Token) -> bool:
    """Whether a verb that reports tells what will be said: "will announce"; "would later say" is the past."""
    words = {t.lower_ for t in verb.children if t.dep_ == "aux"}
    later = any(t.lower_ in _AFTERWARDS for t in verb.children)
    return not is_negated(verb) and (bool(words & _FUTURE) or ("would" in words and later))


def reports(verb: Token) -> bool:
    """Whether a cue is asserted: no "did not say", "would say", "refused to say", "if he says"."""
    auxiliaries = {t.lower_ for t in verb.children if t.dep_ in {"aux", "auxpass"}}
    if auxiliaries & _MODALS or is_negated(verb):
        return False
    if any(t.dep_ == "mark" and t.lower_ in {"if", "unless", "whether"} for t in verb.children):
        return False
    if verb.tag_ == "VB":
        if "to" in auxiliaries:
            return verb.dep_ in {"xcomp", "advcl"} and verb.head.lemma_ in _GOES_ON and reports(verb.head)
        return bool(auxiliaries & {"did", "do", "does"})
    if verb.dep_ == "conj" and verb.head.tag_.startswith("VB") and not any(t.dep_ in _SUBJECTS for t in verb.children):
        return reports(verb.head) or verb.tag_ in {"VBD", "VBZ"}
    return True


def cue_span(piece: Parsed, verb: Token, last: Token | None = None) -> Span:
    """The verb with the auxiliaries and adverbs right before it, and its particle or preposition where that follows."""
    start = verb.i
    while (
        start > 0
        and piece.doc[start - 1].head == verb
        and piece.doc[start - 1].dep_ in {"aux", "auxpass", "advmod"}
        and piece.doc[start - 1].pos_ in {"AUX", "ADV", "PART"}
    ):
        start -= 1
    end = last.i if last is not None and last.i == verb.i + 1 else verb.i
    return piece.tokens_span(start, end + 1)


def find_subject(verb: Token) -> Token | None:
    """The head of the phrase that is the subject of `verb`, also over "and", infinitives and participles."""
    seen = 0
    while seen < 5:
        own = [t for t in verb.children if t.dep_ in _SUBJECTS]
        if own:
            return own[0]
        if verb.dep_ == "acl" and verb.head.pos_ in _NOUNS:
            return verb.head
        if verb.dep_ not in {"conj", "xcomp", "advcl", "pcomp", "parataxis", "dep", "ccomp"} or verb.head == verb:
            return None
        if verb.dep_ == "advcl" and verb.tag_ not in {"VBG", "VBN"} and verb.head.lemma_ not in _GOES_ON:
            return None
        if verb.dep_ == "pcomp":
            verb = verb.head
        verb = verb.head
        seen += 1
    return None


def is_nobody(head: Token, verb: Token | None = None) -> bool:
    """Whether a subject can be no speaker: the paper itself, the reader, or a thing just pointed at.

    "It" speaks only with a plain verb of saying ("it said in a statement").
    """
    if head.lower_ == "it" and verb is not None and head.dep_ == "nsubj":
        return verb.lemma_ not in _IT_SAYS
    return head.lower_ in _NOBODY and not (head.lower_ in {"which", "that"} and head.tag_ in {"WDT", "WP"})


def can_speak(head: Token) -> bool:
    """Whether a subject is a name, a pronoun for a person, or a noun that is known to speak."""
    if head.tag_ in {"WP", "WDT"} and head.head.dep_ == "relcl":
        head = head.head.head
    if head.pos_ in {"PROPN", "PRON"} or head.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"}:
        return True
    cues = load_cues()
    return head.lemma_.lower() in cues.unnamed | cues.voices | cues.documents | cues.nouns


def phrase(head: Token) -> tuple[int, int]:
    """First token and the one after the last of the noun phrase of `head`, with titles and appositions.

    A clause after a comma ("who spoke …", "including …") is left out, and so is what follows it.
    """
    doc = head.doc
    start, end = head.left_edge.i, head.right_edge.i + 1
    for i in range(head.i + 1, end):
        token = doc[i]
        if (
            token.text in {"--", "—", "–", ";", ":"}
            or token.is_space
            or (token.is_quote and token.text not in {"'", "’"})
        ):
            end = i
            break
        if token.text == "," and i + 1 < end and _starts_clause(doc[i + 1], head):
            end = i
            break
    while start < head.i and (
        doc[start].is_punct or doc[start].is_space or doc[start].dep_ in {"cc", "advmod", "mark"}
    ):
        start += 1
    while end - 1 > head.i and (
        doc[end - 1].is_space or doc[end - 1].is_quote or doc[end - 1].text in {",", "-", "(", "."}
    ):
        end -= 1
    return start, end


def _starts_clause(token: Token, head: Token) -> bool:
    if token.tag_ in {"WP", "WDT", "WRB", "WP$"} or token.lower_ in {"including", "and", "but", "in", "on"}:
        return not (token.dep_ == "cc" and any(t.dep_ == "conj" and t.i > token.i for t in head.subtree))
    near = token
    while near not in {head, near.head}:
        if near.dep_ in _CLAUSES and near.head.i <= head.i and near.left_edge.i == token.i:
            return True
        near = near.head
    return False


def speaker_of(piece: Parsed, head: Token, verb: Token | None = None) -> Speaker:
    """The speaker whose phrase has that head; a speech noun or document passes the word to whom it comes from."""
    source = origin(head)
    start, end = phrase(source or head)
    if verb is not None and start <= verb.i < end:  # a parse gone wrong
        start, end = (start, verb.i) if head.i < verb.i else (verb.i + 1, end)
        end -= head.doc[end - 1].text == "," and end - 1 > head.i
    span = piece.tokens_span(start, end)
    return Speaker(span.start, span.end)


def origin(head: Token) -> Token | None:
    """Whom a noun of speech comes from: "the statement from X", "X's letter"; nothing for other nouns."""
    cues = load_cues()
    if head.lemma_.lower() not in cues.nouns or head.pos_ == "PROPN":
        return None
    for child in head.children:
        if child.dep_ == "poss":
            return child
        if child.lower_ in {"from", "by", "of"} and child.dep_ in {"prep", "agent"}:
            named = [t for t in child.children if t.dep_ == "pobj" and (t.ent_type_ or t.pos_ in {"PROPN", "PRON"})]
            if child.lower_ != "of" and not named:
                named = [t for t in child.children if t.dep_ == "pobj"]
            if named:
                return named[0]
    return None


def is_document(head: Token) -> bool:
    """Whether a noun is a written source that speaks by itself."""
    return (
        head.pos_ in {"NOUN", "PROPN"} and head.lemma_.lower() in load_cues().documents and head.ent_type_ != "PERSON"
    )


def chunk_from(doc: Doc, start: int, stop: int) -> Token | None:
    """Head of the noun phrase that begins with token `start`, for where the parse lost the subject."""
    if start >= stop:
        return None
    head = doc[start]
    while (
        head.head != head
        and start <= head.head.i < stop
        and head.head.pos_ in _NOUNS
        and head.head.left_edge.i >= start
    ):
        head = head.head
    return head if head.pos_ in {"NOUN", "PROPN", "PRON"} else None


def chunk_to(doc: Doc, end: int, stop: int) -> Token | None:
    """Head of the noun phrase that ends just before token `end`."""
    if end - 1 < stop:
        return None
    head = doc[end - 1]
    while head.head != head and stop <= head.head.i < end and head.head.pos_ in (_NOUNS | {"ADP"}):
        head = head.head
    return head if head.pos_ in {"NOUN", "PROPN", "PRON"} else None
