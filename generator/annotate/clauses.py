"""Reported clauses and phrases by the dependency parse: "said that …", "warned of …", "according to X, …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate.phrases import (
    Report,
    can_speak,
    cue_span,
    cue_verb,
    find_subject,
    is_document,
    is_nobody,
    origin,
    reports,
    speaker_of,
)
from generator.knowledge.cues import load_cues

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from generator.annotate.parsed import Parsed
    from generator.knowledge.cues import CueVerb
    from generator.models import QuoteAct, Span

    _Found = tuple[str, list[Token], Token | None]

# Prepositions that go on with the object ("praised X for Y"); those of time and place do not.
_WITH_OBJECT = frozenset(
    {"as", "for", "of", "with", "from", "against", "over", "about", "to", "toward", "towards", "between", "among"}
)
_PUT_TO = frozenset({"ask", "press", "question"})
_ASSERTING = frozenset({"by", "before", "after", "while", "in", "without"})
_ADDRESSED = frozenset({"on", "upon", "for"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# "refused to say" and "wants to discuss" tell of no intention that is worth a line.
_SAYS = frozenset(
    {"say", "comment", "discuss", "answer", "respond", "tell", "elaborate", "speak", "disclose", "speculate", "talk"}
)
_PASSIVES = frozenset(
    {"say", "report", "believe", "think", "expect", "allege", "claim", "consider", "know", "understand", "suspect"}
    | {"fear", "estimate", "rumour", "rumor"}
)
_RULES = {"clause": "clause", "to": "infinitive", "ing": "infinitive", "name": "naming", "as": "naming"}
_KEPT = frozenset("()[]…%?!")


def find_reports(number: int, piece: Parsed, inside: Sequence[bool]) -> Iterator[Report]:
    """Reported clauses and phrases of one piece whose cue stands outside quotation marks."""
    cues = load_cues()
    for token in piece.doc:
        if inside[token.i]:
            continue
        if token.lower_ == "according":
            yield from _according(number, piece, token)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in cues.nouns:
            yield from _speech_noun(number, piece, token)
        else:
            entry = cue_verb(token)
            if entry and reports(token):
                yield from _verb(number, piece, token, entry, inside)


def _verb(
    number: int, piece: Parsed, verb: Token, entry: tuple[CueVerb, Token | None], inside: Sequence[bool]
) -> Iterator[Report]:
    """What a verb reports, if its subject can speak."""
    cue, particle = entry
    if _is_doubtful(verb):
        return
    if any(t.dep_ in {"nsubjpass", "auxpass"} for t in verb.children) or (verb.tag_ == "VBN" and verb.dep_ == "acl"):
        yield from _passive(number, piece, verb, cue)
        return
    subject = find_subject(verb)
    if subject is None or inside[subject.i] or is_nobody(subject, verb):
        return
    if verb.lemma_.lower() in load_cues().of_things and not can_speak(subject):
        return
    by_document = is_document(subject) or origin(subject) is not None
    taken = {kind: act for kind, act in cue.takes.items() if by_document or kind not in cue.of_documents}
    found = _content(verb, taken)
    if found is None:
        return
    kind, tokens, last = found
    content = _spans(piece, tokens)
    if content:
        span = cue_span(piece, verb, last or particle)
        yield Report(number, content, span, speaker_of(piece, subject, verb), taken[kind], _rule(kind, subject), verb.i)


def _is_doubtful(verb: Token) -> bool:
    """Whether the parse does not tell who speaks: such a report is better lost than laid in the wrong mouth."""
    if verb.lemma_.lower() in _PUT_TO and (verb.is_sent_start or verb.doc[verb.i - 1].text == ","):
        return True  # "Asked whether …, he said", "Mr. X, asked whether …, said": he was asked
    own = any(t.dep_ in {"nsubj", "nsubjpass"} for t in verb.children)
    by = any(t.dep_ == "agent" for t in verb.children)
    if own:
        # "The Russians, said one official, do not …": the name in front is not the speaker.
        doc, after = verb.doc, verb.i + 1
        framed = verb.i > 0 and doc[verb.i - 1].text == ","
        return framed and any(c.start == after and c.end < len(doc) and doc[c.end].text == "," for c in doc.noun_chunks)
    if verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"} and not by:
        return True
    if verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.lower_ not in _ASSERTING:
        return True  # "the nearest he has come to admitting …"
    head = verb
    while head.dep_ == "conj" and head.head != head:
        head = head.head
    # "told the nation that X was building bases, and ordered …": he who told may have ordered.
    return verb.dep_ == "conj" and head.dep_ == "ccomp" and cue_verb(head.head) is not None


def _rule(kind: str, subject: Token) -> str:
    if origin(subject) is not None:
        return "speech-noun"
    return "preposition" if kind.startswith("~") else _RULES.get(kind, "object")


def _content(verb: Token, taken: Mapping[str, QuoteAct]) -> _Found | None:
    """Kind of complement, the tokens of the content, and a preposition that belongs to the cue."""
    after = [t for t in verb.children if t.i > verb.i]
    objects = [t for t in after if t.dep_ in {"dobj", "dative"} and t.pos_ != "PUNCT"]
    if "clause" in taken and (clause := _clause(verb)):
        return "clause", clause, None
    if "name" in taken and (named := _naming(after)):
        return "name", named, None
    if "as" in taken and (described := _as(after, objects)):
        return "as", described, None
    if "to" in taken and (steps := _steps(after, objects, taken["to"])):
        return "to", steps, None
    if "ing" in taken:
        for child in after:
            if child.dep_ in {"xcomp", "ccomp", "pcomp"} and (
                child.tag_ == "VBG" or any(t.dep_ == "aux" and t.tag_ == "VBG" for t in child.children)
            ):
                return "ing", list(child.subtree), None
    return _prepositional(verb, after, objects, taken) or _object(after, objects, taken)


def _clause(verb: Token) -> list[Token]:
    """The reported clause: after the cue, before it ("…, officials said"), or around it."""
    for child in verb.children:
        if child.dep_ == "ccomp" and _is_finite(child):
            between = verb.doc[child.right_edge.i + 1 : verb.i]
            return [] if any(t.text in {";", ":"} for t in between) else list(child.subtree)
    if verb.dep_ == "parataxis":
        own = {t.i for t in verb.subtree}
        return [t for t in verb.head.subtree if t.i not in own]
    return []


def _is_finite(clause: Token) -> bool:
    kids = list(clause.children)
    if clause.tag_ in _FINITE or any(t.dep_ in {"aux", "auxpass", "cop"} and t.tag_ in _FINITE for t in kids):
        return True
    if any(t.lower_ == "to" and t.dep_ == "aux" for t in kids):
        return False
    return clause.tag_ in {"VBN", "VB"} and any(t.dep_ in {"nsubj", "nsubjpass", "mark"} for t in kids)


def _naming(after: list[Token]) -> list[Token]:
    """Object and name: "called it a disgrace"; of a pronoun only the name, where that stands in quotation marks."""
    for child in after:
        kids = list(child.children)
        if child.dep_ in {"ccomp", "xcomp"} and not any(c.dep_ in {"aux", "mark"} for c in kids):
            subjects = [c for c in kids if c.dep_ == "nsubj"]
            if subjects:
                return _name_only(subjects[0], list(child.subtree))
    parts = [t for t in after if t.dep_ in {"dobj", "oprd", "acomp", "attr", "xcomp", "nmod"}]
    return _name_only(parts[0], _through(parts)) if len(parts) > 1 else []


def _name_only(whom: Token, tokens: list[Token]) -> list[Token]:
    rest = [t for t in tokens if t.i > whom.right_edge.i]
    quoted = bool(rest) and rest[0].is_quote
    return rest if whom.pos_ == "PRON" and quoted else tokens


def _as(after: list[Token], objects: list[Token]) -> list[Token]:
    """Object and description: "described it as a disgrace"; of "what they described as oppression" the last word."""
    for prep in after:
        if prep.lower_ == "as" and prep.dep_ in {"prep", "mark"} and any(True for _ in prep.children):
            whom = [t for t in objects if t.i < prep.i]
            if whom:
                return _through([whom[0], prep])
            return [t for t in prep.subtree if t.i > prep.i]
    return []


def _steps(after: list[Token], objects: list[Token], act: QuoteAct) -> list[Token]:
    """An infinitive, with whom it is asked of: "urged Y to go", "called on Y to go", "refused to go"."""
    for step in after:
        if step.dep_ not in {"xcomp", "ccomp"} or not any(c.lower_ == "to" and c.dep_ == "aux" for c in step.children):
            continue
        if act == "intention" and step.lemma_ in _SAYS:
            return []
        asked = [
            t for p in after if p.dep_ == "prep" and p.lower_ in _ADDRESSED for t in p.children if t.dep_ == "pobj"
        ]
        whom = [t for t in (*objects, *asked) if t.i < step.i]
        return _through([*whom, step])
    return []


def _prepositional(
    verb: Token, after: list[Token], objects: list[Token], taken: Mapping[str, QuoteAct]
) -> _Found | None:
    """A phrase with a preposition: "warned of a war", "accused X of treason"."""
    for prep in after:
        kind = f"~{prep.lower_}"
        inner = [t for t in prep.children if t.dep_ in {"pobj", "pcomp"}]
        if kind not in taken or not inner or prep.dep_ not in {"prep", "agent", "prt"}:
            continue
        whom = [t for t in objects if t.i < prep.i and prep.lower_ in {"of", "about"}]
        if whom or prep.i != verb.i + 1:
            return kind, _through([*whom, prep]), None
        return kind, [t for t in prep.subtree if t.i > prep.i], prep
    return None


def _object(after: list[Token], objects: list[Token], taken: Mapping[str, QuoteAct]) -> _Found | None:
    """A noun phrase: "condemned the attack", "praised X for Y"."""
    if "object" not in taken or not objects:
        return None
    head = objects[0]
    if head.ent_type_ in {"DATE", "TIME"} or head.lower_ in {"it", "that", "what", "which", "this", "so"}:
        return None
    tail = [t for t in after if t.dep_ == "prep" and t.lower_ in _WITH_OBJECT and t.i > head.i]
    return "object", _through([head, *tail]), None


def _through(heads: list[Token]) -> list[Token]:
    """All tokens from the first to the last of the phrases with these heads."""
    first, last = min(t.left_edge.i for t in heads), max(t.right_edge.i for t in heads)
    return list(heads[0].doc[first : last + 1])


def _passive(number: int, piece: Parsed, verb: Token, entry: CueVerb) -> Iterator[Report]:
    """The passive: "it was announced by X that …", "X is said to have …"; without "by" nobody is named."""
    kids = list(verb.children)
    agents = [p for a in kids if a.dep_ == "agent" for p in a.children if p.dep_ == "pobj" and not is_nobody(p)]
    subject = next((t for t in kids if t.dep_ == "nsubjpass"), None)
    clauses = [t for t in kids if t.dep_ in {"ccomp", "csubjpass"} and _is_finite(t)]
    tokens: list[Token] = []
    if clauses and "clause" in entry.takes and (agents or (subject is not None and subject.lower_ == "it")):
        tokens = list(clauses[0].subtree)
    elif subject is not None and verb.lemma_ in _PASSIVES and subject.lower_ not in {"it", "there"}:
        steps = [t for t in kids if t.dep_ == "xcomp" and any(c.lower_ == "to" for c in t.children)]
        tokens = [*subject.subtree, *steps[0].subtree] if steps else []
    content = _spans(piece, tokens)
    if content:
        speaker = speaker_of(piece, agents[0]) if agents else None
        act = entry.takes.get("clause", "belief")
        yield Report(number, content, cue_span(piece, verb), speaker, act, "passive", verb.i)


def _according(number: int, piece: Parsed, token: Token) -> Iterator[Report]:
    """The source named by "according to X"; the content is the rest of the clause."""
    if token.i + 1 >= len(piece.doc) or piece.doc[token.i + 1].lower_ != "to":
        return
    heads = [t for t in piece.doc[token.i + 1].children if t.dep_ == "pobj"]
    if not heads or is_nobody(heads[0]):
        return
    verb = token.head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    own = {t.i for t in token.subtree}
    content = _spans(piece, [t for t in verb.subtree if t.i not in own])
    if content:
        cue = piece.tokens_span(token.i, token.i + 2)
        yield Report(number, content, cue, speaker_of(piece, heads[0]), "speech", "according-to", token.i)


def _speech_noun(number: int, piece: Parsed, noun: Token) -> Iterator[Report]:
    """A noun of speech with its clause: "his claim that …", "a warning from X that …"."""
    source = origin(noun)
    if source is None or is_nobody(source):
        return
    for clause in noun.children:
        if clause.dep_ in {"acl", "relcl", "ccomp"} and any(
            c.lower_ == "that" and c.dep_ == "mark" for c in clause.children
        ):
            content = _spans(piece, list(clause.subtree))
            act: QuoteAct = "belief" if noun.lemma_.lower() in load_cues().thoughts else "speech"
            if content:
                speaker = speaker_of(piece, source)
                yield Report(number, content, piece.token_span(noun), speaker, act, "speech-noun", noun.i)
            return


def _spans(piece: Parsed, tokens: list[Token]) -> tuple[Span, ...]:
    """Runs of tokens as spans of the text, without punctuation at their ends; punctuation alone breaks no run."""
    doc = piece.doc
    runs: list[list[int]] = []
    for i in sorted({t.i for t in tokens}):
        if runs and all(t.is_punct or t.is_space for t in doc[runs[-1][1] + 1 : i]):
            runs[-1][1] = i
        else:
            runs.append([i, i])
    spans = []
    for run in runs:
        first, last = run
        while first <= last and _edge(doc[first]):
            first += 1
        while first <= last and _edge(doc[last]):
            last -= 1
        if first <= last:
            spans.append(piece.tokens_span(first, last + 1))
    return tuple(spans)


def _edge(token: Token) -> bool:
    return token.is_space or (token.is_punct and not token.is_quote and token.text not in _KEPT)
