"""The vocabulary folder: what is read, what is refused and where, what the cache keeps."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.cache import keep
from briefing.errors import VocabularyError
from briefing.inputs import program
from briefing.memo import pack
from briefing.model import Keyword, Kind, Term, Vocabulary
from briefing.tagging.spelling import key
from briefing.tagging.versions import version_id
from briefing.tagging.vocabulary import fold, load_vocabulary, seems_kept, surfaces

ROOT = Path(__file__).parent.parent
COMPANY_FIELDS = "companies have: aliases, ambiguous, context, id, name, parent, region, ticker, wikidata"


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def faults(folder: Path) -> list[str]:
    """List what is said of a folder, without the folder's own path."""
    with pytest.raises(ExceptionGroup) as caught:
        load_vocabulary(folder)
    assert all(isinstance(fault, VocabularyError) for fault in caught.value.exceptions)
    return [str(fault).replace(f"{folder}/", "") for fault in caught.value.exceptions]


def test_the_project_s_own_vocabulary_is_valid() -> None:
    vocabulary = load_vocabulary(ROOT / "content/vocabulary")
    assert {kind: bool(vocabulary.terms[kind]) for kind in Kind} == dict.fromkeys(Kind, True)


def test_a_missing_folder_has_no_terms(tmp_path: Path) -> None:
    assert list(load_vocabulary(tmp_path / "none")) == []


def test_an_entry_is_read_whole(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "v",
        companies="# head\n- {id: acme, name: Acme, aliases: [ACM, 顶点], region: none, ticker: 'NYSE:ACM'}\n",
        topics="- {id: chips, name: Chips, definition: About chips., keywords: [{term: GPU, weight: 5}]}\n",
    )
    vocabulary = load_vocabulary(folder)
    assert vocabulary.get(Kind.COMPANIES, "acme") == Term(
        kind=Kind.COMPANIES, id="acme", name="Acme", aliases=("ACM", "顶点"), ticker="NYSE:ACM"
    )
    chips = vocabulary.get(Kind.TOPICS, "chips")
    assert chips is not None
    assert chips.keywords == (Keyword(text="GPU", weight=5),)


def test_words_that_yaml_takes_for_values_stay_words(tmp_path: Path) -> None:
    folder = write(tmp_path / "v", regions="- {id: norway, name: Norway, kind: country, aliases: [NO, 47, 1.0, on]}\n")
    norway = load_vocabulary(folder).get(Kind.REGIONS, "norway")
    assert norway is not None
    assert norway.aliases == ("NO", "47", "1.0", "on")


def test_every_fault_is_reported_with_its_line(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "v",
        companies=(
            "- {id: acme, name: Acme}\n"
            "- {id: acme, name: Other}\n"
            "- {id: Bad Id, name: Bad}\n"
            "- {id: x, name: X, colour: red}\n"
            "- {id: y}\n"
            "- {id: z, name: Zed, region: nowhere}\n"
            "- {id: w, name: W1, ambiguous: [Dubya]}\n"
        ),
        products="- {id: p, name: Pad, kind: gadget}\n- {id: q, name: Quad, kind: model, pattern: '\\d+'}\n",
    )
    assert faults(folder) == [
        "companies.yaml:2: id 'acme' is taken by line 1",
        "companies.yaml:3: id 'Bad Id' is not a slug. Use a-z, 0-9 and single hyphens",
        f"companies.yaml:4: unknown field 'colour'. {COMPANY_FIELDS}",
        f"companies.yaml:5: missing field 'name'. {COMPANY_FIELDS}",
        "companies.yaml:6: region 'nowhere' is in none of regions.yaml",
        "companies.yaml:7: ambiguous 'Dubya' is not one of its names",
        "products.yaml:1: kind 'gadget' is none of app, assistant, benchmark, chip, dataset, device, framework, model, "
        "model-family, robot, service",
        "products.yaml:2: pattern: must begin with letters or digits, not with something that is left open",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{id: a}", "companies.yaml:1: the file must be a list"),
        ("- {id: a, name: [", "companies.yaml:2: invalid YAML: did not find expected node content"),
        ("- 5", "companies.yaml: an entry must be a mapping, and '5' is none"),
        ("- {id: a, name: ~}", "companies.yaml:1: missing field 'name'"),
        ("- {id: a, name: A1, aliases: [~]}", "companies.yaml:1: aliases must be a list of texts"),
        ("- {id: a, name: A1, aliases: B}", "companies.yaml:1: aliases must be a list of texts"),
        ("- {id: a, name: A1, name: A2}", "companies.yaml:1: 'name' is given twice, first in line 1"),
        ("- &x {id: a, name: A1}\n- *x", "companies.yaml:1: anchors and aliases (& and *) are not read here"),
        ("- !!python/name:os.system {id: a}", "the tag tag:yaml.org,2002:python/name:os.system is not read here"),
        (
            "- {id: a, name: !!python/name:os.system A1}",
            "the tag tag:yaml.org,2002:python/name:os.system is not read here",
        ),
        ("- {id: a, name: A1, parent: b}\n- {id: b, name: B1, parent: a}", "parent 'b' leads back to itself"),
    ],
)
def test_what_is_no_list_of_entries_is_refused(tmp_path: Path, text: str, message: str) -> None:
    assert message in faults(write(tmp_path / "v", companies=text))[0]


def test_not_utf_8_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "v")
    (tmp_path / "v/companies.yaml").write_bytes(b"# fine\n- {id: a, name: \xff}\n")
    assert faults(tmp_path / "v") == ["companies.yaml:2: not UTF-8"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("Acme", "ACME"), ("Acme", "Acme AI"), ("Acme", "acme-labs"), ("Acme Cloud", "Acme-Clouds"), ("Acmé", "Acme")],
)
def test_names_that_a_reader_would_confuse_are_refused(tmp_path: Path, first: str, second: str) -> None:
    companies = f"- {{id: one, name: {first}}}\n"
    products = f"- {{id: two, name: {second}, kind: app}}\n"
    assert faults(write(tmp_path / "v", companies=companies, products=products)) == [
        f"companies.yaml:1: '{first}' is a name of products/two too. Remove it from one, or mark it ambiguous in both",
        f"products.yaml:1: '{second}' is a name of companies/one too. Remove it from one, or mark it ambiguous in both",
    ]


def test_names_that_are_ambiguous_in_both_may_be_shared(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "v",
        companies="- {id: one, name: Acme, ambiguous: [Acme], context: [anvil]}\n",
        products="- {id: two, name: acme, kind: app, ambiguous: [acme], context: [phone]}\n",
    )
    assert len(list(load_vocabulary(folder))) == 2


def test_names_turned_down_are_remembered_by_their_fold(tmp_path: Path) -> None:
    folder = write(tmp_path / "v", dismissed="- Blue Sky Labs\n- 天空\n")
    assert load_vocabulary(folder).dismissed == {fold("bluesky"), "天空"}


def test_a_cache_gives_the_same_vocabulary(tmp_path: Path) -> None:
    fresh = load_vocabulary(ROOT / "content/vocabulary", cache=tmp_path / "cache")
    assert load_vocabulary(ROOT / "content/vocabulary", cache=tmp_path / "cache") == fresh


def test_a_cache_of_another_kind_is_ignored(tmp_path: Path) -> None:
    folder = write(tmp_path / "v", companies="- {id: acme, name: Acme}\n")
    fresh = load_vocabulary(folder)
    nameless = Vocabulary(terms={}, digest=fresh.digest)
    for number, kept in enumerate((b"", b"\xff", pack(None), pack((program(), None)), pack((b"another", nameless)))):
        cache = tmp_path / str(number)
        keep(cache / "vocabulary", kept)
        assert load_vocabulary(folder, cache=cache) == fresh


def test_a_cache_seems_to_have_what_is_older_than_it(tmp_path: Path) -> None:
    folder = write(tmp_path / "v", companies="- {id: acme, name: Acme}\n")
    assert not seems_kept(folder, tmp_path)
    load_vocabulary(folder, cache=tmp_path)
    os.utime(folder / "companies.yaml", (0, 0))
    assert seems_kept(folder, tmp_path)
    write(folder, people="")
    os.utime(tmp_path / "vocabulary", (1, 1))
    assert not seems_kept(folder, tmp_path)


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    folder = write(tmp_path / "v", companies="- {id: acme, name: Acme}\n")
    load_vocabulary(folder, cache=tmp_path)
    write(folder, companies="- {id: acme, name: Acme Works}\n")
    acme = load_vocabulary(folder, cache=tmp_path).get(Kind.COMPANIES, "acme")
    assert acme is not None
    assert acme.name == "Acme Works"


@given(st.text(min_size=1))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert isinstance(fold(name), str)
    assert fold(name.upper()) == fold(name.upper().lower().upper())


@pytest.mark.parametrize(
    ("surface", "ident"),
    [("Gemini 3.0 Pro", "gemini-3-0-pro"), ("gemini3.0-pro", "gemini-3-0-pro"), ("Gemini Pro", "gemini")],
)
def test_spellings_of_a_version_have_one_name(surface: str, ident: str) -> None:
    gemini = Term(kind=Kind.PRODUCTS, id="gemini", name="Gemini", category="model-family", aliases=("Gemini Advanced",))
    assert version_id(gemini, surface) == ident


def test_no_name_of_the_project_is_two_terms_but_an_ambiguous_one() -> None:
    owners: dict[str, set[tuple[Kind, str, bool]]] = defaultdict(set)
    for term in load_vocabulary(ROOT / "content/vocabulary"):
        marked = {key(name) for name in term.ambiguous}
        for name in surfaces(term) if term.kind is not Kind.TOPICS else ():
            owners[key(name)].add((term.kind, term.id, key(name) in marked))
    shared = {name: terms for name, terms in owners.items() if len({term[:2] for term in terms}) > 1}
    assert {name: terms for name, terms in shared.items() if not all(term[2] for term in terms)} == {}


@pytest.mark.parametrize("kind", [kind.value for kind in Kind])
def test_the_schema_knows_every_field_in_use(kind: str) -> None:
    schema = json.loads((ROOT / f"content/vocabulary/schema/{kind}.json").read_text(encoding="utf-8"))
    fields = set(schema["items"]["properties"])
    first = (ROOT / f"content/vocabulary/{kind}.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema=schema/{kind}.json"
    assert {"id", "name", "aliases"} <= fields
