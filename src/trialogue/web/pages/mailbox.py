"""The mails of an instance without a mail server, shown to its own machine only."""

from __future__ import annotations

import ipaddress

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from trialogue.actions.permissions import Action
from trialogue.errors import NotFoundError
from trialogue.mail.mailbox import read_mailbox
from trialogue.mail.mailer import FolderMailer
from trialogue.web.session import Visit, page
from trialogue.web.templating import render


@page(Action.READ_MAILBOX)
def mailbox(request: Request, visit: Visit) -> Response:
    """The newest mails. It does not exist where a mail server is configured, nor for other machines:
    whoever reads it can sign in as anybody."""
    mailer = request.app.state.services.mailer
    if not isinstance(mailer, FolderMailer) or not is_own_machine(visit.browser.place):
        raise NotFoundError("There is no such page.")
    return render(request, "people/mailbox.html", mails=read_mailbox(mailer.folder))


def is_own_machine(place: str) -> bool:
    """Whether a network address is the machine's own."""
    try:
        return ipaddress.ip_address(place).is_loopback
    except ValueError:
        return False


routes = [Route("/mailbox", mailbox, methods=["GET"])]
