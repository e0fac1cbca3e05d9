"""What the preview answers, without a socket: files and nothing else, to its own pages and nobody else."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.preview.answers import Answer, Preview, Request, complete_headers
from briefing.preview.hosts import Hosts
from briefing.preview.news import News
from briefing.site.headers import SECURITY_HEADERS

HOST = {"host": "localhost:8000"}


@pytest.fixture(name="preview")
def make_preview(tmp_path: Path) -> Preview:
    site = tmp_path / "site"
    for path, text in {
        "index.html": "<html><head><title>Home</title></head><body></body></html>",
        "404.html": "<html><head></head><body>Not here</body></html>",
        "briefs/a/index.html": "<html><head></head></html>",
        "assets/site.css": "0123456789",
        "feed.xml": "<rss/>",
        "feed.json": "{}",
        "data/terms.json": "[]",
        ".briefing": "hidden",
        "阶跃.txt": "wide",
    }.items():
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (tmp_path / "secret.txt").write_text("SECRET")
    return Preview(site, hosts=Hosts.of("localhost"), news=News(), desk=lambda state, root: b"the desk")


def get(preview: Preview, target: str, headers: Mapping[str, str] = HOST, method: str = "GET") -> Answer:
    return preview.answer(Request(method=method, target=target, headers=headers))


# ---------------------------------------------------------------------------------------------- files


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/briefs/a/", "text/html; charset=utf-8"),
        ("/assets/site.css", "text/css; charset=utf-8"),
        ("/feed.xml", "application/xml; charset=utf-8"),
        ("/feed.json", "application/feed+json; charset=utf-8"),
        ("/data/terms.json?x=1", "application/json; charset=utf-8"),
        ("/%E9%98%B6%E8%B7%83.txt", "text/plain; charset=utf-8"),
    ],
)
def test_a_file_is_served_with_its_type(preview: Preview, path: str, type_: str) -> None:
    answer = get(preview, path)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == type_


def test_a_folder_without_its_slash_is_sent_to_it(preview: Preview) -> None:
    answer = get(preview, "/briefs/a?q=1")
    assert (answer.status, answer.headers["Location"]) == (302, "/briefs/a/?q=1")


def test_what_is_not_there_gets_the_site_s_own_page(preview: Preview) -> None:
    for path in ("/none", "/briefs/", "/none/", "/assets/site.css/"):
        answer = get(preview, path)
        assert answer.status == 404
        assert b"Not here" in answer.body


def test_as_long_as_there_is_no_site_a_page_says_so(tmp_path: Path) -> None:
    preview = Preview(tmp_path / "none", hosts=Hosts(), news=News(), desk=lambda state, root: b"")
    answer = get(preview, "/")
    assert answer.status == 503
    assert b"reload.js" in answer.body


TRAVERSALS = [
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e%2fsecret.txt",
    "/..%5csecret.txt",
    "/..\\secret.txt",
    "/%252e%252e/secret.txt",
    "/..%c0%afsecret.txt",
    "/briefs/../../secret.txt",
    "/briefs/a/..%2f..%2f..%2fsecret.txt",
    "//secret.txt",
    "/./../secret.txt",
    "/.briefing",
    "/%2ebriefing",
    "/index.html%00.txt",
    "/C:/secret.txt",
    "/link.txt",
    "/outside/secret.txt",
    "/loop",
    "/pipe",
]


@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_path_leads_out_of_the_site(preview: Preview, path: str) -> None:
    (preview.site / "link.txt").symlink_to(preview.site.parent / "secret.txt")
    (preview.site / "outside").symlink_to(preview.site.parent)
    (preview.site / "loop").symlink_to(preview.site / "loop")
    os.mkfifo(preview.site / "pipe")
    for target in (path, path + "/"):
        answer = get(preview, target)
        assert answer.status in (400, 404)
        assert b"SECRET" not in answer.body


def test_an_absolute_path_is_no_way_out(preview: Preview) -> None:
    for target in (f"/{preview.site.parent}/secret.txt", f"{preview.site.parent}/secret.txt", "http://localhost/"):
        assert get(preview, target).status in (400, 404)


@given(st.text(alphabet="./\\%2ecfF5\x00:~ ", max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_path_gets_an_answer_and_never_the_secret(preview: Preview, path: str) -> None:
    answer = get(preview, f"/{path}secret.txt")
    assert answer.status in (404, 302)
    assert b"SECRET" not in answer.body


def test_a_link_inside_the_site_is_followed(preview: Preview) -> None:
    (preview.site / "again.css").symlink_to(preview.site / "assets" / "site.css")
    assert get(preview, "/again.css").body == b"0123456789"


# ------------------------------------------------------------------------------------- HTTP as it is


def test_every_answer_has_the_headers_of_the_site(preview: Preview) -> None:
    for answer in (get(preview, "/"), get(preview, "/none"), get(preview, "/-/news"), get(preview, "/", {})):
        assert SECURITY_HEADERS.items() <= complete_headers(answer).items()


def test_one_can_only_read(preview: Preview) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "FOO"):
        answer = get(preview, "/", method=method)
        assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_what_the_other_side_has_is_not_sent_again(preview: Preview) -> None:
    tag = get(preview, "/assets/site.css").headers["ETag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = get(preview, "/assets/site.css", {**HOST, "if-none-match": known})
        assert (answer.status, answer.body, answer.headers["ETag"]) == (304, b"", tag)
    (preview.site / "assets" / "site.css").write_text("changed")
    assert get(preview, "/assets/site.css", {**HOST, "if-none-match": tag}).status == 200


@pytest.mark.parametrize(
    ("asked", "status", "body", "range_"),
    [
        ("bytes=2-5", 206, b"2345", "bytes 2-5/10"),
        ("bytes=7-", 206, b"789", "bytes 7-9/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"),
        ("bytes=0-99", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=-99", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("bytes=5-2", 416, b"", "bytes */10"),
        ("bytes=-0", 416, b"", "bytes */10"),
        ("bytes=0-1,4-5", 200, b"0123456789", None),
        ("lines=1-2", 200, b"0123456789", None),
        ("bytes=x", 200, b"0123456789", None),
    ],
)
def test_a_range_is_answered_with_that_part(
    preview: Preview, asked: str, status: int, body: bytes, range_: str | None
) -> None:
    answer = get(preview, "/assets/site.css", {**HOST, "range": asked})
    assert (answer.status, answer.body, answer.headers.get("Content-Range")) == (status, body, range_)


def test_a_range_of_something_older_gets_the_whole(preview: Preview) -> None:
    answer = get(preview, "/assets/site.css", {**HOST, "range": "bytes=2-5", "if-range": '"old"'})
    assert (answer.status, answer.body) == (200, b"0123456789")


# ------------------------------------------------------------------------------------ whom it answers


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LocalHost", "localhost:9000"])
def test_requests_by_the_names_of_this_machine_are_answered(preview: Preview, host: str) -> None:
    assert get(preview, "/", {"host": host}).status == 200


@pytest.mark.parametrize(
    "host",
    [
        None,
        "",
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example",
        "evil.localhost",
        "127.0.0.1.nip.io",
        "localhost.",
        "localhost@evil.example",
        "localhost:8000, evil.example",
        "localhost:port",
        "192.168.0.7:8000",
        "0.0.0.0:8000",
        "[::ffff:127.0.0.1]",
        "2130706433",
        "http://localhost",
    ],
)
def test_a_foreign_host_is_refused(preview: Preview, host: str | None) -> None:
    answer = get(preview, "/", {} if host is None else {"host": host})
    assert answer.status == 403
    assert b"Home" not in answer.body


def test_a_page_from_elsewhere_is_refused(preview: Preview) -> None:
    assert get(preview, "/", {**HOST, "origin": "http://localhost:8000"}).status == 200
    for origin in ("http://evil.example", "null", "http://localhost:3000", "https://localhost:8000", ""):
        assert get(preview, "/", {**HOST, "origin": origin}).status == 403


def test_listening_on_the_network_lets_in_addresses_but_no_foreign_names() -> None:
    hosts = Hosts.of("0.0.0.0")
    assert hosts.allow("192.168.0.7:8000", None)
    assert hosts.allow("[fe80::1]:8000", "http://[fe80::1]:8000")
    assert not hosts.allow("evil.example:8000", None)


# ------------------------------------------------------------------------------------------- reloading


def test_pages_are_sent_with_the_script_that_reloads_them_and_files_stay_as_they_are(preview: Preview) -> None:
    edition = preview.news.state.edition
    assert f'<script src="/-/reload.js?edition={edition}" defer></script>\n</head>' in get(preview, "/").body.decode()
    assert b"reload" not in get(preview, "/feed.xml").body
    assert "reload" not in (preview.site / "index.html").read_text()
    assert get(preview, f"/-/reload.js?edition={edition}").headers["Content-Type"].startswith("text/javascript")


def test_a_new_edition_makes_every_page_new(preview: Preview) -> None:
    before = get(preview, "/").headers["ETag"]
    preview.news.built(changed=False)
    assert get(preview, "/").headers["ETag"] == before
    preview.news.built(changed=True)
    assert get(preview, "/").headers["ETag"] != before


def test_a_page_that_searches_is_reloaded_for_another_index_and_no_other_is(preview: Preview) -> None:
    (preview.site / "search").mkdir()
    (preview.site / "search/index.html").write_text("<html><head></head></html>")
    before = preview.news.state
    preview.news.indexed()
    after = preview.news.state
    assert (after.edition, after.failure) == (before.edition, before.failure)
    assert after.token != before.token
    assert after.index != before.index
    assert f'?edition={after.edition}&amp;index={after.index}"' in get(preview, "/search/").body.decode()
    assert f'?edition={after.edition}"' in get(preview, "/").body.decode()


def test_news_tell_of_a_failure_and_of_its_end(preview: Preview) -> None:
    first = json.loads(get(preview, "/-/news").body)
    preview.news.failed("error: seeds/a.txt: broken")
    failed = json.loads(get(preview, f"/-/news?seen={first['token']}").body)
    assert failed["failure"] == "error: seeds/a.txt: broken"
    assert failed["edition"] == first["edition"]
    preview.news.built(changed=True)
    built = json.loads(get(preview, f"/-/news?seen={failed['token']}").body)
    assert built["failure"] == ""
    assert built["edition"] != first["edition"]


def test_who_waits_for_news_is_let_go_at_the_end() -> None:
    news = News()
    news.close()
    assert news.wait(news.state.token, 60) == news.state


def test_a_later_run_is_another_edition() -> None:
    assert News().state.edition != News().state.edition


def test_the_desk_is_part_of_the_preview(preview: Preview) -> None:
    desk = get(preview, "/-/desk/")
    assert (desk.body, desk.headers["Content-Type"]) == (b"the desk", "text/html; charset=utf-8")
    assert get(preview, "/-/news").headers["Content-Type"] == "application/json; charset=utf-8"
    assert get(preview, "/", {}).headers["Content-Type"] == "text/plain; charset=utf-8"
    assert get(preview, "/-/").headers["Location"] == "/-/desk/"
    assert get(preview, "/-/../secret.txt").status == 404


# --------------------------------------------------------------------------------------------- prefix


def test_a_site_below_a_path_is_served_there(preview: Preview) -> None:
    preview.prefix = "/some/path/"
    assert get(preview, "/some/path/assets/site.css").status == 200
    assert get(preview, "/").headers["Location"] == "/some/path/"
    assert get(preview, "/some/path").headers["Location"] == "/some/path/"
    assert get(preview, "/assets/site.css").status == 404
