"""Templates: one strict environment for all pages (a name that does not exist stops the page)."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape
from jinja2.compiler import CodeGenerator
from jinja2.compiler import Frame as Scope
from jinja2.environment import TemplateModule
from jinja2.nodes import Expr
from jinja2.runtime import Context
from starlette.requests import Request
from starlette.responses import HTMLResponse

from trialogue.plain import words
from trialogue.web.assets import Assets
from trialogue.web.escaping import written
from trialogue.web.frame import Frame
from trialogue.web.patterns import Choice, Patterns
from trialogue.web.record_text import record_html, record_line, record_text


class _Writer(CodeGenerator):
    """Code of templates in which each expression goes through ``written``."""

    def _output_child_pre(self, node: Expr, frame: Scope, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.written(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _Template(Template):
    """A template that never has globals of its own, so that its macros are made once for all pages.

    Jinja would compare the names of all globals at each import.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


class _Environment(Environment):
    code_generator_class = _Writer
    template_class = _Template
    written = staticmethod(written)


def make_environment(assets: Assets) -> Environment:
    """The environment, with filters for dates and codes and the form patterns as ``forms``."""
    env = _Environment(
        loader=PackageLoader("trialogue.web"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(default=True, default_for_string=True),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.globals |= {
        "asset": assets.url,
        "forms": Patterns(),
        "Choice": Choice,
        "words": words,
        "frame": Frame.empty(),
    }
    env.filters |= {
        "date_words": words.date_words,
        "number": words.number,
        "plural": words.plural,
        "the_country": words.the_country,
    }
    env.filters |= {"record": record_html, "record_line": record_line, "record_text": record_text}
    return env


def render(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page. Every template knows ``frame`` (operator, data date, demonstration) and ``path``."""
    return HTMLResponse(render_text(request, template, **context), status_code=status)


def render_text(request: Request, template: str, **context: Any) -> str:
    """The text of a page or of a part of one."""
    env: Environment = request.app.state.templates
    frame: Frame = request.app.state.frame()
    return env.get_template(template).render(frame=frame, path=request.url.path, **context)
