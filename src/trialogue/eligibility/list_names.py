"""Whether the pieces of a list are names, and where a name ends."""

from __future__ import annotations

from trialogue.eligibility.broken_names import is_broken, is_not_given
from trialogue.eligibility.clauses import BEGINS
from trialogue.eligibility.kinds import NameKind, is_function, kind_of_name
from trialogue.eligibility.lead import Lead
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.word_lists import words

DELIMITER = Pattern(
    r"\s*(?:[;:\[]|\((?!s\)))|\s+-\s|\s+(?:that|which|who|whose|whom|requiring|requires|require|required|with"
    r"|without|within|except|unless|other than|excluding|includes?|including|such as|as|defined|due"
    r"|secondary|caused|associated|related(?= (?:to|with)\b)|for|in|if|when|at|on|by|during|prior|before"
    r"|after|since"
    r"|from|not|based(?= (?:on|upon|in)\b)|according|confirmed|documented|diagnosed|treated|resulting|leading"
    r"|likely|judged|considered|deemed|characteri[sz]ed|where|while|because|than|under|per|over|is|are|was|were|has"
    r"|have|had|must|may|can|could|would|will|should|currently|planned|scheduled|despite|until"
    r"|following|affecting|involving|meeting|lasting|via|upon|including|like|regardless"
    r"|unrelated|refractory|eligible|suitable|amenable|despite|containing|contained|included|listed|found"
    r"|used|known|believed"
    r"|among|to|towards|against|between|through|throughout|ongoing|necessitating|managed"
    r"|controlled|whether|so|but|still|up to|attribut(?:ed|able)|ascrib(?:ed|able)|performed|conducted"
    r"|formulated|provided|presenting|derived|detected|unresponsive|specific(?=\s(?:for|to)\b))\b",
)
_LED = Pattern(
    r"(?:been|its|their|such|status[- ]post|s/p|history|prior|previous|current|known|no|not|other"
    r"|any other|any|presence|use"
    r"|treatment|evidence|receipt|those|patients|subjects|who|a history|diagnosis|taking|using|receiving)\b",
)
_ADJECTIVE = Pattern(
    r"(?:al|ic|ous|ar|ary|ive|ed|ing|ent)$|^(?:severe|active|acute|chronic"
    r"|uncontrolled|unstable|clinically|significant|serious|systemic|hepatic|renal|cardiac|mild|moderate)$",
)
#: A bare name, for all the words on how bad it is.
_BARE = Pattern(
    r"(?:(?:clinical|significant|clinically|other|severe|serious|acute|chronic|medical|active|any)\s+)*(?:"
    + "|".join(sorted(words("bare_names")))
    # What is used, and where the scars are, stands before the first: "cocaine abuse or dependence".
    + "|dependenc[ey]|addiction|abuse|misuse|withdrawal|fibrosis)"
)
#: Ends before its noun: "other anti-cancer or investigational drugs".
_ELIDED = Pattern(r"(?:ly|anti-?\s?(?:cancer|tumou?r)|investigational|experimental)$")


#: One thing: "signs or symptoms of an infection".
_SIGNS_OF = Pattern(r"\b(?:signs?|symptoms?|evidence) or (?:\w+ )?(?:signs?|symptoms?|evidence) of\b")


#: Before the noun that it shares with the last: "anti-rejection or immunomodulatory drugs".
_ANTI = Pattern(r"\banti-[a-z]{5,}$")
_GIVEN = Pattern(
    r"\b(?:drugs?|agents?|medications?|medicines?|therap(?:y|ies)|treatments?|antibod(?:y|ies))$"
)
#: What happened with every medicine before it: "irinotecan or carmustine treatment failure".
OF_MEDICINES = Pattern(
    r"\S (?:hypersensitivit(?:y|ies)|allerg(?:y|ies)|intolerances?|(?:treatment )?failures?|resistance"
    r"|toxicity|overdoses?)$"
)
#: Not whole alone: "alpha or beta interferon", "CYP3A4 inhibitors or inducers".
_PART_OF_NAMES = frozenset(
    {"alpha", "beta", "gamma", "delta", "inhibitors", "inducers", "agonists", "antagonists", "substrates"}
    | {"inhibitor", "inducer", "agonist", "antagonist", "substrate", "modulators", "blockers"}
)


def are_names(items: list[str], lead: Lead, known: dict[str, NameKind]) -> bool:
    """Whether each piece of a list is a whole name by itself."""
    own = [kind_of_name(item, known) for item in items]
    if not 2 <= len(items) <= 12 or own[-1] is None:
        return False
    if lead.kind is not NameKind.TREATMENT and None in own:
        return False
    if _SIGNS_OF.search(" or ".join(items)):
        return False
    if _GIVEN.search(items[-1]) and any(_ANTI.search(item) for item in items):
        return False
    if NameKind.TREATMENT in own[:-1] and OF_MEDICINES.search(items[-1]):
        return False
    if any(item.lower() in _PART_OF_NAMES for item in items):
        return False
    return not any(
        DELIMITER.search(item)
        or BEGINS.match(item)
        or len(item.split()) > 5
        or _LED.match(item)
        or _BARE.fullmatch(item)
        or ((kind is None or kind_of_name(item.split()[-1]) is None) and _ADJECTIVE.search(item))
        or _ELIDED.search(item)
        or is_function(item)
        or is_broken(item)
        or (lead.kind is NameKind.TREATMENT and is_not_given(item))
        for item, kind in zip(items, own, strict=True)
    )
