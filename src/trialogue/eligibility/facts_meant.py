"""Which of several near facts the words of a text mean: care, consent, trials and devices, and when.

"Hospitalized" is of now, "hospitalized in the last year" of before, too, "requiring hospitalization" of
neither: what is asked says no more than the record does.
"""

from __future__ import annotations

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_text import outside_brackets

_PAST = Pattern(
    r"\b(?:history|previous\w*|prior|within|last(?! visit| dose| follow)|past|since|between|recent\w*"
    r"|(?:was|were) (?:\w+ )?(?:hospital|admitted|enrol|particip|includ|treated)\w*|had"
    r"|(?:have|has) (?:\w+ )?(?:been|participated|enrolled|taken)|before|after|discharged?|following"
    r"|participated|took|ever|(?:19|20)\d\d)\b"
)
_PLANNED = Pattern(
    r"\b(?:plan\w*|scheduled|intend\w*|intention|expect\w* to|anticipat\w+ to"
    r"|will (?:be )?(?:particip|enrol|tak|includ)\w*"
    r"|(?:during|throughout) (?:the |this )?(?:course of )?(?:the |this )?"
    r"(?:present |current )?(?:study|trial))\b"
)
_NEED = Pattern(
    r"\b(?:need\w*|requir\w+|indicat\w+|likely|considered|consideration|evaluated|planned|scheduled|expected)\s+"
    r"(?:(?:for|of|to|be|an?|the|possible|immediate"
    r"|urgent|in)\s+)*(?:hospital\w*|admission|admitted|intensive|icu|in-?patient)"
    r"|\b(?:icu|intensive care(?: unit)?|hospital\w*|admission)(?: admission)? criteria\b"
    r"|\bcriteria (?:for|of) (?:(?:admission|transfer) (?:to|in|into) )?(?:the |an? )?"
    r"(?:icu|intensive care|hospital)"
)
_IN_HOSPITAL = Pattern(r"\b(?:hospitali[sz]ed|admitted|in-?patients?)\b")
_OR_ADMITTED = Pattern(r"\bor (?:already |currently )?(?:hospitali[sz]ed|admitted)\b")
_INTENSIVE = Pattern(r"\b(?:icu|intensive|critical care)\b")
_HOSPITAL = Pattern(r"\b(?:hospitali[sz]\w*|in-?patients?|hospital|wards?)\b")
_OUTSIDE = Pattern(
    r"\bout-?patients?\b|\b(?:in )?consultations?\b|\b(?:emergency|ambulatory|day)[ -](?:department"
    r"|room|care|unit|clinic|hospital)\b"
)
_HOME = Pattern(
    r"\b(?:social|residential|long-?\s?term|assisted)\b.{0,30}\bfacilit(?:y|ies)\b"
    r"|\b(?:(?:nursing|care) homes?|institutions?)\b"
)
_FOR_ANOTHER = Pattern(
    r"\b(?:representatives?|guardians?|parents?(?! stud| trial| protocol)|proxy|proxies|surrogates?"
    r"|next of kin|relatives?|lars?"
    r"|consultees?|substitutes?|decision[- ]?makers?|responsible (?:persons?|party|parties|adults?)"
    r"|trusted persons?"
    r"|(?:legally )?responsible for (?:him|her|them)|custodians?|curators?|tutors?|spouses?"
    r"|caregivers?|family)\b"
)
_SPOKEN = Pattern(r"\b(?:oral(?:ly)?|verbal(?:ly)?|e-?consent\w*|electronic\w*|online|any form)\b")
_IN_WRITING = Pattern(r"\b(?:written|writing|sign(?:s|ed|ing|ature)?|documents?|forms?|icf)\b|form\(s\)")
_EMAIL = Pattern(r"\be-?mail\b")
_WEB = Pattern(r"\b(?:internet|online|wi-?fi|broadband|web)\b")
_ONLINE = Pattern(r"\b(?:devices?|computers?|laptops?|tablets?|phones?|smart-?\s?phones?)\b")
#: Consent to another study than this one.
OTHER_STUDY = (
    r"\bconsent(?:ed)?(?: forms?)? (?:for|to|in|under|on|into) (?:participat\w+ in )?"
    r"(?:(?:(?:at least )?one|any|either|1) of (?:the )?|the |an? )?"
    r"(?:following|other|another|parent|main|core|original|previous|separate)\b.{0,30}"
    r"\b(?:protocols?|stud(?:y|ies)|trials?|registr\w+|biobank|cohort)"
)
_INSTITUTION = Pattern(r"\binstitutionali[sz]\w+")


def hospital_meant(text: str) -> tuple[str, ...]:
    """Being in hospital, having been, needing it; intensive care; any care; a home."""
    said = outside_brackets(text)
    past, need = _PAST.within(said), _NEED.search(said)
    if _OUTSIDE.within(said):
        return ("in_care",)
    if _HOME.within(said) and not _HOSPITAL.within(said):
        return ("in_institution",)
    if _INTENSIVE.within(said) and not _HOSPITAL.within(said) and not past:
        return ("needs_intensive_care" if need else "intensive_care",)
    if need:
        before, behind = said[: need.start()], said[need.end() :]
        also = _IN_HOSPITAL.search(before) is not None or _OR_ADMITTED.search(behind) is not None
        return ("hospital",) if past or also else ("needs_hospital",)
    return ("was_in_hospital",) if past else ("in_hospital",)


def trials_meant(text: str) -> tuple[str, ...]:
    """Another trial now, before, or to come."""
    said = outside_brackets(text)
    planned = ("planned_trial",) if _PLANNED.within(said) else ()
    if _PAST.within(text):
        return ("earlier_trial", *planned)
    alone = planned and not _NOW.within(text)
    return planned if alone else ("other_trial", *planned)


_NOW = Pattern(r"\b(?:current\w*|concurrent\w*|simultaneous\w*|ongoing|now|or|and|and/or)\b")


def consent_meant(text: str) -> str:
    """Agreeing to take part: in writing, in any form, or by somebody who may act for another."""
    if _FOR_ANOTHER.within(text):
        return "agreed_for"
    return "consents" if _IN_WRITING.within(text) and not _SPOKEN.within(text) else "agrees"


def consents_meant(text: str) -> tuple[str, ...]:
    """``consent_meant`` as a state that a text is about."""
    return (consent_meant(text),)


def internet_meant(text: str) -> tuple[str, ...]:
    """The internet, an e-mail address alone, or a device that can use either, too."""
    if _EMAIL.within(text) and not _WEB.within(text) and not _ONLINE.within(text):
        return ("has_email",)
    return ("has_device",) if _ONLINE.within(text) else ("has_internet",)


def custody_meant(text: str) -> tuple[str, ...]:
    """Prison, and an institution where one is named beside it."""
    return ("prisoner", "in_institution") if _INSTITUTION.within(text) else ("prisoner",)
