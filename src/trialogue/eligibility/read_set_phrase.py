"""The last look at a criterion that was not read: by what criteria word in set phrases."""

from __future__ import annotations

import re
from dataclasses import replace

from trialogue.eligibility.facts_meant import trials_meant
from trialogue.eligibility.general_words import is_general
from trialogue.eligibility.kinds import NameKind, kind_of_name
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.patterns_table import PatternTable
from trialogue.eligibility.read_leads import lead_of
from trialogue.eligibility.read_measure import read_measured
from trialogue.eligibility.set_phrases import IN_FULL, WHO
from trialogue.eligibility.set_phrases_judged import DOCTOR, NO_TRIAL, OTHER_TRIAL, OTHER_TRIAL_OR_DRUG
from trialogue.eligibility.set_phrases_plain import PLAIN
from trialogue.eligibility.windows import find_window
from trialogue.model.requirement import (
    AllOf,
    AnyOf,
    Concept,
    HasCondition,
    HasTreatment,
    Holds,
    Measured,
    Not,
    Requirement,
    Time,
)

_MAX_LENGTH = 420
_ROWS = (*PLAIN, *IN_FULL)
_PHRASES = PatternTable(tuple((fact, phrase) for fact, _, phrase in _ROWS))
_TRANSPLANTED = Pattern(
    rf"{WHO}(?:previous |prior )?"
    r"(?P<what>(?:(?:solid[- ]|allogeneic |autologous |h[a]?ematopoietic |bone |stem )*"
    r"(?:organ|kidney|renal|liver|heart|lung|pancreas|corneal?|marrow|cell))) transplant(?:ed|ation)?"
    r" (?:recipients?|patients?)(?P<more>\b[^:;]{0,100})"
)
_INFECTED = Pattern(rf"{WHO}(?:to be |be )*(?:co-?)?infected (?:with|by) (?P<what>[^;:().]{{3,90}})")
_MORE_SAID = Pattern(
    r"\b(?:who|within|history|prior|before|treat\w*|unless|except\w*|if|and (?:has|have|is))\b"
)
_SURVIVES = Pattern(
    rf"{WHO}(?:moribund[ ,]*)?(?:(?:patients?|state|and|or|who|is|are)[ ,]+)*(?:not (?:be )?expected|unlikely"
    r"|not likely|expected not) to (?:survive|live)(?: (?:for|more than|beyond|the|next|at least|longer than"
    r"|within|following|over|past|first))* [>≥]? ?(?P<length>\d+ (?:hours|days|weeks|months|years?))\b.{0,80}"
)
_GRADED = Pattern(
    r"(?P<what>(?:[A-Za-z][\w'-]* ){0,4}[A-Za-z][\w'-]*),? (?:of |with "
    r"|\()*(?:nci[- ]?)?(?:ctcae )?(?:v\S+ )?"
    r"(?:grade|stage|class)s? (?:of )?[≥>]?=? ?(?:\d|i{1,3}|iv)\b[^:;]{0,80}"
)
_DEATH = Pattern(
    rf"{WHO}(?:(?:expected|anticipated|imminent|likely) death|death (?:is )?(?:expected"
    rf"|anticipated|imminent|likely"
    r"|inevitable))(?: to occur)? (?:within|in)(?: the)?(?: next| first| following)?"
    r" (?P<length>\d+ (?:hours|days|weeks|months))"
    r"\b.{0,60}"
)
_USED = Pattern(
    rf"{WHO}(?:chronic|regular|long-?\s?term|daily|current|frequent|ongoing|habitual)"
    rf" (?P<what>[\w -]{{4,40}}?)"
    r" (?:use|usage|intake|consumption|users?)"
)
_NOT_REVIVED = Pattern(
    rf"{WHO}(?:active |a |existing |documented )*(?:dnr|dnar|dni"
    rf"|do[- ]not[- ](?:attempt[- ])?(?:resuscitat\w+|intubate))"
    r"(?: ?\(dnr\))?(?: (?:orders?|status|decision|code))?"
)
_SMOKED_LAST = Pattern(
    rf"{WHO}non-?\s?smokers?(?: or (?:ex|former|past)-?\s?smokers?)?,? (?:for |since |of"
    rf" )?(?:at least |more than |≥ ?|> ?)?"
    r"(?P<length>\d+ (?:weeks|months|years?))(?:,? (?:prior to|before|preceding) [\w ]{3,40})?"
)
_CRITICAL = Pattern(rf"{WHO}(?:critically ill|moribund)(?: (?:patients?|state|condition))?")
_UNSTABLE = Pattern(
    rf"{WHO}(?:remain )?(?P<un>un|not )?h[a]?emodynamically (?P<also>un)?stable(?: patients?)?"
)
_AGAINST_SCAN = Pattern(
    rf"{WHO}(?:(?:absolute|relative|general|medical|standard|usual)\s+)*contra-?\s?indicat(?:ions?|ed)"
    r" (?:to|for|against|of) (?:undergo\w* |having |perform\w* |receiving |an? |the )*"
    r"(?P<scan>mri|mra|mr|magnetic resonance (?:imaging|angiography)|ct|pet)\b(?P<more>.{0,160})"
)
_UNWILLING = Pattern(r".*\bor (?:unwilling(?:ness)?|refusal|inability|unable) to (?P<own>.{3,80})")
_POINTS_BACK = Pattern(r"\b(?:it|this|these|that|them|one)\b")
_OR_ELSE = Pattern(r"[,;]? or (?:who|has|have|is|are|unable|inability|refus\w*|other|any|claustrophobi\w+)\b")
_DENIES = Pattern(r"\b(?:no|not|unless|except\w*)\b")
_OF_FAMILY = Pattern(
    r"(?:an? |known |any )*(?:(?:personal|own|individual)(?: history)?,? (?:or|and/or)(?: an?)?"
    r"(?: first[- ]degree| immediate)? famil(?:y|ial)|famil(?:y|ial)(?: history)? (?:or"
    r"|and/or) (?:personal|own))"
    r"(?: medical)? history of (?P<what>.{3,200})"
)
_WHO_FIRST = Pattern(rf"^{WHO}(?:otherwise )?")
_NOT_PREGNANT = Pattern(
    r"(?:(?:adult|healthy)\s+)?(?:males? (?:or|and) |men (?:or|and) )?non-?\s?pregnant(?:(?:,|"
    r" and| or|/|, and) ?"
    r"(?P<nursing>non-?\s?(?:lactating|breast-?\s?feeding|nursing)))? (?:females?|wom[ae]n)"
)
_ALCOHOL = Pattern(
    rf"{WHO}(?:(?:excessive|regular|current|daily|weekly|average|alcohol|history|consumption"
    rf"|intake|use|consum\w+"
    r"|drink\w*|of|:)\s*)*(?P<limit>(?:more than|greater than|over|exceeding|at least|>|≥)=?"
    r" ?\d+) (?:standard |alcoholic )?"
    r"(?:units?|drinks?|glasses)(?: of alcohol| alcohol)? ?(?:per|a|each|/) ?week\b.{0,80}"
)
_HEART = Pattern(
    rf"{WHO}(?P<past>(?:a )?history of |previous )?(?P<what>(?:(?:severe|symptomatic|congestive"
    rf"|chronic|acute|decompensated"
    r"|advanced|unstable|uncontrolled)\s+)*(?:heart|cardiac)"
    r" failure)\s*(?:\([a-z]{2,5}\))?,?\s*\(?(?:(?:of|with|in|the|by)\s+)*"
    r"(?:new york heart association|nyha)\b.{0,100}"
)
_HANDED = Pattern(rf"{WHO}(?P<hand>right|left)[- ]?hand(?:ed(?:ness)?|\s?dominan\w+){{1}}.{{0,20}}")
_SIGHT = Pattern(
    rf"{WHO}normal(?:[ /,-]|or|corrected|to|and)*(?:normal )?(?:visual )?(?P<vision>vision"
    rf"|visual acuity|eyesight)?"
    r"(?: and |/|, )?(?P<hearing>hearing)?"
)
_ALL_GRADES = Pattern(
    r"\b(?:no|not|unless|except\w*|or (?:history|any|an?|other|uncontrolled|active|[\w-]+"
    r" (?:disease|disorders?)))\b"
)
#: Read of one of the two lists only.
_OF_INCLUSIONS = frozenset(
    {"side_effects_gone", "washed_out", "can_comply", "consents", "agreed_for", "has_caregiver"}
    | {"treatment_had", "willing", "can_walk"}
)
_OF_EXCLUSIONS = frozenset({"hard_to_comply", "staff"})


def read_set_phrase(words: str, *, exclusion: bool) -> Requirement | None:
    """What a whole text says by a set phrase; None where it is none."""
    if len(words) > _MAX_LENGTH:
        return None
    return (
        _held(words, exclusion=exclusion)
        or _illness(words)
        or _of_life(words)
        or (_against(words) if exclusion else _who_joins(words))
    )


def _held(words: str, *, exclusion: bool) -> Requirement | None:
    for place in _PHRASES.places(words):
        fact, holds, phrase = _ROWS[place]
        found = phrase.whole(words)
        if found is not None and place < len(PLAIN):
            held = Holds(fact=fact)
            return held if holds else Not(part=held)
        if (
            found is None
            or (exclusion and fact in _OF_INCLUSIONS)
            or (not exclusion and fact in _OF_EXCLUSIONS)
        ):
            continue
        own = found.groupdict().get("own")
        now = fact == "treatment_had" and "concurrent" in words.lower()
        held = Holds(fact="treatment_now" if now else fact, qualifiers=(own or words,), wide=True)
        return held if holds else Not(part=held)
    return None


_OF_INCLUSIONS = frozenset(
    {"side_effects_gone", "washed_out", "can_comply", "consents", "agreed_for", "has_caregiver"}
    | {"treatment_had", "willing", "can_walk"}
)
_OF_EXCLUSIONS = frozenset({"hard_to_comply", "staff"})


def _illness(words: str) -> Requirement | None:
    if (found := _TRANSPLANTED.whole(words)) is not None:
        graft = HasTreatment(concept=Concept(name=f"{found['what']} transplant"), time=Time.EVER)
        return _in_full(graft, words) if found["more"].strip(" ,.") else graft
    if (found := _INFECTED.whole(words)) is not None and not _MORE_SAID.within(found["what"]):
        return HasCondition(concept=Concept(name=f"infection with {found['what'].strip(' ,')}"))
    if (found := _HEART.whole(words)) is not None and not _DENIES.within(words):
        time = Time.EVER if found["past"] else Time.CURRENT
        return _in_full(HasCondition(concept=Concept(name=found["what"]), time=time), words)
    if (found := _USED.whole(words)) is not None and kind_of_name(found["what"]) is NameKind.TREATMENT:
        return _in_full(HasTreatment(concept=Concept(name=found["what"]), time=Time.CURRENT), words)
    if _NOT_REVIVED.whole(words) is not None:
        return HasCondition(concept=Concept(name="do-not-resuscitate order"))
    found = _GRADED.whole(words)
    if (
        found is not None
        and kind_of_name(found["what"]) is NameKind.CONDITION
        and not _ALL_GRADES.within(words)
    ):
        lead = lead_of(found["what"])
        return _in_full(HasCondition(concept=Concept(name=lead.rest), time=lead.time or Time.CURRENT), words)
    if _CRITICAL.whole(words) is not None:
        return _in_full(HasCondition(concept=Concept(name="critical illness")), words)
    if (found := _UNSTABLE.whole(words)) is not None:
        shaky = HasCondition(concept=Concept(name="hemodynamic instability"))
        return shaky if found["un"] or found["also"] else Not(part=shaky)
    return None


def _of_life(words: str) -> Requirement | None:
    if (found := _SURVIVES.whole(words) or _DEATH.whole(words)) is not None:
        limit = read_measured(f"life expectancy less than {found['length']}", exclusion=True)
        return _in_full(limit, words) if isinstance(limit, Measured) else None
    if (found := _ALCOHOL.whole(words)) is not None:
        limit = read_measured(f"drinks per week {found['limit']}", exclusion=True)
        return _in_full(limit, words) if isinstance(limit, Measured) else None
    return None


def _who_joins(words: str) -> Requirement | None:
    """Phrases of inclusions only."""
    if (found := _SMOKED_LAST.whole(words)) is not None:
        span = find_window(f"within {found['length']}")
        return None if span is None else Not(part=Holds(fact="smokes", window=span.window))
    if (found := _NOT_PREGNANT.whole(words)) is not None:
        pregnant = Not(part=Holds(fact="pregnant"))
        return (
            AllOf(parts=(pregnant, Not(part=Holds(fact="breastfeeding")))) if found["nursing"] else pregnant
        )
    if (found := _HANDED.whole(words)) is not None:
        return Holds(fact="handedness", value=found["hand"].lower())
    found = _SIGHT.whole(words)
    if found is None or not (found["vision"] or found["hearing"]):
        return None
    senses = (("vision_loss", found["vision"]), ("hearing_loss", found["hearing"]))
    parts = tuple(Not(part=Holds(fact=fact)) for fact, said in senses if said)
    return parts[0] if len(parts) == 1 else AllOf(parts=parts)


def _against(words: str) -> Requirement | None:
    """Phrases of exclusions only."""
    if ";" not in words and DOCTOR.whole(words) is not None and is_general(_WHO_FIRST.sub("", words)):
        return Holds(fact="doctor_objects", qualifiers=(words,), wide=True)
    if (found := _OF_FAMILY.whole(words)) is not None:
        own = HasCondition(concept=Concept(name=found["what"].strip()), time=Time.EVER)
        return AnyOf(
            parts=(_in_full(own, words), Holds(fact="family_history", qualifiers=(words,), wide=True))
        )
    if (found := _AGAINST_SCAN.whole(words)) is not None and not _DENIES.within(words):
        return _no_scan(words, found)
    if NO_TRIAL.within(words):
        return None
    if OTHER_TRIAL_OR_DRUG.whole(words) is not None:
        return _any_of(("investigational_drug", "earlier_trial"), words)
    return _any_of(trials_meant(words), words) if OTHER_TRIAL.whole(words) is not None else None


def _no_scan(words: str, found: re.Match[str]) -> Requirement | None:
    against = _in_full(HasCondition(concept=Concept(name=f"contraindication to {found['scan']}")), words)
    unwilling = _UNWILLING.whole(found["more"])
    if unwilling is None:
        return against if not _OR_ELSE.search(found["more"]) else None
    if _POINTS_BACK.search(unwilling["own"]):
        return None
    return AnyOf(parts=(against, Not(part=Holds(fact="willing", qualifiers=(unwilling["own"].strip(" ."),)))))


def _any_of(facts: tuple[str, ...], words: str) -> Requirement:
    parts = tuple(Holds(fact=fact, qualifiers=(words,), wide=True) for fact in facts)
    return parts[0] if len(parts) == 1 else AnyOf(parts=parts)


def _in_full(found: HasCondition | HasTreatment | Measured, words: str) -> Requirement:
    return replace(found, qualifiers=(words,), wide=True)
