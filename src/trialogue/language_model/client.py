"""Asks a language model behind an OpenAI-compatible address, and believes nothing that it answers.

It asks only the address that it was given: no redirect is followed, no proxy of the environment used.
What comes back is limited in size and time. No message holds the key, or words of the other side.
"""

from __future__ import annotations

import ipaddress
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import SplitResult, urlsplit

import httpx2
import msgspec

from trialogue import __version__
from trialogue.config import Settings
from trialogue.errors import LanguageModelError, UsageError

MAX_BODY_BYTES = 2**20
"""A short summary takes two thousand bytes; reasoning that some servers send along, a few more."""
TIMEOUT = 120.0
"""Seconds for one whole answer: a small machine writes a few words a second."""
_HINTS = {
    400: "it does not take this request; is the model's name right?",
    401: "it does not accept the key",
    403: "it does not accept the key",
    404: "there is no such address or model",
    429: "it has been asked too often, or the account is used up",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelAddress:
    """Where a model is and its name there. The key stays out of ``repr``.

    Raises UsageError for an address that is not http or https, that holds a password, or that would
    send the key without TLS to another machine (``plain_http`` allows that).
    """

    url: str
    name: str
    key: str = field(default="", repr=False)
    plain_http: bool = False

    def __post_init__(self) -> None:
        parts = _parts(self.url)
        if parts.username is not None or parts.query or parts.fragment:
            raise UsageError("language_model_url needs a bare address: no password, ? or # in it")
        if parts.scheme == "http" and not self.plain_http and not _is_here(parts.hostname or ""):
            raise UsageError(
                "language_model_url has no TLS and is not on this machine: use https, or allow it with "
                "language_model_plain_http = 1"
            )
        if not self.name.strip() or not self.name.isprintable() or len(self.name) > 200:
            raise UsageError("language_model needs the model's name, in one line")


def model_address(settings: Settings) -> ModelAddress:
    """The address that the settings name. Raises UsageError where there is none or it is wrong."""
    if not settings.language_model_url:
        raise UsageError(
            "no language model is set: language_model_url and language_model in trialogue.toml name one"
        )
    return ModelAddress(
        url=settings.language_model_url,
        name=settings.language_model,
        key=_key(settings.language_model_key_file),
        plain_http=bool(settings.language_model_plain_http),
    )


class LanguageModel:
    """Asks one model. Use it in a ``with``. ``timeout`` in seconds, for one whole answer."""

    def __init__(self, address: ModelAddress, timeout: float = TIMEOUT) -> None:
        self.name = address.name
        self._url = f"{address.url.rstrip('/')}/chat/completions"
        self._place = urlsplit(address.url).hostname or ""
        self._timeout = timeout
        headers = {
            "User-Agent": f"trialogue/{__version__}",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
        }
        if address.key:
            headers["Authorization"] = f"Bearer {address.key}"
        self._http = httpx2.Client(headers=headers, timeout=timeout, follow_redirects=False, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def ask(self, instruction: str, material: str) -> str:
        """What the model answers. Raises LanguageModelError; no second try, the person is there to say so."""
        messages = [{"role": "system", "content": instruction}, {"role": "user", "content": material}]
        # No other fields: servers that call themselves compatible refuse what they do not know.
        document = {"model": self.name, "messages": messages, "stream": False}
        try:
            answer = msgspec.json.decode(self._post(document), type=_Answer)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            raise self._error("it does not answer in the form of chat completions") from None
        if not answer.choices:
            raise self._error("it answers without a text")
        first = answer.choices[0]
        if first.finish_reason == "length":
            raise self._error("its text broke off at a limit of its own")
        if not (first.message.content or "").strip():
            raise self._error("it answers without a text")
        return (first.message.content or "").strip()

    def _post(self, document: dict[str, object]) -> bytes:
        deadline = time.monotonic() + self._timeout
        try:
            with self._http.stream("POST", self._url, json=document) as response:
                if response.status_code != 200:
                    raise self._error(_status_words(response.status_code))
                return self._body(response, deadline)
        except httpx2.TimeoutException:
            raise self._error(f"it does not answer within {self._timeout:g} seconds") from None
        except httpx2.ConnectError:
            raise self._error("there is no connection to it") from None
        except httpx2.RequestError as error:
            raise self._error(f"the answer broke off ({type(error).__name__})") from None

    def _body(self, response: httpx2.Response, deadline: float) -> bytes:
        body = bytearray()
        for part in response.iter_raw():
            body += part
            if len(body) > MAX_BODY_BYTES:
                raise self._error("its answer has no end")
            if time.monotonic() > deadline:
                raise self._error(f"it does not answer within {self._timeout:g} seconds")
        return bytes(body)

    def _error(self, reason: str) -> LanguageModelError:
        return LanguageModelError(f"the language model at {self._place}: {reason}")


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Answer(msgspec.Struct):
    choices: list[_Choice]


def _status_words(status: int) -> str:
    if 300 <= status < 400:
        return "it redirects to another place, which is not followed"
    hint = _HINTS.get(status)
    return f"it answers with status {status}" + (f" ({hint})" if hint else "")


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        valid = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        valid = False
    if not valid or not url.isprintable() or " " in url:
        # The address may hold a password, so it is not repeated.
        raise UsageError("language_model_url needs an http or https address, as in http://127.0.0.1:11434/v1")
    return parts


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _key(path: str) -> str:
    if not path:
        return ""
    try:
        key = Path(path).read_text(encoding="utf-8").strip()
    except UnicodeDecodeError:
        raise UsageError(f"language_model_key_file {path}: this is not text") from None
    except OSError as error:
        raise UsageError(f"language_model_key_file {path}: {error.strerror}") from None
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise UsageError(f"language_model_key_file {path}: it needs the key alone, in one line")
    return key
