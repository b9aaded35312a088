"""Settings: defaults < ``trialogue.toml`` < ``TRIALOGUE_*`` < flags, each with where it came from."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import platformdirs

from trialogue.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that an instance can be told. Each field is one setting of the same name.

    ``data``: the folder that holds everything; ``database_url``: empty for SQLite inside it, or
    ``postgresql://…``; ``registry_url``: the registry's API v2; ``smtp_url``:
    ``smtp://user:password@host:port`` (``smtps://`` for TLS), empty to show mails at a local
    address; ``mail_from``: the sender; ``base_url``: the public address, used in mails;
    ``operator``: who runs this instance, in words; ``key_file``: the key that encrypts answers
    and messages, outside the database (empty: ``keys.json`` in the data folder);
    ``shared_data``: folder of benchmarks and real records for tests and benches; ``stewards``:
    e-mail addresses of stewards, separated by commas; ``workers``: server processes;
    ``trusted_proxies``: network addresses, separated by commas, whose ``X-Forwarded-For`` is believed;
    ``requests_per_minute``: how many pages one network address, or one account, may ask for (0: no
    limit); ``forms_per_minute``: how many forms one account, or one address without an account, may
    send; ``log_level``: debug, info, warning or error; ``language_model_url``: an OpenAI-compatible
    address such as ``http://127.0.0.1:11434/v1``, empty (no language model is asked, and no text of
    one is shown); ``language_model``: its name there; ``language_model_key_file``: a file that holds
    the key for it, empty for none; ``language_model_plain_http``: 1 allows an address without TLS
    that is not on this machine.
    """

    data: str = ""
    database_url: str = ""
    registry_url: str = "https://clinicaltrials.gov/api/v2"
    smtp_url: str = ""
    mail_from: str = "Trialogue <no-reply@localhost>"
    base_url: str = "http://127.0.0.1:8765"
    operator: str = "This instance has not said who runs it"
    key_file: str = ""
    shared_data: str = "../shared/data"
    stewards: str = ""
    workers: int = 1
    trusted_proxies: str = "127.0.0.1, ::1"
    requests_per_minute: int = 600
    forms_per_minute: int = 60
    log_level: str = "info"
    language_model_url: str = ""
    language_model: str = ""
    language_model_key_file: str = ""
    language_model_plain_http: int = 0

    @property
    def folder(self) -> Path:
        """The data folder."""
        return Path(self.data) if self.data else Path(platformdirs.user_data_dir("trialogue"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """For each setting's name, the source of its value: default, a file's path, a variable, flag."""

    by_name: Mapping[str, str]


def load_settings(
    environ: Mapping[str, str], flags: Mapping[str, str] | None = None, file: Path | None = None
) -> tuple[Settings, Origins]:
    """Join all sources. Raises UsageError for an unknown setting, a wrong type or a broken file."""
    types = {field.name: field.type for field in fields(Settings)}
    values: dict[str, str | int] = {}
    origins = dict.fromkeys(types, "default")
    path = file or Path(environ.get("TRIALOGUE_CONFIG", "trialogue.toml"))
    layers: list[tuple[Mapping[str, object], str]] = [(_read_file(path), str(path))]
    from_environ: dict[str, object] = {
        name: environ[f"TRIALOGUE_{name.upper()}"] for name in types if f"TRIALOGUE_{name.upper()}" in environ
    }
    layers.append((from_environ, "environment"))
    layers.append((dict(flags or {}), "flag"))
    for layer, source in layers:
        for name, value in layer.items():
            if name not in types:
                raise UsageError(
                    f"{source}: there is no setting {name!r}; `trialogue config show` lists them"
                )
            values[name] = _typed(name, value, types[name], source)
            origins[name] = f"TRIALOGUE_{name.upper()}" if source == "environment" else source
    return Settings(**values), Origins(by_name=origins)  # type: ignore[arg-type]


def _read_file(path: Path) -> Mapping[str, object]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: this is not TOML: {error}") from None


def _typed(name: str, value: object, kind: object, source: str) -> str | int:
    if kind == "int":
        try:
            return int(str(value))
        except ValueError:
            raise UsageError(f"{source}: {name} needs a whole number, not {value!r}") from None
    if not isinstance(value, str):
        raise UsageError(f"{source}: {name} needs text, not {value!r}")
    return value
