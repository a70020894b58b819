"""Files → articles and problems: what a desk's users put into content/articles, well made and badly."""

import json
import os
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.read.clean import clean_line, clean_text
from generator.read.fields import read_moment
from generator.read.files import Rules, find_files, read_file
from generator.read.layout import first_sentence

BODY = "The council met on Monday. It will meet again in spring."


@pytest.fixture
def read(tmp_path):
    """Write bytes or text to a file of that name, and read it."""

    def call(name, data, **rules):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return read_file(path, f"articles/{name}", Rules(**rules))

    return call


def one(result):
    """The only draft of a file with no problem."""
    drafts, problems, lost = result
    assert (problems, lost) == ([], False)
    (draft,) = drafts
    return draft


def problem(result):
    """The only problem of a file of which nothing can be used."""
    drafts, problems, lost = result
    assert (drafts, lost) == ([], True)
    (found,) = problems
    assert found.remedy
    return found


def kinds(draft):
    return [(block.kind, block.span.of(draft.text)) for block in draft.blocks]


class TestMarkdown:
    @pytest.mark.parametrize(
        ("line", "field", "value"),
        [
            ("title: No", "title", "No"),
            ("title: off", "title", "off"),
            ("title: 1984", "title", "1984"),
            ("title: 12:30", "title", "12:30"),
            ("title: 1_000", "title", "1_000"),
            ("title: 0x10", "title", "0x10"),
            ("title: 2024-13-45", "title", "2024-13-45"),
            ("title: 'It''s No'", "title", "It's No"),
            ("title: >\n  Two\n  lines", "title", "Two lines"),
            ('title: "A: b"', "title", "A: b"),
            ("title: Minister's “no” – again", "title", "Minister's “no” – again"),
            ("published: 2024-03-05", "published", "2024-03-05"),
            ("published: '2024-03-05'", "published", "2024-03-05"),
            ("published: 2024-03-05T09:30:00Z", "published", "2024-03-05T09:30:00Z"),
            ("published: 2024-03-05 09:30:00 +02:00", "published", "2024-03-05T09:30:00+02:00"),
            ("published: null", "published", None),
            ("published:", "published", None),
            ("authors: [Ann Lee, Bo Ek]", "authors", ("Ann Lee", "Bo Ek")),
            ("authors: Ann Lee; Bo Ek", "authors", ("Ann Lee", "Bo Ek")),
            ("authors: Ann Lee", "authors", ("Ann Lee",)),
            ("authors: [1984]", "authors", ("1984",)),
            ("keywords: [no, No, no]", "keywords", ("no", "No")),
            ("language: no", "language", "no"),
            ("note: |\n  made\n  up", "note", "made up"),
            ("colour: red", "title", "The council met on Monday"),
        ],
        ids=lambda v: v.replace("\n", "¶") if isinstance(v, str) else None,
    )
    def test_front_matter_says_what_was_written(self, read, line, field, value):
        drafts, _, _ = read("a.md", f"---\n{line}\n---\n\n{BODY}\n")
        assert getattr(drafts[0].meta, field) == value

    @pytest.mark.parametrize(
        ("text", "title"),
        [
            (f"---\r\ntitle: Old\r\n---\r\n\r\n{BODY}\r\n", "Old"),
            (f"---\rtitle: Older\r---\r\r{BODY}\r", "Older"),
            (f"--- \ntitle: Blanks\n---  \n{BODY}", "Blanks"),
            (f"---\ntitle: Dots\n...\n{BODY}", "Dots"),
            (f"---\n---\n{BODY}", "The council met on Monday"),
            (f"---\n# a comment\n---\n{BODY}", "The council met on Monday"),
            (f"# Heading first\n\n{BODY}", "Heading first"),
            (f"\ufeff---\ntitle: Marked\n---\n{BODY}", "Marked"),
        ],
        ids=[
            "windows",
            "old mac",
            "blanks behind the dashes",
            "ends with dots",
            "empty",
            "comment only",
            "none",
            "BOM",
        ],
    )
    def test_front_matter_of_any_make(self, read, text, title):
        draft = one(read("a.md", text))
        assert draft.meta.title == title
        assert "council met" in draft.text
        assert "---" not in draft.text

    @pytest.mark.parametrize(
        ("head", "line", "what"),
        [
            ("title: a: b", 2, "mapping values are not allowed"),
            ("title: x\nsource: [never closed\nnote: y", 3, "expected"),
            ('title: "never closed\nnote: y', 2, "unexpected end"),
            ("a: 1\na: 2", 3, "'a' twice"),
            ("\ttitle: x", 2, "cannot start any token"),
            ("x: &a y\nz: *a", 3, "alias"),
            ("- a\n- b", 2, "no keys"),
            ("only words", 2, "no keys"),
            ("title: x\nnote: \x07", 3, "special characters are not allowed"),
            ("title: !!python/object:os.system x", 2, None),
            ("a: " + "[" * 5000, 2, "nested too deep"),
            ("? [a]\n: b", 2, "no plain text"),
        ],
        ids=[
            "a second colon", "open bracket", "open quotation mark", "key twice", "tab", "alias", "list", "plain words", "control character",
            "python tag", "nested without end", "key that is a list",
        ],
    )  # fmt: skip
    def test_a_mistake_names_file_and_line(self, read, head, line, what):
        result = read("a.md", f"---\n{head}\n---\n\n{BODY}\n")
        if what is None:  # a tag means nothing: the value stays the text that was written
            assert one(result).meta.title == "x"
            return
        found = problem(result)
        assert found.where == f"articles/a.md:{line}"
        assert what in found.what

    def test_front_matter_without_an_end(self, read):
        found = problem(read("a.md", f"---\ntitle: x\n\n{BODY}"))
        assert (found.where, found.what) == ("articles/a.md:1", "the front matter has no end")

    @pytest.mark.parametrize(
        ("line", "names"),
        [
            ("tittle: x", "'title'"),
            ("Title: x", "'title'"),
            ("auhtors: x", "'authors'"),
            ("publishd: 2024-01-01", "'published'"),
            ("published: soon", "'soon' is not a date"),
            ("published: 2024-02-30", "'2024-02-30' is not a date"),
            ("url: javascript:alert(1)", "not a web address"),
            ("url: https://a b.example/", "not a web address"),
            ("status: retracted", "'retracted' is not known"),
            ("authors: {a: b}", "no list of texts"),
            ("title: [a, b]", "title is no text"),
            ("id: [a]", "id is no text"),
        ],
    )
    def test_a_doubtful_field_costs_only_itself(self, read, line, names):
        drafts, problems, lost = read("a.md", f"---\nsource: Delta Herald\n{line}\n---\n\n{BODY}\n")
        assert len(drafts) == 1
        assert not lost
        (found,) = problems
        assert found.where == "articles/a.md:3"
        assert names in f"{found.what} {found.remedy}"

    def test_keys_of_other_programs_are_no_business_of_ours(self, read):
        assert one(read("a.md", f"---\nlayout: post\ntags: [x]\n---\n{BODY}")).text == BODY

    @pytest.mark.parametrize(
        ("body", "blocks"),
        [
            ("One **bold** [link](https://x.example) `code` &amp; ![alt](p.png)more.", [("paragraph", "One bold link code & more.")]),
            ("## Below\n\nWords of it.", [("subheading", "Below"), ("paragraph", "Words of it.")]),
            ("- first point made.\n- second point made.", [("paragraph", "first point made."), ("paragraph", "second point made.")]),
            ("> He said so.", [("paragraph", "He said so.")]),
            ("<p>Words in a <b>tag</b>.</p>\n<p>More.</p>", [("paragraph", "Words in a tag."), ("paragraph", "More.")]),
            ("<script>alert(1)</script>\n\nWords.", [("paragraph", "Words.")]),
            ("Text <b onclick=x>inline</b> here.", [("paragraph", "Text inline here.")]),
            ("```\nwords between fences.\n```", [("paragraph", "words between fences.")]),
            ("a line\\\nbroken. \\*Star\\*.", [("paragraph", "a line broken. *Star*.")]),
        ],
        ids=["inline", "heading", "list", "quotation", "HTML paragraphs", "script", "inline tags", "fence", "escapes"],
    )  # fmt: skip
    def test_markup_goes_words_stay(self, read, body, blocks):
        draft = one(read("a.md", f"---\ntitle: T\n---\n\n{body}\n"))
        assert kinds(draft)[1:] == blocks

    def test_a_body_that_repeats_the_title_says_it_once(self, read):
        draft = one(read("a.md", f"---\ntitle: The Dam\n---\n\n# The dam\n\n{BODY}\n"))
        assert draft.text == f"The Dam\n\n{BODY}"


class TestPlainText:
    @pytest.mark.parametrize(
        ("text", "title", "blocks"),
        [
            (f"Council meets\n\n{BODY}", "Council meets", ["headline", "paragraph"]),
            (f"Who will pay for it?\n{BODY}", "Who will pay for it?", ["headline", "paragraph"]),
            (BODY, "The council met on Monday", ["paragraph"]),
            (f"{BODY}\n\nA second paragraph follows here, with a full stop.", "The council met on Monday", ["paragraph"] * 2),
            ("Dr. Hassan met Mr. Ek. They spoke.", "Dr. Hassan met Mr. Ek", ["paragraph"]),
            ("It rose to 3.5 per cent. It fell.", "It rose to 3.5 per cent", ["paragraph"]),
            (f"Council meets\n\n{BODY}\n\nWhat comes next\n\n{BODY}", "Council meets", ["headline", "paragraph", "subheading", "paragraph"]),
            (f"Council meets\n\nOctober 22, 1962\n\n{BODY}", "Council meets", ["headline", "dateline", "paragraph"]),
            (f"Council meets\n\nBy Ann Lee\n\n{BODY}", "Council meets", ["headline", "byline", "paragraph"]),
            (f"October 22, 1962\n\nCouncil meets\n\n{BODY}", "Council meets", ["headline", "dateline", "paragraph"]),
            (f"Council meets\n\n{BODY}\n\nSource: Delta Herald", "Council meets", ["headline", "paragraph", "credit"]),
            (f"Council meets\n\nCAIRO — {BODY}", "Council meets", ["headline", "dateline", "paragraph"]),
            (f"Council meets\n{BODY}\n{BODY[:26]}\nA third line ends here.", "Council meets", ["headline", *["paragraph"] * 3]),
            ("Words " * 100, "Words " * 22 + "Words …", ["paragraph"]),
        ],
        ids=[
            "title line", "a question is a title", "first sentence serves", "no line reads like a title", "abbreviations",
            "decimal point", "sub-heading", "date line", "byline", "date above the title", "credit", "dateline in a paragraph",
            "no blank lines", "no full stop at all",
        ],
    )  # fmt: skip
    def test_layout(self, read, text, title, blocks):
        draft = one(read("a.txt", text))
        assert draft.meta.title == title
        assert [kind for kind, _ in kinds(draft)] == blocks

    def test_a_hard_wrapped_text_is_unwrapped(self, read):
        text = (
            "Council meets\n\n"
            "The council of the town met on Monday to speak about\n"
            "the bridge, which nobody has crossed since the flood\n"
            "of last year, and about the money that it will take.\n\n"
            "It will meet again, as its speaker said on Tuesday,\n"
            "before the summer, and then it will have to decide\n"
            "what shall be done.\n"
        )
        draft = one(read("a.txt", text))
        assert [kind for kind, _ in kinds(draft)] == ["headline", "paragraph", "paragraph"]
        assert "about the bridge, which nobody has crossed since the flood of last year" in draft.text

    def test_no_word_is_lost_or_doubled(self, read):
        text = (
            f"October 22, 1962\n\nCouncil meets\n\nBy Ann Lee\n\n{BODY}\n\nWhat comes next\n\n{BODY}\n\nSource: Herald"
        )
        assert sorted(one(read("a.txt", text)).text.split()) == sorted(text.split())

    def test_spans_are_code_points(self, read):
        draft = one(read("a.txt", f"Fête 🎈 in 東京\n\n{BODY}"))
        assert kinds(draft) == [("headline", "Fête 🎈 in 東京"), ("paragraph", BODY)]

    def test_undated_and_unnamed_stay_unknown(self, read):
        meta = one(read("a.txt", BODY)).meta
        assert (meta.published, meta.source, meta.url, meta.authors) == (None, None, None, ())


class TestCredit:
    """An agency is credited where it signs the text, and nowhere else."""

    @pytest.mark.parametrize(
        ("text", "credit"),
        [
            (f"CAIRO (AP) — {BODY}", "Associated Press"),
            (f"CAIRO, March 5 (Yonhap) -- {BODY}", "Yonhap"),
            (f"(Reuters) - {BODY}", "Reuters"),
            (f"By Ann Lee, Associated Press\n\n{BODY}", "Associated Press"),
            (f"By ANN LEE | The Associated Press\n\n{BODY}", "Associated Press"),
            (f"By Ann Lee and Ben Sow of Reuters\n\n{BODY}", "Reuters"),
            (f"By The Associated Press\n\n{BODY}", "Associated Press"),
            (f"By Reuters Staff\n\n{BODY}", "Reuters"),
            (f"The Associated Press\n\n{BODY}", "Associated Press"),
            (f"{BODY}\n\n— Reuters", "Reuters"),
            (f"{BODY}\n\n(AFP)", "Agence France-Presse"),
            (f"{BODY}\n\nPTI", "Press Trust of India"),
            (f"{BODY}\n\nSource: Xinhua", "Xinhua"),
            (f"{BODY}\n\n© 2024 The Associated Press. All rights reserved.", "Associated Press"),
            (f"{BODY}\n\nCopyright 2024 The Associated Press. All rights reserved. It may not be printed again.", "Associated Press"),
            (f"{BODY}\n\nAssociated Press writers Ann Lee and Ben Sow contributed to this report.", "Associated Press"),
            (f"{BODY}\n\nThis story was reported by The Associated Press.", "Associated Press"),
            (BODY, None),
            (f"{BODY}\n\nReuters contributed to this report.", None),
            (f"{BODY}\n\nThe Associated Press contributed to this report.", None),
            (f"{BODY}\n\nThe Herald's Ann Lee and Associated Press writer Ben Sow contributed to this report.", None),
            (f"AP\n\n{BODY}\n\n{BODY}\n\n{BODY}", None),
            (f"Reuters\n\n{BODY}\n\n{BODY}\n\n{BODY}", None),
            (f"Photo: AP\n\n{BODY}", None),
            (f"A boat in the harbour (Ann Lee/Reuters)\n\n{BODY}", None),
            (f"By Ann Lee and AP\n\n{BODY}", None),
            (f"HARRISBURG (PA) — {BODY}", None),
            (f'CAIRO — {BODY}\n\n"No," she told Reuters.', None),
            (f"{BODY}\n\nReuters was sold in 2008.", None),
            (f"{BODY}\n\n© 2024 Delta Herald. All rights reserved.", None),
        ],
    )  # fmt: skip
    def test_the_agency_of_a_text(self, read, text, credit):
        draft = one(read("a.json", json.dumps([{"title": "Council meets", "text": text, "source": "Delta Herald"}])))
        assert draft.meta.credit == credit
        assert draft.text == f"Council meets\n\n{text}"

    @pytest.mark.parametrize(
        ("fields", "credit"),
        [
            ({"authors": ["Ann Lee, Associated Press"]}, "Associated Press"),
            ({"authors": ["Ann Lee", "Reuters"]}, "Reuters"),
            ({"authors": ["Ann Lee, Ben Sow, Cy Orr, Dee Fox, Associated Press"]}, None),
            ({"authors": ["Associated Press, Ann Lee"]}, None),
            ({"credit": "Our correspondent", "authors": ["Reuters"]}, "Our correspondent"),
            ({"source": "AP", "authors": ["Ann Lee, Associated Press"]}, None),
            ({"source": "The Associated Press", "authors": ["AFP"]}, "Agence France-Presse"),
        ],
        ids=["behind a name", "a name of its own", "too many to be a by-line", "not last", "what is given wins", "its own article", "another's"],
    )  # fmt: skip
    def test_what_stands_beside_the_text(self, read, fields, credit):
        record = {"title": "Council meets", "text": BODY, "source": "Delta Herald", **fields}
        assert one(read("a.json", json.dumps([record]))).meta.credit == credit

    @pytest.mark.parametrize(
        ("text", "blocks"),
        [
            (f"(Reuters) - {BODY}", ["dateline", "paragraph"]),
            (f"(Laughter) - {BODY}", ["paragraph"]),
            (f"{BODY}\n\n— Reuters", ["paragraph", "credit"]),
            (f"{BODY}\n\n© 2024 The Associated Press. All rights reserved.", ["paragraph", "credit"]),
            (f"The Associated Press\n\n{BODY}", ["credit", "paragraph"]),
        ],
        ids=["no place", "no agency", "last line", "rights", "first line"],
    )
    def test_lines_that_only_say_whose_it_is(self, read, text, blocks):
        draft = one(read("a.json", json.dumps([{"title": "Council meets", "text": text}])))
        assert [kind for kind, _ in kinds(draft)][1:] == blocks


RECORD = {"id": "x1", "title": "Council meets", "text": BODY, "published": "2024-03-05", "source": "Delta Herald"}


class TestRecords:
    @pytest.mark.parametrize(
        "value",
        [[RECORD], {"articles": [RECORD]}, {"items": [RECORD]}, RECORD],
        ids=["list", "articles", "items", "one object"],
    )
    def test_json_in_any_wrapping_is_the_same_article(self, read, value):
        draft = one(read("a.json", json.dumps(value, indent=2)))
        lines = one(read("b.jsonl", json.dumps(RECORD)))
        assert (draft.meta, draft.text, draft.key) == (lines.meta, lines.text, lines.key)
        assert draft.input.fingerprint == lines.input.fingerprint
        assert draft.meta.published == "2024-03-05"

    @pytest.mark.parametrize(
        ("text", "where", "what"),
        [
            ("3", "", "holds no record"),
            ("[1]", "[1]", "is no record"),
            ('[{"title": "x"}]', "[1]", "has no text"),
            ('[{"text": 3}]', "[1]", "has no text"),
            ('[{"text": ""}]', "[1]", "has no text"),
            ('[{"text": " \\u200b\\n"}]', "[1]", "has no text"),
            ('[\n{"text": "x",}\n]', ":2", "is not JSON"),
            ("", ":1", "is not JSON"),
            ("[" * 100_000, "", "nested too deep"),
            ('{"text": "x", "n": ' + "9" * 5000 + "}", "", "too many digits"),
        ],
        ids=[
            "a number", "a list of numbers", "no text", "text is a number", "empty text", "only hidden marks",
            "comma too many", "empty file", "deep nesting", "endless number",
        ],
    )  # fmt: skip
    def test_wrong_json_names_the_place(self, read, text, where, what):
        found = problem(read("a.json", text))
        assert found.where == f"articles/a.json{where}"
        assert what in found.what

    def test_nesting_that_only_python_can_read_costs_one_record(self, read):
        for depth in range(200, 1000, 50):
            deep = "[" * depth + "]" * depth
            drafts, problems, _ = read("a.jsonl", f'{{"text": "{BODY}", "x": {deep}}}\n{{"text": "{BODY}"}}\n')
            assert len(drafts) + len(problems) == 2

    @pytest.mark.parametrize(
        "bad",
        [
            b"{not json",
            b"[]",
            b'"words"',
            b"null",
            b"\xff\xfe\xfd",
            b'{"text": null}',
            b'{"title": "no text"}',
            b"\x00",
        ],
        ids=str,
    )
    def test_a_bad_line_costs_itself_only(self, read, bad):
        good = json.dumps({"text": BODY}).encode()
        drafts, problems, lost = read("a.jsonl", good + b"\n\n" + bad + b"\r\n" + good)
        assert [draft.where for draft in drafts] == ["articles/a.jsonl:1", "articles/a.jsonl:4"]
        assert [found.where for found in problems] == ["articles/a.jsonl:3"]
        assert lost

    @pytest.mark.parametrize("value", ["x", 7, "7", 1.5], ids=repr)
    def test_the_own_id_is_the_identity(self, read, value):
        assert one(read("a.jsonl", json.dumps({"id": value, "text": BODY}))).key == f"id {value}"

    @pytest.mark.parametrize("value", [True, None, "", [1], {"a": 1}], ids=repr)
    def test_what_is_no_id_is_none(self, read, value):
        drafts, _, _ = read("a.jsonl", json.dumps({"id": value, "text": BODY}))
        assert drafts[0].key == "path articles/a.jsonl 1"

    def test_the_address_is_the_identity_where_there_is_no_id(self, read):
        record = {"text": BODY, "url": "https://delta.example/1"}
        assert one(read("a.jsonl", json.dumps(record))).key == "url https://delta.example/1"

    def test_a_lone_surrogate_does_not_reach_the_text(self, read):
        assert (
            one(read("a.jsonl", '{"text": "One \\ud800 two three.", "title": "T\\udfff"}')).text
            == "T\n\nOne two three."
        )


class TestBytes:
    @pytest.mark.parametrize("name", ["a.txt", "a.md", "a.json", "a.jsonl"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_encodings_that_say_what_they_are(self, read, name, encoding):
        words = "Fête in Köln. It was loud."
        text = json.dumps({"text": words}, ensure_ascii=False) if "json" in name else words
        assert one(read(name, text.encode(encoding))).text == words

    @pytest.mark.parametrize("name", ["a.txt", "a.md", "a.json", "a.jsonl"])
    @pytest.mark.parametrize(
        ("data", "what"),
        [
            (b"First line.\nF\xeate in K\xf6ln.\n", "is not"),
            (b"\xff\xfea\x00\xd8", "is not"),
            (b"words \x00 words.", ""),
            (b"", ""),
            (b" \n\t\n", ""),
            (b"\xef\xbb\xbf", ""),
            (os.urandom(4096).replace(b"\n", b"") + b"\x00\xff", ""),
        ],
        ids=["Latin-1", "half UTF-16", "NUL", "empty", "blank", "BOM only", "noise"],
    )
    def test_what_is_no_text_is_one_problem(self, read, name, data, what):
        drafts, problems, lost = read(name, data)
        assert drafts == []
        assert all(p.where.startswith(f"articles/{name}") and p.remedy and what in p.what for p in problems)
        # A file of lines without a line holds no articles; nothing is wrong with it.
        assert bool(problems) == lost == (name != "a.jsonl" or data.strip() not in (b"", b"\xef\xbb\xbf"))

    def test_the_undecodable_line_is_named(self, read):
        assert problem(read("a.txt", b"One.\nTwo.\nK\xf6ln.\n")).where == "articles/a.txt:3"

    def test_marks_that_turn_or_hide_text_go(self, read):
        draft = one(read("a.txt", "The \u202eterces\u202c of\u200b the\u2066 dam\u2069\u00ad. It \u200fheld."))
        assert draft.text == "The terces of the dam. It held."

    def test_joiners_that_scripts_need_stay(self, read):
        words = "می\u200cخواهم و. 👩\u200d🚒 was there."
        assert one(read("a.txt", words)).text == words

    @pytest.mark.parametrize("name", ["a.txt", "a.md", "a.json", "a.jsonl"])
    @pytest.mark.parametrize(
        "piece",
        ["x", "word ", "A. ", "Mr. ", "A A. ", "[", "*a_", "No. 5, ", "AB, Oct 1 (", "a.'\" ", "<a "],
    )
    def test_five_megabytes_on_one_line_end_soon(self, read, name, piece):
        line = (piece * (5_000_000 // len(piece))).encode()
        line = line if "json" not in name else json.dumps({"text": line.decode()}).encode()
        started = time.perf_counter()
        found = problem(read(name, line))
        assert "limit is 200,000" in found.what
        assert time.perf_counter() - started < 2

    @pytest.mark.parametrize(
        "piece", ["x", "Mr. ", "No. 5, ", "AB, Oct 1 (", "A A ", "a.'\" ", "“", "By A", "A.", "\u0301"]
    )
    @pytest.mark.parametrize("name", ["a.txt", "a.md"])
    def test_the_longest_allowed_line_ends_soon(self, read, name, piece):
        started = time.perf_counter()
        drafts, problems, _ = read(name, piece * (199_000 // len(piece)))
        assert len(drafts) + len(problems) == 1
        assert time.perf_counter() - started < 3

    def test_a_large_file_is_not_even_read(self, read):
        assert "larger than 1 MB" in problem(read("a.jsonl", b" " * 1_000_001, file_megabytes=1)).what


class TestFiles:
    def test_names_that_begin_with_a_line_or_a_dot_are_left_out(self, tmp_path):
        for name in (
            "b.md",
            "_draft.md",
            ".hidden.md",
            "_old/a.md",
            ".git/a.md",
            "sub/c.txt",
            "README.md",
            "sub/_x.txt",
            "a.pdf",
        ):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text("x")
        assert [p.relative_to(tmp_path).as_posix() for p in find_files(tmp_path)] == ["a.pdf", "b.md", "sub/c.txt"]

    def test_no_folder_no_files(self, tmp_path):
        assert find_files(tmp_path / "articles") == []

    def test_a_file_that_vanishes_while_it_is_read(self, tmp_path):
        (tmp_path / "a.md").write_text(BODY)
        (found,) = find_files(tmp_path)
        found.unlink()
        named = problem(read_file(found, "articles/a.md", Rules()))
        assert named.where == "articles/a.md"
        assert "cannot be read" in named.what

    def test_a_folder_that_takes_the_name_of_a_file(self, tmp_path):
        (tmp_path / "a.md").write_text(BODY)
        (found,) = find_files(tmp_path)
        found.unlink()
        found.mkdir()
        assert "cannot be read" in problem(read_file(found, "articles/a.md", Rules())).what

    def test_a_folder_with_an_articles_name_is_a_folder(self, tmp_path):
        (tmp_path / "a.md").mkdir()
        (tmp_path / "a.md" / "b.txt").write_text(BODY)
        assert [p.name for p in find_files(tmp_path)] == ["b.txt"]

    @pytest.mark.parametrize("target", ["a.md", "nowhere.md", "."], ids=["itself", "nothing", "the folder above"])
    def test_links_that_lead_nowhere_or_round(self, tmp_path, target):
        (tmp_path / "a.md").symlink_to(target)
        for found in find_files(tmp_path):
            assert "cannot be read" in problem(read_file(found, "articles/a.md", Rules())).what

    def test_a_pipe_does_not_hold_up_the_run(self, tmp_path):
        os.mkfifo(tmp_path / "a.txt")
        assert "pipe" in problem(read_file(tmp_path / "a.txt", "articles/a.txt", Rules())).what

    @pytest.mark.parametrize("name", [b"\xff.txt", b"a\nb.txt", b"a\x1b[31m.txt", "a\u202etxt.md".encode()], ids=repr)
    def test_a_name_that_cannot_be_printed(self, tmp_path, name):
        (tmp_path / os.fsdecode(name)).write_text(BODY)
        (found,) = find_files(tmp_path)
        named = problem(read_file(found, f"articles/{found.name}", Rules()))
        assert "\ufffd" in named.where
        assert str(named).encode()

    @pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a", "a.MDX"])
    def test_other_formats_are_named_and_lose_nothing(self, read, name):
        drafts, (found,), lost = read(name, b"%PDF")
        assert (drafts, lost) == ([], False)
        assert ".md, .txt" in found.remedy

    @pytest.mark.parametrize("name", ["a.MD", "a.Txt"])
    def test_the_case_of_the_ending_does_not_count(self, read, name):
        assert one(read(name, BODY)).text == BODY

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may list every folder")
    def test_a_folder_that_cannot_be_listed_is_named(self, tmp_path):
        closed = tmp_path / "closed"
        closed.mkdir(mode=0)
        try:
            assert find_files(tmp_path) == [closed]
            assert problem(read_file(closed, "articles/closed", Rules())).where == "articles/closed"
        finally:
            closed.chmod(0o700)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2024-01-24", "2024-01-24"),
        ("20240124", "2024-01-24"),
        ("2024-01-24T09:30:00Z", "2024-01-24T09:30:00Z"),
        ("2024-01-24T09:30Z", "2024-01-24T09:30:00Z"),
        ("2024-01-24 09:30:00+01:00", "2024-01-24T09:30:00+01:00"),
        ("2024-01-24T09:30:00.123-05:00", "2024-01-24T09:30:00-05:00"),
        ("2024-01-24T09:30:00", "2024-01-24"),
        ("2024-01-24 23:59", "2024-01-24"),
        ("Wed, 24 Jan 2024 09:30:00 +0100", "2024-01-24T09:30:00+01:00"),
        ("Wed, 24 Jan 2024 09:30:00 GMT", "2024-01-24T09:30:00Z"),
        ("24 Jan 2024 09:30:00 -0000", "2024-01-24"),
        ("1962-10-22T19:00:00-05:00", "1962-10-22T19:00:00-05:00"),
        ("2024-01-24T09:30:00+05:30:15", "2024-01-24"),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:00:00-12:00", None),
        ("0001-01-01", None),
        ("2024-02-30", None),
        ("2024-13-01", None),
        ("2024-01-24T25:00:00Z", None),
        ("yesterday", None),
        ("24/01/2024", None),
        ("1706088600", None),
        ("2024", None),
        ("", None),
        ("Mon, 99 Foo 20244 99:99:99 +9999", None),
    ],
)
def test_moments(written, kept):
    assert read_moment(written) == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://delta.example/a?b=c&d#e", "https://delta.example/a?b=c&d#e"),
        ("  http://delta.example  ", "http://delta.example"),
        ("HTTPS://Delta.example/A", "https://Delta.example/A"),
        ("https://[::1]/x", "https://[::1]/x"),
        ("https://köln.example/ü", "https://köln.example/ü"),
        ("javascript:alert(1)", None),
        ("JavaScript://delta.example/%0aalert(1)", None),
        ("data:text/html,x", None),
        ("//delta.example/a", None),
        ("delta.example/a", None),
        ("https://delta.example/a b", None),
        ("https://", None),
        ("https:///path", None),
        ("https://[broken/", None),
        ('https://delta.example/"onclick=x', None),
        ("https://delta.example/<b>", None),
        ("https:\\\\delta.example", None),
        ("ftp://delta.example/a", None),
        ("https://delta.example/" + "a" * 3000, None),
    ],
)
def test_addresses(read, written, kept):
    drafts, problems, _ = read("a.jsonl", json.dumps({"text": BODY, "url": written}))
    assert drafts[0].meta.url == kept
    assert [p.where for p in problems] == ([] if kept else ["articles/a.jsonl:1"])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("It held. It fell.", "It held"),
        ("“It held.” He left.", "“It held.”"),
        ("The U.S. Navy sailed. It turned.", "The U.S. Navy sailed"),
        ("At 5 p.m. it rained. Then not.", "At 5 p.m. it rained"),
        ("And so on ... They left.", "And so on ..."),
        ("Really? Yes.", "Really?"),
    ],
)
def test_the_first_sentence(text, sentence):
    assert first_sentence(text) == sentence


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(st.text(max_size=300), st.sampled_from(["a.txt", "a.md", "a.json", "a.jsonl"]))
def test_any_text_is_articles_or_problems(tmp_path_factory, text, name):
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    drafts, problems, lost = read_file(path, f"articles/{name}", Rules())
    assert drafts or lost or name == "a.jsonl"
    assert not lost or problems
    for draft in drafts:
        assert draft.text == draft.text.strip()
        assert all(block.span.of(draft.text).strip() for block in draft.blocks)
