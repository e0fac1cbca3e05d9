"""The review queue: what waits, in which order, and how a decision changes the vocabulary's files."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from briefing.errors import BriefingError, VocabularyError
from briefing.model import Kind, Suggestion, Vocabulary
from briefing.tagging.review import (
    Pending,
    adopt,
    describe,
    dismiss,
    merge,
    parse_kind,
    parse_target,
    queue,
    read_suggestions,
    run_review,
)
from briefing.tagging.spelling import fold
from briefing.tagging.vocabulary import load_vocabulary

COMPANIES = """\
# Companies
# One entry a line, sorted by id.
- {id: acme, name: Acme, aliases: [Acme Corp], region: none, parent: none}
# about bolt
- {id: bolt, name: Bolt, aliases: [], region: none, parent: none, ambiguous: [Bolt], context: [ride]}
- {id: zeta, name: Zeta, region: none}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "companies.yaml").write_bytes(COMPANIES.encode())
    return tmp_path


def suggestion(name: str, *, kind: Kind = Kind.COMPANIES, count: int = 1, adopted: bool = True) -> Suggestion:
    return Suggestion(
        kind=kind,
        id=name.lower().replace(" ", "-"),
        name=name,
        evidence="acquired",
        snippet=f"bought {name} today",
        count=count,
        adopted=adopted,
    )


# ---------------------------------------------------------------------------------------- the queue


def test_queue_puts_what_most_briefs_have_first(folder: Path) -> None:
    rows = [("a", suggestion("Often", count=9)), ("a", suggestion("Wide")), ("b", suggestion("Wide"))]
    assert [(one.name, one.count, one.briefs) for one in queue(rows, load_vocabulary(folder))] == [
        ("Wide", 2, ("a", "b")),
        ("Often", 9, ("a",)),
    ]


def test_queue_puts_spellings_together(folder: Path) -> None:
    rows = [("a", suggestion("Okera", count=3)), ("b", suggestion("OKERA")), ("c", suggestion("Okera AI"))]
    (one,) = queue(rows, load_vocabulary(folder))
    assert (one.name, one.spellings, one.count) == ("Okera", ("OKERA", "Okera", "Okera AI"), 5)


def test_queue_leaves_out_what_is_settled(folder: Path) -> None:
    dismiss(folder, "Twitter Blue")
    rows = [("a", suggestion(name)) for name in ("acme corp", "twitter-blue", "Okera")]
    assert [one.name for one in queue(rows, load_vocabulary(folder))] == ["Okera"]


def test_queue_does_not_depend_on_the_order(folder: Path) -> None:
    rows = [(brief, suggestion(name)) for brief, name in (("a", "One"), ("b", "Two"), ("b", "one"), ("c", "Three"))]
    assert {(one.name, one.count, one.briefs) for one in queue(rows, Vocabulary(terms={}))} == {
        (one.name, one.count, one.briefs) for one in queue(reversed(rows), Vocabulary(terms={}))
    }


def test_suggestions_are_read_from_the_report(tmp_path: Path) -> None:
    row = {"brief": "a", "kind": "people", "id": "jane-doe", "name": "Jane Doe", "evidence": "speaks", "count": 2}
    report = tmp_path / "report.json"
    report.write_text(json.dumps({"suggestions": [row | {"snippet": "s", "adopted": False}]}), "utf-8")
    ((brief, found),) = read_suggestions(report)
    assert (brief, found.kind, found.name, found.count, found.adopted) == ("a", Kind.PEOPLE, "Jane Doe", 2, False)


def test_no_report_means_nothing_to_review(tmp_path: Path) -> None:
    assert read_suggestions(tmp_path / "report.json") == ()


@pytest.mark.parametrize("text", ["", "[]", '{"suggestions": [{}]}', '{"suggestions": [{"brief": "a", "kind": "x"}]}'])
def test_a_broken_report_is_named(tmp_path: Path, text: str) -> None:
    report = tmp_path / "report.json"
    report.write_text(text, "utf-8")
    with pytest.raises(BriefingError, match="not a report of a build") as caught:
        read_suggestions(report)
    assert caught.value.path == str(report)


# -------------------------------------------------------------------------------------- decisions


@pytest.mark.parametrize(
    ("name", "before"),
    [("Aardvark", "- {id: acme"), ("Banana", "# about bolt"), ("Okera", "- {id: zeta"), ("Zulu", None)],
)
def test_adopt_adds_one_line_in_its_place(folder: Path, name: str, before: str | None) -> None:
    path = adopt(folder, name, Kind.COMPANIES)
    line = f"- {{id: {name.lower()}, name: {name}, aliases: [], region: none, parent: none}}\n"
    text = path.read_text("utf-8")
    assert text.replace(line, "") == COMPANIES
    rest = text.partition(line)[2]
    assert rest.startswith(before) if before else rest == ""


@pytest.mark.parametrize("kind", [Kind.COMPANIES, Kind.PRODUCTS, Kind.PEOPLE, Kind.ORGANIZATIONS])
def test_adopt_makes_a_valid_entry_of_every_kind(folder: Path, kind: Kind) -> None:
    adopt(folder, "Jane Doe", kind)
    term = load_vocabulary(folder).get(kind, "jane-doe")
    assert term is not None
    assert (term.name, term.aliases) == ("Jane Doe", ())


@pytest.mark.parametrize(
    "name",
    [
        "Tyvak Nano-Satellite Systems",
        "D'Angelo & Sons",
        "Yes",
        "null",
        "1e3",
        "2026-01-01",
        "=",
        "Foo: bar",
        "Foo #1",
        "- dash",
        "{id: evil}",
        "a}, {id: evil, name: b",
        "!!python/object:os.system x",
        "*anchor",
        "&anchor",
        '"quoted"',
        "back\\slash",
        "tab\tand\nline",
        "商汤科技",
        "Ünïcode Ä",
        "[x]",
        "@handle",
        "%TAG",
        "| block",
    ],
)
def test_a_name_is_written_as_itself_whatever_it_holds(folder: Path, name: str) -> None:
    adopt(folder, name, Kind.COMPANIES, ident="new")
    vocabulary = load_vocabulary(folder)
    term = vocabulary.get(Kind.COMPANIES, "new")
    assert term is not None
    assert term.name == " ".join(name.split())
    assert len(vocabulary.terms[Kind.COMPANIES]) == 4


def test_a_name_without_latin_letters_gets_an_id_of_its_digest(folder: Path) -> None:
    adopt(folder, "商汤科技", Kind.COMPANIES)
    (ident,) = set(load_vocabulary(folder).terms[Kind.COMPANIES]) - {"acme", "bolt", "zeta"}
    assert ident.startswith("company-")


@pytest.mark.parametrize("name", ["", "  ", "\x1b[31mred", "a\u202eb", "x" * 121])
def test_what_cannot_be_a_name_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(VocabularyError, match="cannot be a name"):
        adopt(folder, name, Kind.COMPANIES)
    assert (folder / "companies.yaml").read_text("utf-8") == COMPANIES


@pytest.mark.parametrize("ident", ["../../x", "A", "a b", "acme"])
def test_an_edit_that_makes_the_vocabulary_invalid_is_taken_back(folder: Path, ident: str) -> None:
    with pytest.raises(VocabularyError, match="nothing was changed"):
        adopt(folder, "Okera", Kind.COMPANIES, ident=ident)
    assert (folder / "companies.yaml").read_text("utf-8") == COMPANIES
    assert [path.name for path in folder.iterdir()] == ["companies.yaml"]


def test_a_spelling_that_is_taken_is_refused_by_name(folder: Path) -> None:
    with pytest.raises(VocabularyError, match="'ACME-corp' is a name of companies/acme already"):
        adopt(folder, "ACME-corp", Kind.PRODUCTS)
    assert not (folder / "products.yaml").exists()


def test_merge_adds_an_alias_in_the_line(folder: Path) -> None:
    merge(folder, "Acme Robotics", Kind.COMPANIES, "acme")
    merge(folder, "O'Bolt", Kind.COMPANIES, "bolt")
    merge(folder, "Zeta Labs Europe", Kind.COMPANIES, "zeta")
    assert (folder / "companies.yaml").read_text("utf-8") == (
        COMPANIES.replace("[Acme Corp]", "[Acme Corp, Acme Robotics]")
        .replace("aliases: []", "aliases: ['O''Bolt']")
        .replace("name: Zeta, region: none}", "name: Zeta, region: none, aliases: [Zeta Labs Europe]}")
    )


def test_merge_reads_entries_of_several_lines(tmp_path: Path) -> None:
    path = tmp_path / "companies.yaml"
    lines = ["- id: one", "  name: One", "  aliases:", "  - Uno", "# comment", "- id: two", "  name: Two  # here", ""]
    path.write_text("\n".join([*lines, "- id: six", "  name: Six"]), "utf-8")
    merge(tmp_path, "Eins", Kind.COMPANIES, "one")
    merge(tmp_path, "Zwei", Kind.COMPANIES, "two")
    assert path.read_text("utf-8") == (
        "- id: one\n  name: One\n  aliases:\n  - Uno\n  - Eins\n# comment\n"
        "- id: two\n  name: Two  # here\n  aliases: [Zwei]\n\n- id: six\n  name: Six"
    )


def test_an_alias_that_the_term_has_is_refused(folder: Path) -> None:
    with pytest.raises(VocabularyError, match="'Acme Corp' is a name of companies/acme already"):
        merge(folder, "Acme Corp", Kind.COMPANIES, "acme")


def test_a_vocabulary_that_is_invalid_already_is_left_alone(folder: Path) -> None:
    (folder / "people.yaml").write_text("- {id: x}\n", "utf-8")
    with pytest.raises(VocabularyError, match="missing field 'name'"):
        adopt(folder, "Okera", Kind.COMPANIES)
    assert (folder / "companies.yaml").read_text("utf-8") == COMPANIES


def test_merge_into_nothing_is_refused(folder: Path) -> None:
    with pytest.raises(VocabularyError, match="no term companies/nobody"):
        merge(folder, "Okera", Kind.COMPANIES, "nobody")


def test_windows_line_ends_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    path = tmp_path / "companies.yaml"
    before = "\ufeff# head\r\n- {id: bolt, name: Bolt, aliases: []}\r\n".encode()
    path.write_bytes(before)
    adopt(tmp_path, "Cargo", Kind.COMPANIES)
    merge(tmp_path, "Bolt Mobility", Kind.COMPANIES, "bolt")
    assert (
        path.read_bytes()
        == (
            "\ufeff# head\r\n- {id: bolt, name: Bolt, aliases: [Bolt Mobility]}\r\n"
            "- {id: cargo, name: Cargo, aliases: [], region: none, parent: none}\r\n"
        ).encode()
    )


def test_dismissed_is_remembered_once_in_whatever_spelling(folder: Path) -> None:
    path = dismiss(folder, "Twitter Blue")
    dismiss(folder, "twitter-blue")
    dismiss(folder, "Life: #1")
    assert path.read_text("utf-8").splitlines()[1:] == ["- Twitter Blue", "- 'Life: #1'"]
    assert load_vocabulary(folder).dismissed == {fold("Twitter Blue"), fold("Life: #1")}


@pytest.mark.parametrize(("text", "kind"), [("company", Kind.COMPANIES), ("People", Kind.PEOPLE)])
def test_kinds_are_read_in_either_number(text: str, kind: Kind) -> None:
    assert parse_kind(text) is kind


@pytest.mark.parametrize("text", ["region", "topics", "", "firm"])
def test_other_kinds_are_refused(text: str) -> None:
    with pytest.raises(VocabularyError, match="no kind"):
        parse_kind(text)


@pytest.mark.parametrize("text", ["acme", "companies/", "companies/../x", "firm/acme", ""])
def test_targets_are_a_kind_and_an_id(text: str) -> None:
    assert parse_target("companies/acme") == (Kind.COMPANIES, "acme")
    with pytest.raises(VocabularyError):
        parse_target(text)


# ------------------------------------------------------------------------------------- the prompt


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def pending(name: str, snippet: str = "bought it") -> Pending:
    (one,) = queue([("brief", suggestion(name))], Vocabulary(terms={}))
    assert one.name == name
    return Pending(
        kind=one.kind,
        id=one.id,
        name=name,
        spellings=one.spellings,
        evidence=one.evidence,
        snippet=snippet,
        count=1,
        briefs=one.briefs,
        adopted=True,
    )


def test_a_session_carries_out_what_is_answered(folder: Path) -> None:
    answers = Terminal("a\n\nm\ncompanies/acme\nd\ns\nq\n")
    out = io.StringIO()
    waiting = [pending(name) for name in ("Okera", "Acme Two", "Nonsense", "Later", "Never", "Unseen")]
    assert run_review(folder, waiting, answers, out) == 3
    vocabulary = load_vocabulary(folder)
    assert vocabulary.get(Kind.COMPANIES, "okera")
    assert "Acme Two" in (folder / "companies.yaml").read_text("utf-8")
    assert vocabulary.dismissed == {fold("Nonsense")}
    assert "Unseen" not in out.getvalue()
    assert out.getvalue().endswith("3 decided\n")


def test_a_mistake_is_asked_again(folder: Path) -> None:
    out = io.StringIO()
    assert run_review(folder, [pending("Okera")], Terminal("x\na\nfirm\nm\nnobody\na\nproduct\n"), out) == 1
    assert load_vocabulary(folder).get(Kind.PRODUCTS, "okera")
    assert "no kind 'firm'" in out.getvalue()
    assert "no term 'nobody'" in out.getvalue()


def test_the_end_of_input_ends_the_session(folder: Path) -> None:
    assert run_review(folder, [pending("Okera")], Terminal(""), io.StringIO()) == 0
    assert (folder / "companies.yaml").read_text("utf-8") == COMPANIES


def test_without_a_terminal_the_queue_is_listed(folder: Path) -> None:
    out = io.StringIO()
    assert run_review(folder, [pending("Okera")], io.StringIO("a\n"), out) == 0
    assert out.getvalue() == "Okera: company, 1 time in 1 brief, tagged (acquired)\n    bought it\n"


def test_a_snippet_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in describe(pending("Okera", "\x1b]0;title\x07\u202eabc"))
