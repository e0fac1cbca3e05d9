"""The one module that knows Jinja: pages to bytes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final

import jinja2
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from markupsafe import Markup, escape

from briefing.errors import TemplateError
from briefing.model import OutputFile, Page
from briefing.stamps import Stamp, stamp_of

_OURS: Final = Path(__file__).parent.parent
_HINT: Final = "Mend the template, or restore it"


class _Loader(jinja2.FileSystemLoader):
    """Compiles a template anew when its file is another one; its time alone would not tell."""

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, file, _ = super().get_source(environment, template)
        stamp = _stamp(file)
        return source, file, lambda: _stamp(file) == stamp


def _stamp(file: str) -> Stamp | None:
    try:
        return stamp_of(os.stat(file))  # noqa: PTH116 - asked of four templates for every page
    except OSError:
        return None


class _Writer(CodeGenerator):
    """Writes what was escaped as plain text: nobody escapes it again, so it need not be marked as safe.

    Jinja has no public way to this; pages take a quarter longer without.
    """

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class _Environment(jinja2.Environment):
    code_generator_class = _Writer

    @staticmethod
    def escaped(value: object) -> str:
        """Escape a value; most are texts that have nothing to escape."""
        if type(value) is str and not ("&" in value or "<" in value or ">" in value or '"' in value or "'" in value):
            return value
        if type(value) is int:
            return str(value)
        return value if type(value) is Markup else escape(value)


@cache
def make_environment(templates: Path) -> jinja2.Environment:
    """Escape everything, in XML too, and refuse what a template was not given.

    It is kept, for a preview that builds again and again: a template is compiled anew when its file has changed.
    """
    return _Environment(
        loader=_Loader(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def compile_templates(templates: Path) -> None:
    """Compile all templates now, while there is nothing else to do or before processes are forked that share them.

    What is wrong with one is told by the page that needs it.
    """
    environment = make_environment(templates)
    for name in environment.list_templates(extensions=["html"]):
        with suppress(jinja2.TemplateError, UnicodeDecodeError, OSError):
            environment.get_template(name)


def render_page(page: Page, templates: Path) -> Iterator[OutputFile]:
    """Render a page. Raises TemplateError with the template's file and line."""
    data = _render(make_environment(templates), page, templates).encode()
    yield OutputFile(path=file_of(page.url), data=data)


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
        raise TemplateError(error.message or "syntax", path=error.filename, line=error.lineno, hint=_HINT) from error
    except UnicodeDecodeError as error:
        raise TemplateError("a template is not UTF-8 text", path=templates / page.template, hint=_HINT) from error
    except Exception as error:
        path, line = _place(error, templates)
        if not path:
            raise  # a fault of ours, not of a template
        message = str(error) if isinstance(error, jinja2.UndefinedError) else f"{type(error).__name__}: {error}"
        raise TemplateError(f"{message} (page /{page.url})", path=path, line=line, hint=_HINT) from error


def _place(error: BaseException, templates: Path) -> tuple[str, int]:
    """Find the innermost line of a template in a traceback: Jinja rewrites it to point there."""
    place, trace = ("", 0), error.__traceback__
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if Path(file).is_relative_to(templates):
            place = (file, trace.tb_lineno)
        elif Path(file).is_relative_to(_OURS) and file != __file__:
            place = ("", 0)  # a template called something of ours, and that failed; what it has escaped is its own
        trace = trace.tb_next
    return place
