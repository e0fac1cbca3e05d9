"""Captures that nobody means well with: name and content of each. Each says MARK somewhere in its text."""

from __future__ import annotations

from collections.abc import Iterator

_PROSE = "The committee met on Monday and said that the MARK was good. It will meet again, members of the board said."
_TITLE = "A headline about the MARK of the day"


def hostile_seeds() -> dict[str, bytes]:
    return {name: text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass") for name, text in _all()}


def _all() -> Iterator[tuple[str, str | bytes]]:
    yield from _markup()
    yield from _front_matter()
    yield from _characters()
    yield from _names()
    yield from _facts()
    yield from _sizes()


def _article(*parts: str, title: str = _TITLE) -> str:
    return "\n\n".join([title, _PROSE, *parts, _PROSE]) + "\n"


def _markup() -> Iterator[tuple[str, str | bytes]]:
    attacks = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "</script><script>alert(1)</script>",
        "]]><script>alert(1)</script>",
        "<!-- --><script>alert(1)</script>",
        "<iframe src=javascript:alert(1)>",
        "[a link](javascript:alert(1)) and [another](data:text/html;base64,PHNjcmlwdD4=)",
        "[a]: javascript:alert(1)\n\nRead [a] and [a][a].",
        '<javascript:alert(1)> <https://example.org/"onmouseover=alert(1)>',
        "{{ 7 * 7 }} {% for x in y %} {{ config }} {# #} ${7*7} <%= 7 %>",
        "&lt;script&gt;alert(1)&lt;/script&gt; &#60;script&#62; &#x3c;b onclick=x&#x3e;",
        "`<script>` ``` <script>alert(1)</script> ```",
        '| a | b |\n|---|---|\n| <script>x</script> | " onload="x |',
        "<style>*{display:none}</style><meta http-equiv=refresh content=0;url=//evil>",
        "<base href=//evil><form action=//evil><input name=q>",
        '" autofocus onfocus=alert(1) x="',
        '![x](x" onerror="alert(1)) ![y](javascript:alert(1))',
    ]
    for number, attack in enumerate(attacks):
        yield f"markup-{number:02}.txt", _article(attack)
        yield f"markup-title-{number:02}.txt", _article(title=f"{attack.splitlines()[0]} MARK of the day and more")
        page = f"<html><head><title>{attack}</title></head><body><article><h1>{_TITLE}</h1><p>{_PROSE}</p>"
        yield f"markup-{number:02}.html", f"{page}<p>{attack}</p><p>{_PROSE}</p></article></body></html>"


def _front_matter() -> Iterator[tuple[str, str | bytes]]:
    for number, head in enumerate(
        [
            "---\ntitle: !!python/object/apply:os.system [id]\nslug: ../../etc/passwd\n---",
            "---\na: &a [x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\ntitle: bomb\n---",
            "---\ngenerated: sha256:" + "0" * 64 + "\nslug: index\n---",
            "---\ntitle: never closed",
            "---\n" + "[" * 50_000 + "\n---",
            "+++\ntitle = 'toml'\n+++",
        ]
    ):
        yield f"front-{number}.md", head + "\n\n" + _article()
    yield "fences.txt", _article("---", "---\nstories: []\n---", "***", "===")


def _characters() -> Iterator[tuple[str, str | bytes]]:
    yield "bidi.txt", _article("\u202eevil\u202c \u2066x\u2069 \u200fy", title="A \u202eheadline\u202c MARK of the day")
    yield (
        "invisible.txt",
        _article("zero\u200bwidth\u200c\u200d\ufeff \u00ad soft", title="A\u200b headline\u2060 MARK today"),
    )
    yield "controls.txt", _article("".join(map(chr, [*range(1, 9), 11, 12, *range(14, 32), 127])) + " bells")
    yield "c1.txt", _article("".join(map(chr, range(128, 160))) + " and \ufffe\uffff nonsense")
    yield "astral.txt", _article("🤖🇨🇳👩\u200d👩\u200d👧 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 \U000e0001\U000f0000")
    yield "combining.txt", _article("Z" + "\u0301" * 5_000 + " zalgo")
    yield "terminal.txt", _article("\x1b[31mred\x1b[0m \x1b]0;title\x07 \r\nerror: forged")
    yield "surrogates.txt", b"A headline with \xed\xa0\x80 half a pair\n\n" + _PROSE.encode()
    yield "latin.txt", _article("Caf\u00e9 na\u00efve \u2013 \u201cquoted\u201d").encode("cp1252")
    yield "utf16.txt", _article("Some wide text").encode("utf-16")
    yield "broken-utf8.txt", _article("half").encode() + b"\xff\xfe\x80"
    yield from _encodings()
    yield "nul.txt", b"a\0\0\0\1 binary MARK"
    yield "empty.txt", b""
    yield "blank.txt", b" \n\t\n\xc2\xa0\n"
    yield "newlines.txt", _article().replace("\n", "\r").encode()


def _encodings() -> Iterator[tuple[str, str | bytes]]:
    text = _article("Caf\u00e9 na\u00efve r\u00e9sum\u00e9")
    chinese = f"{_TITLE}\n\n" + "\u516c\u53f8\u53d1\u5e03\u4e86\u65b0\u7684\u5927\u6a21\u578b MARK\u3002\n\n" * 9
    for encoding in ("utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"):
        yield f"{encoding}.txt", text.encode(encoding)
        yield f"{encoding}-chinese.txt", chinese.encode(encoding)
    yield "one-nul.txt", text.encode().replace(b"committee", b"com\0mittee")
    yield "cut-off.txt", text.encode() + "\u00e9".encode()[:1]
    yield "overlong.txt", text.encode() + b"\xc0\xae\xc0\xae\xc0\xaf"
    yield "odd-utf16.txt", text.encode("utf-16") + b"x"
    for codec in ("punycode", "utf-7", "unicode_escape", "zlib", "x" * 3_000):
        page = f"<meta charset='{codec}'><h1>{_TITLE}</h1><p>{_PROSE} Caf\u00e9.</p><p>{_PROSE}</p>"
        yield f"codec-{codec[:9]}.html", page.encode("cp1252")


def _names() -> Iterator[tuple[str, str | bytes]]:
    for name in ("CON.txt", "index.txt", "feed.xml.txt", "x...txt", "a b'\"$(id)`;&|.txt", "-rf.txt", "%2e%2e%2f.txt"):
        yield name, _article(name)
    yield "case.txt", _article("lower", title="Same Name as the MARK")
    yield "CASE.txt", _article("upper", title="SAME NAME AS THE MARK")
    yield "caf\u00e9.txt", _article("composed", title="Le caf\u00e9 et le MARK")
    yield "cafe\u0301.txt", _article("decomposed", title="Le cafe\u0301 et le MARK")
    yield "new\nline\x1b[31m.txt", _article("a name of two lines")
    for number, title in enumerate(
        ["../../../etc/passwd", "CON", "index", "..", "/", "feed.xml", "404", "a" * 3_000, "文" * 300]
    ):
        yield f"title-{number}.txt", _article(title=title)
    for name in ("A headline about GPT-4.5", "no. 7", "a.txt "):
        yield name, _article(name)
    for name in ("\u202etxt.live.txt", "zero\u200bwidth.txt", "...txt"):
        yield name, _article(name)
    yield b"no\xfftext.txt".decode(errors="surrogateescape"), _article("a name that is no text")
    yield "no-suffix", _article("a name without an end")
    yield "picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def _facts() -> Iterator[tuple[str, str | bytes]]:
    page = f"<h1>{_TITLE}</h1><p>{_PROSE}</p><p>{_PROSE}</p>"
    for number, url in enumerate(
        ["http://[::1", "https://ex\u202eample.org/moc", "javascript:alert(1)", "//[", "http:"]
    ):
        head = f"---\ntitle: The MARK\nurl: {url}\nsource: a\x1b\u202eb\0\n---\n\n"
        yield f"facts-{number}.md", head.replace("\0", "") + _article(f"[A link]({url}) and <{url}>", f"[{url}]({url})")
        link = f"<p><a href='{url}'>A line that is a link and nothing else</a></p>"
        yield f"facts-{number}.html", f"<link rel=canonical href='{url}'>{page}{link * 3}"
    headers = f"Subject: A headline about the MARK\nFrom: {'a (' * 3_000}\nDate: Mon, 01 Jan 0001 00:00:00 +0000\n"
    yield "facts.eml", f"{headers}\n{_PROSE}\n"


def _sizes() -> Iterator[tuple[str, str | bytes]]:
    yield "one-long-line.txt", _article("word " * 40_000)
    yield "one-long-word.txt", _article("x" * 200_000)
    yield "many-lines.txt", _article("\n".join(f"Line {number} of it." for number in range(10_000)))
    yield "too-many-lines.txt", _article("x\n" * 100_000)
    yield "too-many-tags.html", f"<h1>{_TITLE}</h1><p>{_PROSE}" + "<b>x</b>" * 250_001
    yield "ragged.md", _article("|" + "a|" * 5_000 + "\n|" + "-|" * 5_000 + "\n" + "|x|\n" * 2_000)
    yield "names.txt", _article(f"Additional headlines include {', '.join(f'Name{n} Corp' for n in range(1_000))}.")
    yield "headings.md", _article("\n\n".join(["## The same heading", _PROSE] * 1_000))
    yield "brackets.md", _article("[" * 20_000 + "]" * 20_000)
    yield "links.md", _article("[a](" * 5_000, "[b][b] " * 5_000, "[b]: https://example.org/" + "x" * 5_000)
    yield "references.md", _article("\n".join(f"[r{n}]: https://example.org/{n}\n\nSee [r{n}]." for n in range(2_000)))
    yield "marks.txt", _article("[*" * 50_001)
    yield "quotes.md", _article(">" * 5_000 + " deep", "> " * 5_000 + "deeper")
    yield "lists.md", _article("\n".join(" " * number + "- deep" for number in range(300)))
    yield "stars.md", _article("*a **b " * 10_000, "_" * 10_000, "`" * 9_999 + " x")
    yield "tags.html", ("<div>" * 5_000 + f"<h1>{_TITLE}</h1><p>{_PROSE}</p><p>{_PROSE}</p>" + "</div>" * 5_000)
    yield (
        "attributes.html",
        f"<p {' '.join(f'a{n}=1' for n in range(20_000))}>{_PROSE}</p><h1>{_TITLE}</h1><p>{_PROSE}</p>",
    )
    yield "numbers.txt", _article("$1 billion " * 3_000, "1" * 5_000 + " units", "1,000," * 2_000)
    yield "entities.html", f"<h1>{_TITLE}</h1><p>{_PROSE}</p><p>{'&amp;' * 20_000}</p><p>{_PROSE}</p>"
