"""Templates: one strict environment for all pages (a name that does not exist stops the page)."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from trialogue.plain import words
from trialogue.web.assets import Assets
from trialogue.web.frame import Frame
from trialogue.web.patterns import Choice, Patterns
from trialogue.web.record_text import record_html, record_line, record_text


def make_environment(assets: Assets) -> Environment:
    """The environment, with filters for dates and codes and the form patterns as ``forms``."""
    env = Environment(
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
