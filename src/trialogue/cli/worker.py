"""``trialogue worker``: send mails and run what is due, beside or instead of the server's own worker."""

from __future__ import annotations

from cyclopts import App

from trialogue.cli.context import print_json, services, settings_and_origins

app = App(name="worker", help="Send mails and run what is due.")


@app.default
def work(*, once: bool = False, json: bool = False) -> None:
    """Work until stopped. Several workers share the work; no mail is sent by two at once.

    Parameters
    ----------
    once
        Send all that is due now, then stop.
    json
        With ``--once``: one JSON document of what was done.
    """
    import asyncio

    from trialogue import log
    from trialogue.actions.work import work_forever, work_once

    log.set_up(settings_and_origins()[0].log_level)
    with services() as opened:
        if not once:
            asyncio.run(work_forever(opened.office, opened.mailer))
            return
        done = asyncio.run(work_once(opened.office, opened.mailer))
    if json:
        print_json({"sent": done.sent, "delayed": done.delayed, "failed": done.failed})
    else:
        print(f"{done.sent} sent, {done.delayed} delayed, {done.failed} failed.")
