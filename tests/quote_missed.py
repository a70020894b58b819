"""The cases that the program misses today, each with its cause; who mends one takes it out."""

_CAUSES = {
    "an odd mark": ("closing-mark-missing-at-the-end", "blank-inside-the-mark"),
    "an attribution without a verb of saying": (
        "in-the-words-of",
        "were-his-words",
        "speaker-in-a-parenthesis",
        "in-the-view-of",
    ),
    "an attribution in the paragraph or sentence before": (
        "whole-paragraph-goes-on",
        "whole-paragraph-and-two-may-have-said-it",
        "introduced-by-a-sentence",
    ),
    "a bare noun and a colon": ("headline-colon-without-marks",),
    "words outside the marks that belong to the content, or do not": ("indirect-then-marks-goes-on",),
    "marks behind a cue that is not seen": ("sign-saying",),
    "where a reported clause begins or ends": (
        "asked-whom-to",
        "rejected-claims-that",
        "while-belongs-to-the-writer",
    ),
    "a cue that is not seen": (
        "confirmed-a-thing",
        "compared-to",
        "promise-to",
        "headline-says-at-the-end",
        "headline-warns-of",
    ),
    "a passive": (
        "was-told-that",
        "quoted-by-agency-as-saying",
        "quoted-as-saying",
        "reported-to-have-said",
        "was-accused-by",
        "was-described-by",
        "so-the-story-goes",
    ),
    "a chain": ("quoting-a-diplomat", "citing-the-ministry", "x-said-that-y-had-said"),
    "one report too many": (
        "translated-remarks",
        "voted-against",
    ),
    "whom a speaker means": ("two-leaders", "show-named-after-another"),
    "a document taken for a person": ("banner-with-slogan",),
    "one quotation parted in two": ("split-in-three",),
}
MISSED = {point: cause for cause, points in _CAUSES.items() for point in points}
