"""The mails of an instance without a mail server, shown to its own machine only."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from trialogue.actions.permissions import Action
from trialogue.errors import NotFoundError
from trialogue.mail.mailbox import read_mailbox
from trialogue.mail.mailer import FolderMailer
from trialogue.web.place import is_loopback
from trialogue.web.session import Visit, page
from trialogue.web.templating import render


@page(Action.READ_MAILBOX)
def mailbox(request: Request, visit: Visit) -> Response:
    """The newest mails. It does not exist where a mail server is configured, nor for other machines:
    whoever reads it can sign in as anybody."""
    mailer = request.app.state.services.mailer
    if not isinstance(mailer, FolderMailer) or not _is_at_home(request, visit):
        raise NotFoundError("There is no such page.")
    return render(request, "people/mailbox.html", mails=read_mailbox(mailer.folder))


def _is_at_home(request: Request, visit: Visit) -> bool:
    """Whether site, visitor and the name that the browser asked for are all the machine's own.

    A proxy that names no visitor makes all of them local, and a page of another site can have its own
    name lead to this machine (DNS rebinding).
    """
    site = urlsplit(visit.office.settings.base_url).hostname or ""
    return all(map(is_loopback, (site, visit.browser.place, request.url.hostname or "")))


routes = [Route("/mailbox", mailbox, methods=["GET"])]
