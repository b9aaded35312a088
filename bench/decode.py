"""How many records a second one core decodes, per form, and how many of the real ones are lost.

``wire``: bytes to the API's typed form; ``study``: bytes to a Study; ``peek``: id and date only;
``untyped``: the bare JSON or XML parser, for comparison in the same run.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from xml.etree import ElementTree

import msgspec

from bench.shared import shared_data
from trialogue.registry.decode import MalformedRecordError, decode_study, peek
from trialogue.registry.decode_v2 import read_wire
from trialogue.registry.files import read_records
from trialogue.registry.form import Form
from trialogue.registry.records import RawRecord

FILES = (
    "v2_native.jsonl.gz",
    "v2_converted_msc_2022.jsonl.gz",
    "legacy_xml.tar.gz",
    "legacy_xml_older.tar.gz",
)
_COLUMNS = ("records", "kB each", "untyped/s", "wire/s", "study/s", "peek/s")


def main() -> None:
    """Print the table."""
    print(f"{'file':<32}" + "".join(f"{column:>11}" for column in _COLUMNS))
    reasons: Counter[str] = Counter()
    for name in FILES:
        path = shared_data() / "registry" / name
        records = [item for item in read_records([path]) if isinstance(item, RawRecord)]
        reasons.update(_faults(records))
        _row(name, records)
    print(f"quarantined: {sum(reasons.values())}")
    for reason, count in reasons.most_common():
        print(f"{count:>8}  {reason}")


def _faults(records: Sequence[RawRecord]) -> Counter[str]:
    reasons: Counter[str] = Counter()
    for record in records:
        try:
            decode_study(record.content, record.form)
        except MalformedRecordError as error:
            reasons[f"{error.path}: {error.reason}"] += 1
    return reasons


def _row(name: str, records: Sequence[RawRecord]) -> None:
    contents = [record.content for record in records]
    form = records[0].form
    is_json = form is Form.V2_JSON
    bare: Callable[[bytes], object] = msgspec.json.decode if is_json else ElementTree.fromstring
    size = sum(map(len, contents)) / len(contents) / 1000
    rates = [_rate(bare, contents), _rate(read_wire, contents) if is_json else 0.0]
    rates += [_rate(lambda c: decode_study(c, form), contents), _rate(lambda c: peek(c, form), contents)]
    cells = "".join(f"{rate:>11,.0f}" if rate else f"{'–':>11}" for rate in rates)
    print(f"{name:<32}{len(records):>11,}{size:>11.1f}{cells}")


def _rate(read: Callable[[bytes], object], contents: Sequence[bytes]) -> float:
    started = time.process_time()
    for content in contents:
        read(content)
    return len(contents) / (time.process_time() - started)


if __name__ == "__main__":
    main()
