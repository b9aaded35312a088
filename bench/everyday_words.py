"""The words that a written text may use beside those of its record: ``plain/everyday_words.txt``.

``python -m bench.everyday_words --write`` counts in how many real records each word in small letters
stands, leaves out names of medicines, and writes the rest. Without ``--write`` it says how many names of
medicines the check of ``plain/written.py`` catches, half of the records apart from those counted.
"""

from __future__ import annotations

import argparse
import csv
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.shared import shared_data
from trialogue.model.study import Study
from trialogue.plain.basis import read
from trialogue.plain.summary import in_short
from trialogue.plain.written import refusal
from trialogue.plain.written_claims import claims
from trialogue.plain.written_request import material
from trialogue.registry.decode import decode_study
from trialogue.registry.files import read_records
from trialogue.registry.records import RawRecord

FOLDER = Path(__file__).parents[1] / "src" / "trialogue"
TARGET = FOLDER / "plain" / "everyday_words.txt"
FEWEST = 8
"""Records that have to hold a word. Rarer words are mostly names."""
_SPOKEN = """blood monitor balance dimension capture cascade water tobacco
afterward beforehand bandage bathroom bedtime belly birthday bleeding blister bother breathe bruise
bruising buddy bumpy burning caregiver chew childhood clinic cough couch cream crutch cuddle dizziness
dizzy dummy earache eyesight faint fever finger flare follow forget forgetful friend grandparent grown
headache hearing heartbeat helmet hiccup hoarse homework honest hungry itchy kitchen kneel laugh laundry
lonely lungs lunch massage memory mirror nausea nervous newborn nickname numbness overnight parent pillow
playground puffy queasy quiet reminder restless runny scary sleepy sneeze snore soreness stomach stool
strength stretch swallow sweat sweaty swollen teenager thirst thirsty tiredness toddler tongue tummy
twitch upset vomit waist wheelchair welcome wheeze wristband youngster"""
SPOKEN = frozenset(_SPOKEN.split())
"""Words of everyday speech that records seldom use, and some that a list of medicines holds as well."""
_WORD = re.compile(r"(?<![\w-])[a-z]{3,}(?![\w-])")
_OWN = ("plain/*.toml", "index/lay.toml", "web/templates/**/*.html", "plain/*.py", "eligibility/facts.toml")


def medicines(folder: Path) -> set[str]:
    """One-word names and synonyms of a vocabulary of medicines, in small letters."""
    with (folder / "vocabularies" / "drugbank_vocabulary.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = {name for row in rows for name in (row["Common name"], *row["Synonyms"].split(" | "))}
    return {name.lower() for name in names if re.fullmatch(r"[A-Za-z]{4,}", name)}


def studies(folder: Path, half: int, step: int = 1) -> Iterator[Study]:
    """The records of one half, by a hash of their bytes."""
    paths = [folder / "registry" / name for name in ("v2_native.jsonl.gz", "legacy_xml.tar.gz")]
    for record in read_records(paths):
        mark = zlib.crc32(record.content) if isinstance(record, RawRecord) else 0
        if isinstance(record, RawRecord) and mark % 2 == half and mark // 2 % step == 0:
            yield decode_study(record.content, record.form)


def everyday_words(folder: Path) -> list[str]:
    """Words of many records, and of our own texts, that name no medicine."""
    seen: Counter[str] = Counter()
    for study in studies(folder, 0):
        text = f"{study.brief_summary} {study.detailed_description} {study.eligibility.criteria}"
        seen.update(set(_WORD.findall(text)))
    own = {w for p in _OWN for f in FOLDER.glob(p) for w in _WORD.findall(f.read_text(encoding="utf-8"))}
    kept = {word for word, times in seen.items() if times >= FEWEST} | {w for w in own if seen[w]}
    drugs = medicines(folder)
    plain = {w for w in kept if w not in drugs and not claims(f"a {w}.").drugs}
    return sorted(plain | SPOKEN)


def caught(folder: Path) -> None:
    """How many of the medicines that real records test are caught in a text, and how many plain sentences."""
    names = medicines(folder) - SPOKEN
    tested: set[str] = set()
    said = wrong = 0
    for study in studies(folder, 1, step=5):
        tested |= {w for i in study.interventions for w in re.findall(r"[a-z]{5,}", i.name.lower())} & names
        basis = read(study)
        short = in_short(study, basis.plans, basis.timeline, basis.burden)
        given = material(study)
        for one in (*short.tested, *short.who, *short.asks):
            said += 1
            wrong += bool((found := refusal(one.words, given)) and (found.drugs or found.names))
    record = "A study of walking for adults."
    verdicts = [refusal(f"You also get {name} each day.", record) for name in sorted(tested)]
    stopped, listed = sum(1 for f in verdicts if f), sum(1 for f in verdicts if f and f.drugs)
    print(f"medicines caught: {stopped} of {len(verdicts)}; {listed} by endings and lists alone")
    print(f"our own sentences refused for a name or medicine: {wrong} of {said} ({wrong / said:.1%})")


def main() -> None:
    """Count and write, or measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    folder = shared_data()
    if parser.parse_args().write:
        words = everyday_words(folder)
        TARGET.write_text("\n".join(words) + "\n", encoding="utf-8")
        print(f"{len(words)} words")
    caught(folder)


if __name__ == "__main__":
    main()
