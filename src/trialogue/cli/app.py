"""The command line: ``trialogue NOUN VERB``.

The list of nouns is a table and each noun is imported only when it is called: ``trialogue --help``
answers without importing anything else (ADR 3).
"""

from __future__ import annotations

import difflib
import importlib
import os
import sys
from collections.abc import Sequence

from trialogue import __version__
from trialogue.cli.context import FLAGS
from trialogue.errors import TrialogueError, UsageError

NOUNS: dict[str, tuple[str, str]] = {
    "serve": ("trialogue.cli.serve", "start the site"),
    "search": ("trialogue.cli.search", "find studies"),
    "study": ("trialogue.cli.study", "show one study in plain words; let a language model summarise it"),
    "eligibility": ("trialogue.cli.eligibility", "read criteria, judge a profile, explain"),
    "registry": ("trialogue.cli.registry", "load records, pull from the registry, lint"),
    "vocabulary": ("trialogue.cli.vocabulary", "import MeSH, MONDO, Disease Ontology, DrugBank names"),
    "rebuild": ("trialogue.cli.rebuild", "derive everything again from the raw records"),
    "worker": ("trialogue.cli.worker", "send mails and run what is due"),
    "steward": ("trialogue.cli.steward", "claims, queues and failures"),
    "keys": ("trialogue.cli.keys", "rotate the keys that encrypt answers and messages"),
    "audit": ("trialogue.cli.audit", "verify the trail of who did what"),
    "backup": ("trialogue.cli.backup", "save the instance in one file"),
    "restore": ("trialogue.cli.restore", "bring a backup back into an empty instance"),
    "config": ("trialogue.cli.config", "show every setting and where it comes from"),
    "doctor": ("trialogue.cli.doctor", "check that this instance is well"),
}

_EXITS = "0 ok, 1 failure, 2 usage, 3 not found, 4 bad data, 5 registry unreachable"


def main() -> None:
    """Run the command line of this process and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command. Returns the exit code; every error is one message on standard error."""
    try:
        flags, rest = _split_flags(list(arguments))
        FLAGS.set(flags)
        return _dispatch(rest)
    except TrialogueError as error:
        sys.stderr.write(f"trialogue: {error}\n")
        return error.exit_code
    except KeyboardInterrupt:
        sys.stderr.write("trialogue: stopped; nothing accepted is lost. Run the same command to go on.\n")
        return 1
    except BrokenPipeError:
        # The reader of our output went away (`| head`): no fault, and nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def help_text() -> str:
    """The page of ``trialogue --help``."""
    lines = ["Usage: trialogue [--data FOLDER] [--set NAME=VALUE] NOUN …", ""]
    lines += [f"  {noun:<12} {words}" for noun, (_, words) in NOUNS.items()]
    lines += ["", "`trialogue NOUN --help` says more. Exit codes: " + _EXITS + "."]
    return "\n".join(lines) + "\n"


def _split_flags(arguments: list[str]) -> tuple[dict[str, str], list[str]]:
    flags: dict[str, str] = {}
    while arguments and arguments[0] in {"--data", "--set"}:
        option = arguments.pop(0)
        if not arguments:
            raise UsageError(f"{option} needs a value")
        value = arguments.pop(0)
        if option == "--set":
            name, separator, value = value.partition("=")
            if not separator:
                raise UsageError("--set needs NAME=VALUE, as in --set workers=2")
            flags[name] = value
        else:
            flags["data"] = value
    return flags, arguments


def _dispatch(arguments: list[str]) -> int:
    noun = arguments[0] if arguments else "--help"
    if noun in {"--help", "-h", "help"}:
        sys.stdout.write(help_text())
        return 0
    if noun == "--version":
        sys.stdout.write(f"trialogue {__version__}\n")
        return 0
    if noun not in NOUNS:
        close = difflib.get_close_matches(noun, NOUNS, n=1)
        hint = f"; did you mean {close[0]}?" if close else "; `trialogue --help` lists the commands"
        raise UsageError(f"there is no command {noun!r}{hint}")
    return _call(noun, arguments[1:])


def _call(noun: str, tokens: list[str]) -> int:
    from cyclopts import CycloptsError

    app = importlib.import_module(NOUNS[noun][0]).app
    try:
        result = app(tokens, exit_on_error=False, print_error=False, result_action="return_value")
    except CycloptsError as error:
        raise UsageError(f"{error} (`trialogue {noun} --help` says how)") from None
    return result if isinstance(result, int) and not isinstance(result, bool) else 0
