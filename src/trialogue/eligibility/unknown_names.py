"""Noun phrases whose last word does not say what they name."""

from __future__ import annotations

from trialogue.eligibility.patterns import Pattern

COMPARED = Pattern(
    r"[<>≤≥=＜＞]|\d+\s*(?:%|mg|years|months|weeks|days|hours)|history of|\bas "
    r"follows\b",
)
_VERB = Pattern(r"^(?:is|are|was|were|has|have|had|must|may|can|could|would|will|should)\b")
_NOT_A_NAME = Pattern(
    r"(?:been|being|not|no|to|received?|receiving|taken|taking|undergo\w*|us(?:e|ed|ing)|ability|able"
    r"|access|agree\w*"
    r"|sign\w*|complet\w+|at|more|less|\d|participat\w*|subjects?|patients?|participants?|individuals?"
    r"|persons?|those"
    r"|wom[ae]n|men|man|males?|females?|who|which|that|if|all|any|both|either|each|he|she|they|it|this"
    r"|these|their"
    r"|age|aged|adults?|children|healthy|living|refus\w+|failure|experience|knowledge|willing\w*"
    r"|unwilling\w*|unable"
    r"|inabilit\w+|plan\w*"
    r"|schedul\w+|intend\w*|intent\w*|enrol\w*|employ\w*|staff|family|relatives?|note|see|other|others"
    r"|same|consent"
    r"|informed|written|known|in|on|for|of|by|from|as|an?|the|is|are|be|only|adequate\w*|sufficient"
    r"|body|lack|absence"
    r"|without|never|negative|normal|cohort|part|group|arm|phase|judged|deemed|consider\w*|treat\w*"
    r"|diagnos\w*"
    r"|hav\w*|requir\w*|need\w*|exposed|legally|pregnan\w*|donat\w*|smok\w*|\w+ing\b)(?=\W|$)"
    r"|(?:previous|prior|current|past|former|present|recent|active)$"
    r"|(?:clinically |medically )?(?:relevant|significant|important|meaningful|stable|unstable)$",
)

#: What a person has that is neither a condition nor a treatment; of tumors, how they are measured.
_PRACTICAL = Pattern(
    r"\b(?:insurance(?: coverage)?|social security)$|^(?:clinical |medical )?indications?$|^measurable\b"
    r"|\b(?:care-?givers?|carers?|informants?|(?:study|care|support) partners?)$"
    r"|\b(?:smart-?\s?phones?|(?:mobile |cell |tele)?phones?|laptops?|e-?mail(?: address(?:es)?)?"
    r"|internet(?: access| connection)?)$"
)
#: "Found to be inappropriate": what follows is left out.
BARE_ADJECTIVE = Pattern(
    r"\w+(?:able|ible|iate|ous|ive|ful|fected|dicted)(?:\s+(?:when|if|for|to|in|at|by)\b.*)?"
)


def may_be_named(name: str, rest: str) -> bool:
    """Whether an unknown noun phrase may stand for something that a person has."""
    last = name.rsplit(" ", 1)[-1].lower()
    return (
        _NOT_A_NAME.match(name) is None
        and _VERB.match(rest) is None
        and not last.endswith(("ed", "ly", "ing", "teral", "ative", "ous", "inated"))
        and BARE_ADJECTIVE.fullmatch(name) is None
        and _PRACTICAL.search(name) is None
        and not last[-1:].isdigit()
        and COMPARED.search(rest[:60]) is None
        and "score" not in rest[:40].lower()
    )
