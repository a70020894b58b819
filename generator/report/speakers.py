"""What the words printed for a speaker stand for: somebody in particular, or somebody whom the article does not name.

The words decide, not their capital letters.
"""

from __future__ import annotations

import re


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


PRONOUNS = _words("he she it they who which that him her them this these we i you both")
_INDEFINITE = _words(
    """a an one some several many few most all any another other others those each every none nobody someone somebody
    anyone everyone people two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred
    dozen about around nearly almost over"""
)
_DEFINITE = _words("the his her its their our my your this that these")
_ENDS = _words(
    """of in at from with to for on by near who whom which that whose when where inside outside within across among
    between under behind against and or"""
)
"""Words before which the noun that counts has stood."""
_ANONYMOUS = _words(
    """official source diplomat aide spokesman spokeswoman spokesperson witness resident insider adviser advisor
    staffer bystander"""
)
"""Singular nouns that name no office: whoever is meant is not named."""
_PLURALS = _words("police people clergy men women children personnel")
_NO_PLURALS = _words("news headquarters series barracks")
_POSSESSIVE = re.compile(r".*(?:['’]s|s['’])$")


def is_pronoun(words: str) -> bool:
    """Whether the words are a mere pronoun."""
    return words.strip().casefold() in PRONOUNS


def is_somebody(words: str, *, known: bool = False) -> bool:
    """Whether a printed speaker stands for somebody in particular.

    Args:
        words: as printed.
        known: whether the words hold a name that was found in the article.
    """
    printed = words.replace(",", " , ").split()
    first = printed[0].casefold() if printed else ""
    if is_pronoun(words):
        return True
    if not printed or first in _INDEFINITE or first[0].isdigit():
        return False
    definite = first in _DEFINITE
    noun = _noun(printed[1:] if definite else printed)
    owner = next((n for n, word in enumerate(noun[:-1]) if _POSSESSIVE.match(word)), None)
    if definite or owner is not None:
        return not _is_anonymous(noun if owner is None else noun[owner + 1 :])
    if len(printed) == 1:
        return first != printed[0] and (known or not _is_plural(first))
    # What begins a sentence has a capital letter whatever it is.
    return not _is_anonymous([first, *noun[1:]]) and any(word[0].isupper() for word in noun[1:])


def _noun(words: list[str]) -> list[str]:
    """The words up to the noun that counts: before a preposition, a relative, an article or a comma."""
    end = next((n for n, word in enumerate(words) if word == "," or word in _ENDS or word in _DEFINITE), None)
    return words[:end]


def _is_anonymous(noun: list[str]) -> bool:
    """Whether the words speak of several, or of one who holds no office."""
    return any(_is_plural(word) for word in noun) or (bool(noun) and noun[-1] in _ANONYMOUS)


def _is_plural(word: str) -> bool:
    """Whether it looks like a plural; a word with a capital letter is part of a name."""
    if word in _PLURALS:
        return True
    if not word.islower() or word in _NO_PLURALS or _POSSESSIVE.match(word):
        return False
    return word.endswith("men") or (len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")))
