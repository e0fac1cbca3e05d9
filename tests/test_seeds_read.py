"""Finding, decoding and refusing captures."""

from __future__ import annotations

import datetime as dt
import os
from email.message import EmailMessage
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from briefing.errors import SeedError
from briefing.model import Facts, Form, Role
from briefing.seeds.decoding import UndecodableError, decode
from briefing.seeds.headers import readable
from briefing.seeds.mail import read_mail
from briefing.seeds.read import find_seeds, read_seed

CHINESE = (
    "人工智能公司今日发布新一代大模型，参数规模达到四千亿，"
    "推理成本下降六成，预计二季度开放。\n"
    "研究院院长表示，该模型在多项测试中取得第一。"
)
TRADITIONAL = (
    "人工智慧公司今日發表新一代語言模型，參數規模達到四千億，"
    "推論成本下降六成，預計第二季開放。\n"
    "研究院院長表示，該模型在多項測試中取得第一。"
)
JAPANESE = (
    "東北大学などの研究チームは、室温で動作する小型の量子センサーを開発したと発表した。感度は従来の約五倍になるという。"
)
KOREAN = (
    "국내 연구진이 칩 안으로 물을 흘려 열을 식히는 반도체 패키지를 개발했다고 밝혔다. 기존 방식보다 전력 소모를 줄였다."
)
GERMAN = "Die Fabrik für Züge in Görlitz schließt – „wir müssen sparen“, sagte der Geschäftsführer über das Ende."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "gb18030"),
        (TRADITIONAL, "big5"),
        (JAPANESE, "shift_jis"),
        (KOREAN, "euc-kr"),
        (GERMAN, "cp1252"),
        (CHINESE, "utf-8-sig"),
        (GERMAN, "utf-16"),
        (GERMAN, "utf-16-le"),
        (CHINESE, "utf-16-le"),
        (CHINESE + " GPT-5 and more", "utf-16-be"),
        (GERMAN, "utf-32-le"),
        ("A headline in plain letters\n", "utf-32-le"),
        ("A headline in plain letters\n", "utf-32-be"),
        ("A headline in plain letters\n", "utf-16-le"),
        ("A headline in plain letters\n", "utf-16-be"),
        (CHINESE, "utf-32-be"),
    ],
)
def test_an_encoding_is_detected(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("declared", "encoding"), [("gb2312", "gbk"), ("ISO-8859-1", "cp1252"), ("x-sjis", "cp932"), ("nonsense", "utf-8")]
)
def test_a_declared_encoding_is_believed_as_browsers_do(declared: str, encoding: str) -> None:
    text = {"gbk": "短文", "cp1252": "“né”", "cp932": "①短い", "utf-8": "né"}[encoding]
    assert decode(text.encode(encoding), declared) == text


def test_a_page_cannot_have_itself_read_by_any_codec() -> None:
    page = "caf\u00e9 \\u0041".encode("cp1252")
    for codec in ("punycode", "unicode_escape", "utf-7", "zlib", "idna", "undefined", "no such", "\0"):
        assert decode(page, codec) == "caf\u00e9 \\u0041"


def mail_of(*parts: str | MIMEBase, kind: str = "mixed") -> bytes:
    """Write a message of parts: a text, a page (it begins with a tag), or a part ready made."""
    return b"Subject: Fwd: A day\n" + within(kind, *parts).as_bytes()


def attached(text: str) -> MIMEBase:
    part = MIMEText(text)
    part.add_header("Content-Disposition", "attachment", filename="notes.txt")
    return part


def within(kind: str, *parts: str | MIMEBase) -> MIMEBase:
    whole = MIMEMultipart(kind)
    for part in parts:
        whole.attach(MIMEText(part, "html" if part.startswith("<") else "plain") if isinstance(part, str) else part)
    return whole


def forwarded(text: str) -> MIMEBase:
    letter = EmailMessage()
    letter.set_content(text)
    return MIMEMessage(letter)


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        (mail_of("One.\n", "Two.\n"), ["One.", "", "Two."]),
        (mail_of("One.", "<p>Two.</p>", "Three."), ["One.", "", "Two.", "", "Three."]),
        (mail_of("As text.", "<p>As a page.</p>", kind="alternative"), ["As a page."]),
        (
            mail_of(within("alternative", "As text.", "<p>As a page.</p>"), "The list's footer."),
            ["As a page.", "", "The list's footer."],
        ),
        (mail_of("As text.", "<img src=pixel.gif>", kind="alternative"), ["As text."]),
        (mail_of("As text.", within("mixed", "<p>As a page.</p>"), kind="alternative"), ["As a page."]),
        (mail_of("The letter.", attached("Not for readers.")), ["The letter."]),
        (mail_of("The letter.", forwarded("An older letter.")), ["The letter.", "", "An older letter."]),
        (mail_of(attached("Not for readers.")), [""]),
    ],
)
def test_every_text_of_a_mail_that_a_reader_sees_is_read(raw: bytes, lines: list[str]) -> None:
    seen, facts = read_mail(raw)
    assert [line.text for line in seen] == lines
    assert [line.number for line in seen] == list(range(1, len(seen) + 1))
    assert facts.title == "A day"


def test_japanese_mail_is_no_ascii() -> None:
    assert decode(JAPANESE.encode("iso2022_jp"), "ISO-2022-JP") == JAPANESE


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"OpenAI opens\0 an office", "OpenAI opens\0 an office"),
        (b"\0A headline of some twenty characters", "\0A headline of some twenty characters"),
        (f"{CHINESE}\0".encode(), f"{CHINESE}\0"),
        (CHINESE.encode()[:-1], f"{CHINESE[:-1]}\ufffd"),
        (CHINESE.encode() + b"\xff", f"{CHINESE}\ufffd"),
        (GERMAN.encode("utf-16") + b"x", f"{GERMAN}\ufffd"),
        (GERMAN.encode("utf-16") + b"\0\xd8", f"{GERMAN}\ufffd"),
        (GERMAN.encode("cp1252") + b"\x81", f"{GERMAN}\ufffd"),
    ],
)
def test_one_damaged_byte_costs_one_character(raw: bytes, text: str) -> None:
    assert decode(raw) == text


@pytest.mark.parametrize("raw", [bytes(range(256)) * 9, b"\1\2 x\n" * 99, b"Text\n" + b"\0" * 99])
def test_what_is_mostly_damaged_is_no_text(raw: bytes) -> None:
    with pytest.raises(UndecodableError):
        decode(raw)


def test_newlines_of_every_kind_are_one() -> None:
    assert decode(b"a\r\nb\rc\nd") == "a\nb\nc\nd"


def test_seeds_are_found_in_order_and_inside_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    (folder / "b").mkdir(parents=True)
    for name in ("z.txt", "a.md", "b/c.html", "d.HTM", "e.eml", "f.markdown", "._a.md", "a.md.meta.yaml", "x.pdf"):
        (folder / name).write_text("text", "utf-8")
    (tmp_path / "outside.txt").write_text("secret", "utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "outside.txt")
    assert [path.relative_to(folder).as_posix() for path in find_seeds(folder)] == [
        "a.md",
        "b/c.html",
        "d.HTM",
        "e.eml",
        "f.markdown",
        "link.txt",
        "x.pdf",
        "z.txt",
    ]
    with pytest.raises(SeedError, match=r"link\.txt: this link leads out of the seeds"):
        read_seed(folder / "link.txt", folder=folder)
    with pytest.raises(SeedError, match=r"x\.pdf: a '\.pdf' file cannot be read"):
        read_seed(folder / "x.pdf", folder=folder)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.txt", b"", "a.txt:1: there is no text in this file. Capture it again, or remove it"),
        ("a.txt", b" \n\n ", "a.txt:1: there is no text in this file. Capture it again, or remove it"),
        (
            "a.txt",
            b"ok\n\0\1\2",
            "a.txt:2: this is a binary file, not a text. Save it as UTF-8, or move it out of the seeds",
        ),
        (
            "a.md",
            b"%PDF-1.7 x",
            "a.md:1: this is a binary file, not a text. Save it as UTF-8, or move it out of the seeds",
        ),
        (
            "a.html",
            b"<html><head></head></html>",
            "a.html:1: there is no text in this file. Capture it again, or remove it",
        ),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, name: str, content: bytes, error: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SeedError) as caught:
        read_seed(tmp_path / name, folder=tmp_path)
    assert str(caught.value) == error


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.txt", "x\n" * 100_001, "it has more than 100,000 lines"),
        ("a.md", "[a]*b* " * 25_001, "it has more than 100,000 marks"),
        ("a.html", f"<p>{'&lt;' * 100_001}</p>", "it has more than 100,000 marks"),
        ("a.html", "<b>x</b>" * 250_001, "it has more than 500,000 tags"),
        ("a.eml", "Content-Type: message/rfc822\n\n" * 3_000, "its parts nest too deep"),
    ],
)
def test_what_is_no_article_is_refused_with_the_limit(tmp_path: Path, name: str, content: str, error: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(SeedError, match=rf"{name}: {error}.*\. Save the article alone"):
        read_seed(tmp_path / name, folder=tmp_path)


@pytest.mark.parametrize("name", ["OpenAI launches GPT-4.5", "no. 7", "2026.05", "a.txt ", "notes"])
def test_a_name_without_a_kind_of_file_is_that_of_a_text(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Some text", "utf-8")
    assert read_seed(tmp_path / name, folder=tmp_path).form is Form.TEXT


def test_a_name_as_long_as_a_disk_can_have_is_read(tmp_path: Path) -> None:
    seed = tmp_path / f"{'a' * 251}.txt"
    seed.write_text("Some text", "utf-8")
    assert read_seed(seed, folder=tmp_path).lines[0].text == "Some text"


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x" * 101, "utf-8")
    with pytest.raises(SeedError, match=r"a\.txt: this file is too large \(101 bytes, and 100 is the limit\)"):
        read_seed(tmp_path / "a.txt", folder=tmp_path, max_bytes=100)


def test_a_pipe_and_a_folder_are_refused_unopened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    for path in find_seeds(tmp_path):
        with pytest.raises(SeedError, match="this is no regular file"):
            read_seed(path, folder=tmp_path)
    assert len(find_seeds(tmp_path)) == 2


def test_a_sidecar_is_read_beside_its_seed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text", "utf-8")
    (tmp_path / "a.meta.yaml").write_text("title: A title\ndate: 2026-05-01\nkeep: [one]\ndrop: two\n", "utf-8")
    sidecar = read_seed(tmp_path / "a.txt", folder=tmp_path).sidecar
    assert (sidecar.facts.title, sidecar.facts.date) == ("A title", dt.date(2026, 5, 1))
    assert (sidecar.keep, sidecar.drop) == (("one",), ("two",))


@pytest.mark.parametrize(
    ("yaml", "error"),
    [
        ("titel: x", "a.txt.meta.yaml:1: unknown key 'titel'. Did you mean 'title'?"),
        ("- x", "a.txt.meta.yaml:1: a sidecar is a list of keys with values. For example, title: A headline"),
        ("date: soon", "a.txt.meta.yaml:1: 'soon' is no date. Write it as 2026-05-01"),
        ("title: [x]", "a.txt.meta.yaml:1: 'title' is a text. Put it in quotes"),
        (
            "keep: [[x]]",
            "a.txt.meta.yaml:1: 'keep' is a list of texts. For example, keep: [\"some words of the line\"]",
        ),
        ("lang: en\ntitle: 'x", "a.txt.meta.yaml:2: invalid YAML: found unexpected end of stream"),
        (
            "title: !!python/object/apply:os.getcwd []",
            "a.txt.meta.yaml:1: the tag tag:yaml.org,2002:python/object/apply:os.getcwd is not read here",
        ),
        ("a: &a [x]\ndate: [*a, *a]", "a.txt.meta.yaml:1: anchors and aliases (& and *) are not read here"),
        ("lang: en\ndate: 0001-01-01", "a.txt.meta.yaml:2: '0001-01-01' is no date. Write it as 2026-05-01"),
        (
            "url: javascript:alert(1)",
            "a.txt.meta.yaml:1: 'javascript:alert(1)' is no address of the web. Write it with https:// at the front",
        ),
    ],
)
def test_a_faulty_sidecar_is_named(tmp_path: Path, yaml: str, error: str) -> None:
    (tmp_path / "a.txt").write_text("text", "utf-8")
    (tmp_path / "a.txt.meta.yaml").write_text(yaml, "utf-8")
    with pytest.raises(SeedError) as caught:
        read_seed(tmp_path / "a.txt", folder=tmp_path)
    assert str(caught.value) == error


def test_a_sidecar_that_leads_out_of_the_seeds_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("root: x", "utf-8")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/a.txt").write_text("text", "utf-8")
    (tmp_path / "seeds/a.txt.meta.yaml").symlink_to(tmp_path / "secret")
    with pytest.raises(SeedError, match=r"a\.txt\.meta\.yaml: this link leads out of the seeds"):
        read_seed(tmp_path / "seeds/a.txt", folder=tmp_path / "seeds")


def test_what_a_name_hides_is_refused_and_what_programs_hide_is_not_there(tmp_path: Path) -> None:
    for name in ("..txt", "...txt", ".hidden.md", "._a.txt", ".#a.txt", ".a.txt.swp", ".DS_Store"):
        (tmp_path / name).write_text("text", "utf-8")
    assert [path.name for path in find_seeds(tmp_path)] == ["...txt", "..txt", ".hidden.md"]
    with pytest.raises(SeedError, match=r"this file is hidden\. Take the dot from the front of its name"):
        read_seed(tmp_path / "...txt", folder=tmp_path)


def test_what_is_said_of_a_capture_is_visible_and_can_be_followed() -> None:
    said = readable(Facts(title="A\u202etitle\0\x1b of\n it", source="\u200b", url="https://ex\u202eample.org/"))
    assert said == Facts(title="Atitle of it", url="https://example.org/")
    assert readable(Facts(url="javascript:alert(1)")) == readable(Facts(url="http://[bad")) == Facts()


def test_a_page_is_read_in_lines_with_roles(tmp_path: Path) -> None:
    page = (
        "<html><body><nav>Menu</nav><h1>T</h1><p>A <b>bold</b> word, and a good many more of them"
        " to make a paragraph here.</p><ul><li>x</li></ul></body></html>"
    )
    (tmp_path / "a.html").write_text(page, "utf-8")
    seed = read_seed(tmp_path / "a.html", folder=tmp_path)
    assert seed.form is Form.HTML
    assert [(line.number, line.role, line.place) for line in seed.lines[:2]] == [
        (1, Role.TEXT, "nav"),
        (2, Role.HEADING, "lead"),
    ]
    assert seed.lines[2].text.startswith("A **bold** word")


@pytest.mark.parametrize("tag", ["div", "span", "blockquote"])
def test_a_page_is_read_however_deep_it_nests(tmp_path: Path, tag: str) -> None:
    page = f"<h1>Up here</h1>{f'<{tag}>' * 9_000}<p>Down there</p>{f'</{tag}>' * 9_000}<p>And up again</p>"
    (tmp_path / "deep.html").write_text(page)
    lines = read_seed(tmp_path / "deep.html", folder=tmp_path).lines
    assert [line.text for line in lines] == ["Up here", "Down there", "And up again"]


def test_a_link_inside_the_folder_is_a_seed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text", "utf-8")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert [path.name for path in find_seeds(tmp_path)] == ["a.txt", "b.txt"]
