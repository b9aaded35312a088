"""Which states are read only from a text that holds no other demand, and which are said by denying."""

from __future__ import annotations

from trialogue.eligibility.patterns import Pattern

#: A text about these may hold no other demand.
ONE_DEMAND = frozenset(
    {
        "side_effects_left",
        "side_effects_gone",
        "washed_out",
        "smokes",
        "smoked",
        "allergic_to",
        "lives_there",
        "healthy",
        "grew_again",
    }
    | {"substance_misuse", "hard_to_comply", "can_comply"}
    | {"no_birth_control", "live_vaccine", "parent_agrees", "sample_there"}
)
#: Said by a word of denial: it turns nothing round.
DENIED = frozenset({"side_effects_left", "no_birth_control", "hard_to_comply"})
#: The beginning of another demand.
ANOTHER = Pattern(
    r"[;；]\s*\w|\.\s+\w+ (?:must|should)\b|(?:[,.]|\b(?:or|and|and/or)\b)\s+(?:(?:or|and|an?|any|who"
    r"|other)\s+)*"
    r"(?:history|individuals|volunteers|patients|subjects|participants (?:with|who)|those|prior (?!to)"
    r"|previous"
    r"|current|known"
    r"|receipt|received|receiving|pregnan\w+|breast\w*|lactat\w+|unwilling|unable|inability|willing"
    r"|able to|must"
    r"|should (?!be)|use of|using|presence|evidence|experienced|terminat\w+|failure"
    r"|(?:medical )?conditions?|has|have"
    r"|had|is|are|age|aged|ecog|diagnos\w+|active|severe|uncontrolled)\b"
)
