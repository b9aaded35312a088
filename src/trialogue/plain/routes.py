"""How a treatment gets into the body, in the record's word and in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from trialogue.model.provenance import Span

# Route → plain words. The patterns stand apart: some need the case of the letters ("IV" but not "iv").
PLAIN = {
    "intrathecal": "into the fluid around the spine, through the lower back (intrathecal)",
    "intravenous": "into a vein (intravenous)",
    "subcutaneous": "under the skin (subcutaneous)",
    "intramuscular": "into a muscle (intramuscular)",
    "by mouth": "by mouth",
    "under the tongue": "under the tongue (sublingual)",
    "inhaled": "breathed in (inhaled)",
    "nasal": "into the nose",
    "on the skin": "on the skin (topical)",
    "skin patch": "through a skin patch (transdermal)",
    "intradermal": "into the skin (intradermal)",
    "eye drops": "into the eye, as drops",
    "intravitreal": "into the eye, by injection (intravitreal)",
    "into a joint": "into a joint (intra-articular)",
    "epidural": "into the space around the spinal cord (epidural)",
    "intraperitoneal": "into the belly (intraperitoneal)",
    "intratumoral": "into the tumour (intratumoral)",
    "intra-arterial": "into an artery (intra-arterial)",
    "intracoronary": "into an artery of the heart (intracoronary)",
    "intradiscal": "into a disc of the spine (intradiscal)",
    "rectal": "into the back passage (rectal)",
    "vaginal": "into the vagina",
    "intracerebral": "into the brain, by surgery",
    "intralesional": "into the affected spot (intralesional)",
    "by feeding tube": "through a feeding tube",
}
_WORDS = {
    "intrathecal": r"intra-?thecal(?:ly)?|\bIT injection|lumbar puncture injection|into the (?:CSF|cerebrospinal fluid)",
    "intravenous": r"intra-?venous(?:ly)?|\bi\.v\.|intravenous drip",
    "subcutaneous": r"sub-?cutaneous(?:ly)?|\bs\.c\.|under the skin|subcut\b",
    "intramuscular": r"intra-?muscular(?:ly)?|\bi\.m\.",
    "by mouth": (
        r"\borally\b|\bby mouth\b|\bper os\b|\bp\.o\.|\boral (?:administration|dose|dosing|route"
        r"|tablets?|capsules?"
        r"|solution|suspension|immunotherapy|intake|use)|\b(?:tablets?|capsules?|caplets?)\b|\boral(?:,|\))"
    ),
    "under the tongue": r"sub-?lingual(?:ly)?",
    "inhaled": r"\binhal(?:ed|ation|er|ers|e)\b|nebuli[sz](?:ed|er|ation)|\bpuffs?\b",
    "nasal": r"intra-?nasal(?:ly)?|nasal spray|\bsprays? (?:in|per|into) (?:each |the )?nostril",
    "on the skin": r"\btopical(?:ly)?\b|(?:% |medicated )(?:cream|ointment|lotion)|\bointments?\b|appl(?:y|ied) to the skin",
    "skin patch": r"trans-?dermal(?:ly)?",
    "intradermal": r"intra-?dermal(?:ly)?",
    "eye drops": r"\beye[- ]?drops?\b|ophthalmic (?:solution|suspension)",
    "intravitreal": r"intra-?vitreal(?:ly)?",
    "into a joint": r"intra-?articular(?:ly)?",
    "epidural": r"\b(?:peri|epi)dural (?:injection|steroid|infusion|administration)|\bepidurally\b",
    "intraperitoneal": r"intra-?peritoneal(?:ly)?",
    "intratumoral": r"intra-?tumou?ral(?:ly)?",
    "intra-arterial": r"intra-?arterial(?:ly)?",
    "intracoronary": r"intra-?coronary",
    "intradiscal": r"intra-?dis[ck]al(?:ly)?",
    "rectal": r"\brectally\b|\benema\b|\bsuppositor(?:y|ies)\b",
    "vaginal": r"intra-?vaginal(?:ly)?|\bvaginally\b",
    "intracerebral": r"intra-?cerebral(?:ly)? (?:injection|implant|transplant|administ)\w*|intraparenchymal",
    "intralesional": r"intra-?lesional(?:ly)?",
    "by feeding tube": r"naso-?gastric tube|nasojejunal tube|feeding tube|gastrostomy tube",
}
_LETTERS = {
    # "IV" is also four in Roman: stage IV, phase IV, type IV are no routes.
    "intravenous": r"(?<![Ss]tage )(?<![Pp]hase )(?<![Tt]ype )(?<![Gg]rade )(?<![Cc]lass )(?<![Aa]ppendix )"
    r"(?<!III or )(?<!III/)(?<!III and )(?<!III-)(?<!III,)(?<![\w-])(?:IV|I\.V\.)(?![\w/]"
    r"|-[A-Z])(?! (?:disease|cancer|NSCLC|non))",
    "subcutaneous": r"(?<![\w-])(?:SC|SQ|SubQ|subq)(?![\w-])(?! (?:cancer|carcinoma|HDM|grass))",
    "intramuscular": r"(?<![\w-])IM(?![\w-])",
    "by mouth": r"(?<![\w-])PO(?![\w-])",
}
_PATTERNS = [(name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _WORDS.items()] + [
    (name, re.compile(pattern)) for name, pattern in _LETTERS.items()
]
_NOT_A_ROUTE = re.compile(
    r"\s*(?:\w+\s+)?(?:contrast|challenge|fluids|line|access|catheter|provocation|corticosteroids? use"
    r"|drug abuse)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def routes(text: str) -> tuple[tuple[Span, str], ...]:
    """The routes named in the text, in order; one that belongs to a test or a line is left out."""
    return tuple(sorted(_routes(text), key=lambda pair: pair[0].start))


def _routes(text: str) -> Iterator[tuple[Span, str]]:
    for name, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not _NOT_A_ROUTE.match(text, match.end()):
                yield Span(start=match.start(), end=match.end()), name
