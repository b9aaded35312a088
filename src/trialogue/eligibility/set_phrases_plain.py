"""Set phrases that say a fact by every word: data of ``read_set_phrase``."""

from __future__ import annotations

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.set_phrases import AFTER_WHO, WHO

_HIV = r"(?:hiv|human immunodeficiency virus)(?:[- ]?[12])?(?: \(hiv(?:-?[12])?\))?"

#: Said by every word of it: an answer to the plain question decides it.
PLAIN: tuple[tuple[str, bool, Pattern], ...] = (
    (
        "agrees",
        False,
        Pattern(
            rf"{WHO}(?:the )?(?:(?:patients?|subjects?|participants?)?'?s?'?"
            rf" ?refusal|declin(?:ed|es|ing)"
            r"|refus(?:ed|es|ing))(?: (?:to (?:participate|take part|consent|enrol\w*|join)|of"
            r" (?:consent|participation)))?"
            r"(?: in (?:the|this) (?:study|trial))?|(?:patient )?withdrawal of (?:informed )?consent"
        ),
    ),
    (
        "agrees",
        True,
        Pattern(
            r"(?:voluntary|agreed|consented) (?:participation|to participate)|volunteering to"
            r" participate(?: in the study)?"
        ),
    ),
    (
        "speaks_language",
        False,
        Pattern(
            r"(?:any |the |presence of |significant |severe )*language (?:barriers?|problems?"
            r"|difficult(?:y|ies))"
        ),
    ),
    ("can_read", True, Pattern(rf"{WHO}literate{AFTER_WHO}")),
    ("can_read", False, Pattern(rf"{WHO}illiterate{AFTER_WHO}")),
    ("smokes", False, Pattern(rf"{WHO}non-?\s?smokers? (?:or|and/or|/) (?:ex|former|past)-?\s?smokers?")),
    (
        "hiv",
        True,
        Pattern(
            rf"{WHO}(?:to be |be )*(?:(?:co-?)?infected (?:with|by) |infection with )?{_HIV}"
            rf"(?:[- ](?:sero-?)?(?:infected|positive|positivity|infections?)(?: status)?)?{AFTER_WHO}"
        ),
    ),
    (
        "hiv",
        False,
        Pattern(rf"{WHO}(?:to be )?{_HIV}[- ](?:sero-?negative|un-?infected)(?: status)?{AFTER_WHO}"),
    ),
    ("obesity", True, Pattern(rf"{WHO}obese{AFTER_WHO}")),
    ("active_infection", True, Pattern(r"(?:any )?infections?")),
    ("cognitive_impairment", True, Pattern(rf"{WHO}cognitively impaired{AFTER_WHO}")),
    (
        "immunodeficiency",
        True,
        Pattern(r"immuno-?(?:suppressive|deficient|compromised|suppressed) (?:states?|conditions?)"),
    ),
    (
        "gene_therapy",
        True,
        Pattern(
            rf"{WHO}(?:accepted|received|undergone|had) gene therapy(?: (?:before|previously|in the past))?"
        ),
    ),
)
