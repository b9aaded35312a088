"""The few errors that a person or a program sees, and the exit code and HTTP status of each.

The message of each names the place and the mend; it never holds a health answer.
"""

from __future__ import annotations

from typing import ClassVar


class TrialogueError(Exception):
    """Something failed for a reason that can be said in one message."""

    exit_code: ClassVar[int] = 1
    status: ClassVar[int] = 500
    title: ClassVar[str] = "Something went wrong"


class UsageError(TrialogueError):
    """The request itself is wrong: an unknown option, a place nobody knows."""

    exit_code = 2
    status = 400
    title = "This request cannot be read"


class NotFoundError(TrialogueError):
    """No such study, application or page."""

    exit_code = 3
    status = 404
    title = "Not found"


class BadDataError(TrialogueError):
    """A file or record is malformed."""

    exit_code = 4
    status = 422
    title = "This data cannot be read"


class RegistryUnreachableError(TrialogueError):
    """The registry does not answer, or not with its own form."""

    exit_code = 5
    status = 502
    title = "The registry cannot be reached"


class LanguageModelError(TrialogueError):
    """The language model that the settings name does not answer, or not in the form that it should."""

    exit_code = 1
    status = 502
    title = "The language model cannot be reached"


class ForbiddenError(TrialogueError):
    """The person is known, and may not do this."""

    exit_code = 1
    status = 403
    title = "Not allowed"


class ConflictError(TrialogueError):
    """It is not possible in the present state: somebody else was first, or the state forbids it."""

    exit_code = 1
    status = 409
    title = "Not possible now"


class TooManyError(TrialogueError):
    """Too often in too short a time. ``wait``: seconds until it may work again."""

    def __init__(self, message: str, wait: float = 60.0) -> None:
        super().__init__(message)
        self.wait = wait

    exit_code = 1
    status = 429
    title = "Too many requests at once"


class SignInNeededError(TrialogueError):
    """The person is not known yet, and must be for this."""

    exit_code = 1
    status = 401
    title = "Please sign in first"


class StoreUnavailableError(TrialogueError):
    """The store cannot be read or written: full disk, no right to write, server gone.

    The message is for who runs the instance. ``is_full``: whether there is no room on the disk;
    ``in_public``: the message without where the store lies.
    """

    exit_code = 1
    status = 503
    title = "The store is not available"

    def __init__(self, message: str, *, is_full: bool = False, in_public: str = "") -> None:
        super().__init__(message)
        self.is_full = is_full
        self.in_public = in_public or message
