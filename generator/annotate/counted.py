"""What a number counts: a short key made from the words round it, by the parse and, in headlines, by the words alone.

"84 people were killed", "killed at least 84", "84 dead" and "the death toll rose to 84" bear one key. Where it is not
plain what is counted there is no key: a part ("12 of them"), an addition ("another 12"), what may happen or did not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.annotate.measures import find_measured
from generator.annotate.nounkeys import Counted, find_noun, noun_key
from generator.annotate.outcomes import find_outcome
from generator.knowledge.quantities import PEOPLE, load_quantities

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

    from generator.annotate.numbers import Number

_MORE = frozenset({"another", "fewer", "further", "additional", "extra", "other", "others", "more", "else"})
_PARTLY = frozenset({"including", "include", "includes", "included", "among", "amongst"})
_WHOM = frozenset({"whom", "which", "them", "these", "those"})
_DEFINITE = frozenset({"the", "these", "those", "both"})
_WHOSE = frozenset({"its", "their", "his", "her", "our"})
_MARCHERS = frozenset({"protester", "protestor", "demonstrator", "marcher", "participant", "mourner", "spectator"})
_SOME = frozenset({"some", "most", "all", "none", "any", "half", "many", "several", "few", "each", "dozens"})
_WISHES = frozenset({"goal", "target", "aim", "quota", "limit", "cap", "capacity"})
_RATES = frozenset({"per", "annually", "yearly", "daily", "monthly", "weekly", "hourly", "times"})
_STUFF = frozenset({"kg", "gram", "tonne", "ton", "pound", "barrel", "litre", "gallon", "acre", "hectare"})
_HURTS = frozenset({"injure", "wound", "hurt"})
_SMALL = 12
_SHAKES = re.compile(r"aftershock|quake|tremor|temblor", re.IGNORECASE)


def find_counted(text: str, number: Number, tokens: Tokens) -> Counted:
    """What a number counts; `text` is that of the paragraph, `tokens` are those of the number and its unit."""
    doc = tokens.doc
    measured = find_measured(text, doc, number)
    noun = None if number.unit else find_noun(doc, tokens)
    if measured is not None:
        return measured if noun is None or noun_key(noun) == "" else Counted(None, number.unit)
    if number.unit is not None:
        return Counted(_substance(text, number, tokens), number.unit)
    if noun is None:
        return _without_noun(number, tokens)
    return _with_noun(number, tokens, noun)


def _without_noun(number: Number, tokens: Tokens) -> Counted:
    """What "84 dead", "killing 84" count."""
    doc = tokens.doc
    if _is_idle(number, tokens, None) or _is_part(doc, tokens, None) or _is_rate(doc, tokens.end):
        return Counted(None, None)
    happened = find_outcome(doc, tokens.root, tokens)
    # Without a noun it is people, or not told here what.
    return Counted(happened, PEOPLE) if happened in load_quantities().outcomes.people else Counted(None, None)


def _with_noun(number: Number, tokens: Tokens, noun: Token) -> Counted:
    """What "84 soldiers", "84 soldiers were killed", "84 deaths" count."""
    doc, words = tokens.doc, load_quantities()
    name = noun_key(noun)
    last = name.split(" ")[-1]
    if name in words.nothing or last in words.times or _is_idle(number, tokens, noun):
        return Counted(None, None)
    if last in words.units:
        return Counted(None, words.units[last])
    person = last in words.people or (name == "" and noun.lower_ not in _MORE)
    unit = PEOPLE if person else None
    if _is_part(doc, tokens, noun) or _is_rate(doc, noun.i + 1):
        return Counted(None, unit, name)
    if name in words.outcomes.nouns:
        key = words.outcomes.nouns[name]
        return Counted(key, PEOPLE if key in words.outcomes.people else None, name)
    happened = find_outcome(doc, noun, tokens)
    named = noun.text[0].isupper()  # "35 Yemenis"
    if happened is None or (happened in words.outcomes.people_only and not (person or named)):
        return Counted(name or None, unit, name)
    who = "" if happened == "taking part" and name in _MARCHERS else name
    people = happened in words.outcomes.people and (person or named or name == "")
    return Counted(f"{who} {happened}".strip(), PEOPLE if people else None, name)


def _is_idle(number: Number, tokens: Tokens, noun: Token | None) -> bool:
    """Whether a small number only says how many those are that were spoken of: "the two men"."""
    if not number.spelt or number.value > _SMALL:
        return False
    before = tokens.doc[tokens.start - 1] if tokens.start else None
    if before is not None and (before.lower_ in _DEFINITE or before.tag_ in {"PRP$", "POS"}):
        return True
    return noun is not None and any(
        child.lower_ in _DEFINITE or child.dep_ == "poss" for child in noun.children if child.i < tokens.start
    )


def _is_part(doc: Doc, tokens: Tokens, noun: Token | None) -> bool:
    """Whether a number counts a part of what is told, what comes on top of it, or what is only wished."""
    behind = doc[tokens.end].lower_ if tokens.end < len(doc) else ""
    if behind == "of" or behind in {"more", "additional", "further"}:
        return True
    sentence = tokens.sent.start
    if tokens.start - sentence > 2 and doc[tokens.start - 1].lower_ in _DEFINITE | _WHOSE:
        some = doc[tokens.start - 3]
        if doc[tokens.start - 2].lower_ == "of" and (some.like_num or some.lower_ in _SOME):
            return True  # the whole of which a part is told: "ten of the 12 crew"
    before = [token.lower_ for token in doc[max(sentence, tokens.start - 4) : tokens.start]]
    if _PARTLY & set(before) or (len(before) > 1 and "of" in before[:-1] and before[before.index("of") + 1] in _WHOM):
        return True
    if before[-1:] and before[-1] in _MORE:
        return True
    if before[-1:] == ["of"] and _WISHES & set(before):
        return True
    last = noun if noun is not None else tokens[-1]
    if last.i + 1 < len(doc) and doc[last.i + 1].lower_ in {"more", "fewer", "less"}:
        return True
    if last.lower_ in {"others", "other"} or any(token.lower_ in _MORE for token in doc[tokens.end : last.i + 1]):
        verb = last.head
        return not (last.dep_ == "dobj" and verb.lemma_.lower() in _HURTS)
    return any(token.lower_ in _PARTLY for token in last.ancestors if token.i >= tokens.start - 6 and token.i < last.i)


def _is_rate(doc: Doc, at: int) -> bool:
    """Whether a number is so many in a time or in so many: "deaths a year", "cases per 100,000"."""
    for token in doc[at : at + 3]:
        if token.is_punct:
            return False
        if token.lower_ in _RATES:
            return True
        after = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
        if token.lower_ in {"a", "each", "every", "in", "for"} and (
            after in load_quantities().times or after == "every"
        ):
            return True
    return False


def _substance(text: str, number: Number, tokens: Tokens) -> str | None:
    """What is measured by a unit: "tonnes of wheat", "6.2-magnitude earthquake"."""
    if number.unit == "magnitude":
        behind = _SHAKES.search(text, number.end, number.end + 40)
        before = list(_SHAKES.finditer(text, max(0, number.start - 80), number.start))
        found = behind or (before[-1] if before else None)
        return None if found is None else "aftershock" if found[0].lower() == "aftershock" else "earthquake"
    doc = tokens.doc
    if number.unit not in _STUFF:
        return None
    if tokens.end + 1 >= len(doc) or doc[tokens.end].lower_ != "of":
        return None
    noun = next((token for token in doc[tokens.end].children if token.dep_ == "pobj"), None)
    return noun_key(noun) or None if noun is not None and noun.tag_ in {"NN", "NNS"} and noun.is_alpha else None
