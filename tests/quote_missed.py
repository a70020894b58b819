"""The cases that the program misses today, each with its cause; who mends one takes it out."""

_CAUSES = {
    "marks it does not know": (
        "guillemets-with-blanks",
        "corner-brackets",
        "white-corner-brackets",
        "full-width-marks",
    ),
    "an odd mark": ("closing-mark-missing-at-the-end", "blank-inside-the-mark"),
    "an attribution without a verb of saying": (
        "in-the-words-of",
        "as-he-put-it",
        "were-his-words",
        "dash-before-speaker",
        "speaker-in-a-parenthesis",
        "in-the-view-of",
    ),
    "an attribution in the paragraph or sentence before": (
        "cue-and-colon-end-a-paragraph",
        "whole-paragraph-goes-on",
        "whole-paragraph-and-two-may-have-said-it",
        "introduced-by-a-sentence",
    ),
    "a bare noun and a colon": ("transcript", "headline-colon-without-marks"),
    "words outside the marks that belong to the content, or do not": (
        "starts-with-but",
        "half-clause-then-marks",
        "called-it",
        "warned-of-fragment",
        "clause-then-whole-sentence",
    ),
    "marks behind a cue that is not seen": ("what-she-called", "accused-of-fragment", "sign-saying"),
    "where a reported clause ends": (
        "two-cues-one-speaker",
        "adding-that",
        "while-belongs-to-the-writer",
        "semicolon-between-speakers",
        "according-to-x-quoted-by",
    ),
    "a cue that is not seen": (
        "made-clear-that",
        "compared-to",
        "promise-to",
        "report-finds",
        "is-convinced",
        "headline-says-at-the-end",
        "headline-warns-of",
    ),
    "a passive": (
        "quoted-as-saying",
        "reported-to-have-said",
        "was-told-that",
        "was-accused-by",
        "was-described-by",
        "so-the-story-goes",
    ),
    "a chain": ("quoting-a-diplomat", "citing-the-ministry", "x-said-that-y-had-said"),
    "one report too many": (
        "nobody-said",
        "diplomats-who-asked-not-to-be-named",
        "translated-remarks",
        "said-he-hoped",
        "said-she-believed",
    ),
    "whom a speaker means": ("name-then-spokeswoman-for", "two-leaders"),
    "a document taken for a person": ("banner-with-slogan",),
}
MISSED = {point: cause for cause, points in _CAUSES.items() for point in points}
