"""Makes a process ready before its first page is asked for: templates, tables, places."""

from __future__ import annotations

import gc
import threading

from jinja2 import Environment

from trialogue.index.city_points import city_point
from trialogue.plain.words import tables
from trialogue.web.study.map import ground

_PARTS = ("base.html", "pages/", "people/", "study/", "components/", "layouts/")


def warm(templates: Environment) -> None:
    """Compile the templates of public pages and read the large tables; takes some seconds."""
    for name in templates.list_templates(filter_func=lambda name: name.startswith(_PARTS)):
        templates.get_template(name)
    tables()
    ground()
    city_point("Ava", "Missouri", "United States")  # too small for the list of cities: reads the ZIP codes
    # What is there now stays: the collector need not look through it again with every tenth page.
    gc.collect()
    gc.freeze()


def warm_beside(templates: Environment) -> None:
    """The same in a thread, so that the process answers meanwhile."""
    threading.Thread(target=warm, args=(templates,), name="warm", daemon=True).start()
