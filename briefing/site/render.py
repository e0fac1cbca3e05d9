"""The one module that knows Jinja: pages to bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

import jinja2

from briefing.errors import TemplateError
from briefing.model import OutputFile, Page


def make_environment(templates: Path) -> jinja2.Environment:
    """Escape everything, in XML too, and refuse what a template was not given."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render_pages(pages: Iterable[Page], templates: Path) -> Iterator[OutputFile]:
    """Render in order. Raises TemplateError with the template's file and line."""
    environment = make_environment(templates)
    for page in pages:
        yield OutputFile(path=file_of(page.url), data=_render(environment, page, templates).encode())


def file_of(url: str) -> PurePosixPath:
    """Give the file that a static host serves for a URL: a folder's is its index.html."""
    return PurePosixPath(url + "index.html" if not url or url.endswith("/") else url)


def _render(environment: jinja2.Environment, page: Page, templates: Path) -> str:
    try:
        return environment.get_template(page.template).render(page.context)
    except jinja2.TemplateNotFound as error:
        hint = "Restore it, or point --templates elsewhere"
        raise TemplateError("template is missing", path=templates / str(error.name), hint=hint) from error
    except jinja2.TemplateSyntaxError as error:
        raise TemplateError(error.message or "syntax", path=error.filename, line=error.lineno) from error
    except jinja2.UndefinedError as error:
        raise TemplateError(str(error.message), path=templates / page.template, line=_line(error)) from error


def _line(error: BaseException) -> int:
    """Find the template's line in the traceback: Jinja rewrites it to point there."""
    line, trace = 0, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith((".html", ".xml", ".txt")):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
