"""Words that a clause about the name before it begins with, and where a text is not parted into clauses."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from trialogue.eligibility.patterns import Pattern

#: What can say more of a name that it stands behind; anything else is another thing ("wounds, ulcer").
BEGINS = Pattern(
    r"[(\[≤≥<>\d]|(?:up to|attribut(?:ed|able)|that|which|who|whose|whom"
    r"|requiring|requires?|required|with|without|within|except"
    r"|unless|other than|excluding"
    r"|including|such as|as|defined|due|secondary|caused|associated|related|for|in|if|when|at|on|by"
    r"|during|prior|before"
    r"|after|since|from|not|based|according|confirmed|documented|diagnosed|treated|resulting|leading"
    r"|likely|judged"
    r"|considered|deemed|characteri[sz]ed|where|while|because|under|per|over|until|following|affecting|involving"
    r"|meeting|lasting|via|upon"
    r"|like|regardless|unrelated|refractory|despite|containing|contained|included|listed|found|known"
    r"|believed|among|to|towards"
    r"|against|between|through\w*"
    r"|ongoing|necessitating|managed|controlled|whether|currently|planned|scheduled|is|are|was|were"
    r"|has|have|had|must|may"
    r"|can|could|would|will|should|formulated|provided|presenting|derived|detected|unresponsive|specific(?=\s(?:for|to)\b)"
    r"|eligible|suitable|amenable|used|performed|conducted|e\.?g|i\.?e)\b"
)

#: The adjective before the first is said of it too: "spinal infection or tumor".
_GENERIC = Pattern(
    r"(?:tumou?rs?|infections?|injur(?:y|ies)|fractures?|lesions?|abscess(?:es)?|deformit(?:y|ies)|trauma"
    r"|inflammation"
    r"|behaviou?rs?|ideation|attempts?|intent|bleeding|metastas[ie]s|masses|mass"
    r"|perforations?|obstructions?|strictures?|stenos[ie]s|ruptures?|ulcers?|ulcerations?|dysfunctions?"
    r"|insufficiency|failure|impairments?|occlusions?|dependenc[ey]|misuse|abuse|addiction|fibrosis)"
)
#: At the head of a list it may be said of each: "severe eczema or hives".
_DEGREE = Pattern(
    r"(?:severe|unstable|serious|symptomatic|untreated|(?:clinically )?(?:significant|relevant)|major"
    r"|(?:poorly |un|not )controlled|moderate|advanced|decompensated)\b"
)
_JOINS = Pattern(
    r"\W|(?:limiting|more|less|over|and|or|and/or|but|plus|versus|v[.]|then|only|alone|etc|any|all|at|no"
    r"|not)\b|\d"
)
_OPEN_END = Pattern(r"\b(?:requir\w+|need\w*|despite|following|due to|caused by)(?:\s+[\w-]+){1,3}$")
#: Cases of a thing, which a list behind it goes on with.
_CASES = Pattern(r"\b(?:such as|including|for example|e\.?g)\b[^()]*$")
_GOES_ON = Pattern(r"(?:treatment|therapy|use|receipt|administration|transfusion)\b")
_LED = Pattern(
    r"(?:(?:an?|any|known|is|are|who|with|the)\s+)*(?:subjects?\b|patients?\b|participants?\b|has|have|had"
    r"|histor\w+|prior|previous\w*|current\w*|receiv\w+"
    r"|taking|us(?:e|ing)|treat\w+|diagnos\w+|planned|undergo\w*|evidence|presence|participat\w+|recent\w*)\b"
)
_MISUSED = Pattern(
    r"\b(?:drugs?|alcohol|substances?|opioids?|narcotics?)(?:,| and/or| or)+ (?P<last>(?:[\w-]+ )?"
    r"(?:drugs?|alcohol|substances?|opioids?|narcotics?)[ -]"
    r"(?:abuse|misuse|dependence|dependency|addiction|use disorders?)\b)"
)
_WHEN = Pattern(
    r"\b(?:within|in the (?:last|past)|during the (?:last|past)|(?:days|weeks|months) (?:before|prior))\b"
)


def runs_on(parts: Sequence[str]) -> bool:
    """Whether a part ends in what the next goes on with: "that required hospital care" + "treatment with"."""
    if any(_CASES.search(before) and not _LED.match(behind) for before, behind in pairwise(parts)):
        return True
    return any(
        _OPEN_END.search(before) is not None and _GOES_ON.match(behind) is not None
        for before, behind in pairwise(parts)
    )


def shares_time(parts: Sequence[str]) -> bool:
    """Whether the time of the last part may be that of all: "angina, or stroke within 6 months"."""
    *others, last = parts
    if _WHEN.search(last) is None or _LED.match(last) is not None:
        return False
    return not any(_WHEN.search(other) for other in others)


def shares_degree(items: Sequence[str]) -> bool:
    """Whether an adjective of the first thing of a list may be said of the others."""
    first, *others = items
    if " " in first and any(_GENERIC.fullmatch(other) for other in others):
        return True
    return _DEGREE.match(first) is not None and not all(_DEGREE.match(other) for other in others)


def shares_misuse(words: str, start: int | None = None) -> bool:
    """Whether "abuse" is of each of two: "drug or alcohol abuse", where a joint ends at ``start``."""
    found = _MISUSED.search(words)
    return found is not None and (start is None or found.start() < start <= found.start("last"))


def goes_on(words: str) -> bool:
    """Whether a name goes on behind a bracket: "chemokine (C-C motif) receptor blocking drugs"."""
    return BEGINS.match(words) is None and _JOINS.match(words) is None
