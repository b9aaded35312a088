"""``trialogue steward``: claims, queues and failures from the command line of the instance's machine."""

from __future__ import annotations

from cyclopts import App

from trialogue.cli.context import print_json, services
from trialogue.model.person import Actor

app = App(name="steward", help="Claims, queues and failures.")


def _actor() -> Actor:

    # Whoever can run commands on this machine can read its key file: the machine vouches for them.
    return Actor(id="command line", steward=True)


@app.command
def status(*, json: bool = False) -> None:
    """Show what waits: claims, mails, failures, appeals, requests at sites that nobody has claimed.

    Parameters
    ----------
    json
        One JSON document.
    """
    from trialogue.actions.steward import steward_page

    with services() as opened:
        page = steward_page(opened.office, _actor())
    document = {
        "claims": len(page.claims),
        "mails_waiting": page.queue.waiting,
        "mails_delayed": page.queue.delayed,
        "mails_failed": page.queue.failed,
        "unclaimed_requests": page.unclaimed,
        "appeals_open": page.appeals,
        "studies": page.studies,
        "trail_rows": page.trail.rows,
        "trail_fits": page.trail.broken_at is None,
    }
    if json:
        print_json(document)
        return
    for name, value in document.items():
        print(f"{name.replace('_', ' '):<20} {value}")


@app.command
def claims(*, json: bool = False) -> None:
    """List the claims that wait for a decision.

    Parameters
    ----------
    json
        One JSON document.
    """
    from trialogue.actions.claim import open_claims

    with services() as opened:
        found = open_claims(opened.office, _actor())
    rows = [
        {
            "id": one.claim.id,
            "study": one.claim.nct_id,
            "facility": one.site.facility if one.site else None,
            "address": one.address,
            "domain_fits": one.hint,
        }
        for one in found
    ]
    if json:
        print_json(rows)
        return
    for row in rows:
        print("  ".join(str(value) for value in row.values()))
    if not rows:
        print("No claim waits.")


@app.command
def grant(claim: str, *, reads_only: bool = False) -> None:
    """Grant a claim.

    Parameters
    ----------
    claim
        The claim's id, from ``trialogue steward claims``.
    reads_only
        They may read requests there, and neither answer, say what room there is nor take lists out.
    """
    _decide(claim, granted=True, reads_only=reads_only)


@app.command
def refuse(claim: str) -> None:
    """Refuse a claim.

    Parameters
    ----------
    claim
        The claim's id, from ``trialogue steward claims``.
    """
    _decide(claim, granted=False)


def _decide(claim: str, *, granted: bool, reads_only: bool = False) -> None:
    from trialogue.actions.claim import decide_claim

    with services() as opened:
        decide_claim(opened.office, _actor(), claim, granted=granted, reads_only=reads_only)
    print("Granted." if granted else "Refused.")


@app.command
def resend(mail: str) -> None:
    """Put a failed mail back into the queue.

    Parameters
    ----------
    mail
        The mail's id, from the steward's page.
    """
    from trialogue.actions.steward import resend as send_again

    with services() as opened:
        send_again(opened.office, _actor(), mail)
    print("It will be sent again.")
