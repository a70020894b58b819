"""Articles put together by hand for the tests of who is who."""

from __future__ import annotations

from dataclasses import dataclass

from generator.articlejson import anchor
from generator.models import Annotator, Entity, Mention, Meta, ProcessedArticle, RegionScore, Role, Sentence
from generator.resolve.actorfacts import actor_brief, actor_facts
from generator.resolve.actors import resolve_actors
from generator.settings import ActorSetting, Settings


@dataclass(frozen=True)
class Named:
    """A name in an article, and what stands in front of it."""

    name: str
    kind: str = "person"
    role: str = ""
    address: str = ""
    confidence: float = 0.9
    country: str | None = None


def told(number, *named, day=None, regions=()):
    """An article that names each of `named` once: a name, or a `Named` with kind, role and form of address."""
    text, entities, mentions, roles, sentences = "Headline.", [], [], [], [Sentence(0, 9, anchor("Headline.", set()))]
    for index, item in enumerate(named, start=1):
        one = item if isinstance(item, Named) else Named(item)
        key = f"e{index}"
        text += " Then "
        if one.role:
            roles.append(Role(len(text), len(text) + len(one.role), key))
            text += f"{one.role} "
        if one.address:
            text += f"{one.address} "
        mentions.append(Mention(len(text), len(text) + len(one.name), key))
        text += f"{one.name} spoke."
        start = sentences[-1].end + 1
        sentences.append(Sentence(start, len(text), anchor(text[start:], {s.anchor for s in sentences})))
        entities.append(Entity(key, one.kind, one.name, country=one.country, confidence=one.confidence))
    return ProcessedArticle(
        id=f"article-{number}", article=Meta(title="Headline", published=day), text=text, entities=tuple(entities),
        mentions=tuple(mentions), roles=tuple(roles), sentences=tuple(sentences), annotator=Annotator("test"),
        regions=tuple(RegionScore(region, 1.0, "about", ()) for region in regions),
    )  # fmt: skip


def judgement(**values):
    return ActorSetting.model_validate(values, strict=False)


def resolved(articles, *judgements, **options):
    return resolve_articles(articles, judgements, **options)


def resolve_articles(articles, judgements, *, least=0.5, **options):
    facts = {one.id: actor_facts(one) for one in articles}
    briefs = [actor_brief(one) for one in articles]
    return resolve_actors(briefs, facts.__getitem__, judgements, Settings().gazetteer(), least, **options)


def partition(articles, *judgements):
    """The printed names that are one actor, as sorted lists; open names are groups of one, marked with a question mark."""
    actors = resolved(articles, *judgements)
    groups = {}
    for article in articles:
        for entity in article.entities:
            actor = actors.entity(article.id, entity.id)
            if actor is not None:
                groups.setdefault(actor.id, set()).add(entity.name)
    open_ones = [[f"{name.name}?"] for name in actors.open_names]
    return sorted([*map(sorted, groups.values()), *open_ones])
