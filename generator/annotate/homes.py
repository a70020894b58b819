"""Which known body a name means: "FBI" anywhere, "the Senate" in an article that is about one country with a Senate."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.knowledge.bodies import known_bodies
from generator.knowledge.names import load_generic
from generator.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from generator.annotate.candidate import Candidate
    from generator.knowledge.bodies import Body
    from generator.knowledge.regions import Gazetteer
    from generator.models import Span

_OWNERS = (" ", "'s ", "’s ", "' ", "’ ")
"""What stands between a country and its body."""
_NATIONAL = ("country", "adjective", "capital")
_SUPPORT = 2
"""What another body of the same country says for it, in mentions of the country."""
_LEAST = 2
_CLEARLY = 2
"""How many times as much must speak for a country as for the next that has such a body."""
_SHARE = 3
"""A party or department is its country's even where another country is named up to three times as often."""


@dataclass(frozen=True, slots=True)
class _Article:
    """The names of one article."""

    text: str
    candidates: Sequence[Candidate]
    gazetteer: Gazetteer


def with_known(
    text: str, candidates: Sequence[Candidate], gazetteer: Gazetteer
) -> tuple[list[Candidate], dict[Span, Body]]:
    """The candidates, and which of them name a known body; what adherents of a party are called names the party."""
    article = _Article(text, candidates, gazetteer)
    known = _known(article)
    members = known_bodies().members
    out = []
    for c in candidates:
        if c.span in known and _plain(c.text) in members:
            # "Democrats" are the party; "Democratic" and one "Democrat" only belong to it.
            form = c.form if c.text.casefold().endswith("s") else "adjective"
            out.append(replace(c, kind="organisation", form="name" if form == "name" else "adjective"))
        else:
            out.append(c)
    return out, known


def _known(article: _Article) -> dict[Span, Body]:
    """Where a known body is named, and which."""
    bodies, generic = known_bodies(), load_generic()
    known: dict[Span, Body] = {}
    open_: list[Candidate] = []
    for before, c in zip([None, *article.candidates], article.candidates, strict=False):
        if c.sense is not None or c.kind == "person":
            continue
        at_home = bodies.at_home.get(c.text)
        body = bodies.everywhere.get(c.text) or _of_country(c.text, article.gazetteer)
        owner = before.sense if before is not None and _belongs(article.text, before, c) else None
        if at_home is not None and owner is not None and fold_name(c.text) in generic:
            body = at_home.get(owner.region) if owner.sort in _NATIONAL else None
        elif at_home is not None and owner is not None and owner.region in at_home:
            body = at_home[owner.region]  # "Ohio Republicans" too
        elif at_home is not None and not article.text[: c.span.start].endswith(("state ", "State ")):
            open_.append(c)
        if body is not None:
            known[c.span] = body
    # Parties and departments tell the country; then "House" and "Army", which every country has, follow it.
    for common in (False, True):
        weights = _weights(article.candidates, known)
        forms = {c.text for c in open_}
        chosen = {
            form: _chosen(form, forms, weights, common=common)
            for form in sorted(forms)
            if (fold_name(form) in generic) == common
        }
        chosen = {form: body for form, body in chosen.items() if body and not _rival(article, form, body, known)}
        known |= {c.span: body for c in open_ if (body := chosen.get(c.text)) is not None}
    return known


def _of_country(name: str, gazetteer: Gazetteer) -> Body | None:
    """The body of a country whose name stands in front: "Philippine Senate"."""
    words = name.split()
    for size in (1, 2):
        at_home = known_bodies().at_home.get(" ".join(words[size:]))
        sense = gazetteer.best(" ".join(words[:size])) if at_home else None
        if at_home and sense is not None and sense.sort in _NATIONAL:
            return at_home.get(sense.region)
    return None


def _belongs(text: str, owner: Candidate, c: Candidate) -> bool:
    """Whether the name in front says whose a body is: "Kenya's Senate", "the Iowa Senate"."""
    return owner.sense is not None and text[owner.span.end : c.span.start] in _OWNERS


def _weights(candidates: Iterable[Candidate], known: Mapping[Span, Body]) -> Counter[str]:
    """Country → how often it, a place in it, or a body of it is named."""
    weights: Counter[str] = Counter()
    for c in candidates:
        body = known.get(c.span)
        region = c.sense.region if c.sense is not None else body.country if body is not None else None
        if region is not None:
            weights[region] += 1
    return weights


def _chosen(form: str, forms: Collection[str], weights: Mapping[str, int], *, common: bool) -> Body | None:
    """The one body that a form means in this article, if it is plain which country's."""
    at_home, generic = known_bodies().at_home, load_generic()
    scores: list[tuple[int, str, bool]] = []
    for country, body in at_home[form].items():
        others = {other: at_home[other][country] for other in forms if country in at_home[other]}
        support = {b.name for b in others.values()} - {body.name}
        telling = {b.name for other, b in others.items() if fold_name(other) not in generic} - {body.name}
        own = weights.get(country, 0)
        if own or (telling and len(support) > 1):
            scores.append((own + _SUPPORT * len(support), country, bool(telling)))
    scores.sort(key=lambda row: (-row[0], row[1]))
    if not scores or scores[0][0] < _LEAST:
        return None
    best, country, told = scores[0]
    if len(scores) > 1 and best < _CLEARLY * scores[1][0]:
        return None
    most = max((weight for region, weight in weights.items() if region != country), default=0)
    # An army or a parliament may be that of any country that is named, whether it is listed or not.
    enough = best >= (1 if told else _CLEARLY) * most if common else best * _SHARE >= most
    return at_home[form][country] if enough else None


def _rival(article: _Article, form: str, body: Body, known: Mapping[Span, Body]) -> bool:
    """Whether the article names another body that may be called so: the "Texas Senate", the "Chadian Army"."""
    for c in article.candidates:
        if c.kind == "person" or c.sense is not None or not c.text.endswith(f" {form}"):
            continue
        if known.get(c.span) is not body and article.gazetteer.best(c.text.removesuffix(f" {form}")) is not None:
            return True
    return any(
        c.text == form and _belongs(article.text, before, c) and known.get(c.span) is not body
        for before, c in zip(article.candidates, article.candidates[1:], strict=False)
    )


def _plain(words: str) -> str:
    """A word in capitals as it is written elsewhere."""
    return words.capitalize() if words.isupper() else words
