"""How many times, and on which days: "a total of 4 injections", "on days 1, 8 and 15"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trialogue.eligibility.patterns import Pattern
from trialogue.model.provenance import Span
from trialogue.plain.doses import Count, Days
from trialogue.plain.durations import NUMBER, Length, lengths, number

_NOUN = (
    r"(?P<noun>(?:treatment |training |therapy |exercise )?sessions?|injections?|doses?|infusions?"
    r"|treatment\s+(?:cycles?|courses?)|treatments?|applications?|courses?|vaccinations?"
    r"|administrations?|cycles?|transplantations?|procedures?|classes|modules|fractions?|transfusions?"
    r"|occasions|visits?)"
)
_DAY_OF = re.compile(r"\bdays?\s+\d[\d\s,and&-]*\s+of\s+(?:a|an|each|every)\s*$", re.IGNORECASE)
_NOUNS = Pattern(_NOUN)
_FORM = Pattern(
    rf"(?P<lead>(?:for\s+)?(?:a\s+)?total\s+(?:of\s+|number\s+of\s+)?|up\s+to\s+(?:a\s+maximum\s+of\s+)?"
    rf"|(?:a\s+)?max(?:imum)?\s+(?:of\s+)?|at\s+most\s+|for\s+|x\s*|in\s+)?(?<![\w.^-])(?P<n>{NUMBER}|single)"
    rf"(?:\s*\(\d+\))?(?:\s*(?:to|-|–)\s*(?P<high>{NUMBER}))?[\s-]+(?:(?!(?:per|mg|mcg|ug|µg|μg|ml|iu|c?gy|micrograms?|milligrams?|of|dose|minutes?|hours?|days?"
    rf"|weeks?|months?|years?|before|after|each|every|in|for|with|and|or|to|from|at|by|between"
    rf"|the|mobile|smartphone|software|digital|patients?|participants?|subjects?|people|adults|children|women|men|receiv\w+|daily|divided)\b)[\w-]+\s+){{0,3}}?{_NOUN}\b"
    rf"(?P<after>\s*(?:/|per|a|each|every|levels?|groups?|cohorts?|arms?|limiting|escalat|finding|regimen"
    rf"|strength|in\s+total)"
    rf"\b)?"
)
# The number of a step, a group or a day is no number of doses ("Step 2 dose"), nor are doses that come on
# top, differ from each other, or are as many as are needed ("1-2 injections until …").
_LABELLED = Pattern(
    r"\b(?:steps?|cohorts?|groups?|levels?|arms?|stages?|parts?|phases?|days?|weeks?|months?|visits?|cycles?"
    r"|periods?|number|no\.)\s*$|\b(?:followed\s+by|after|every|each|(?:the\s+)?first)\s*(?:an?\s*)?$"
)
# One day's dose in parts, the dose that a treatment starts with, doses of one cycle, doses had before.
_PART = Pattern(
    r"\b(?:divided|split)\s+(?:in|into|as)\b[^.;]{0,15}$|\bloading\b[^.;]*$"
    r"|\b(?:each|every|one|a)\s+(?:\w+[\s-]+)?(?:cycle|course)\b[^.;]*\b(?:consist|compris|includ)\w*[^.;]*$"
    r"|\b(?:already|previously|ever|have|has|had)\s+(?:been\s+)?(?:received|given|had|completed)\b[^.;]*$"
)
# "1 of 2 doses", "the safety and efficacy of two doses of": how large a dose may be.
_LEVELS = Pattern(
    r"\b(?:one|1)\s+of\s+(?:the\s+)?$|\b(?:effectiveness|efficacy|effects?|safety|tolerability|comparison|compar(?:e|es|ing))"
    r"\s+(?:of\s+)?(?:the\s+)?$"
)
# A measurement after a single dose, or two groups of which one gets a single dose.
_SINGLE_ELSE = Pattern(r"[\s-]+(?:and\s+steady|pharmacokinetic|or\s+(?:double|multiple|repeat))")
# "Two injections each 12 hours", "3 doses a day": how often, not how many.
_OFTEN = Pattern(r"[^.;,]{0,30}?\b(?:(?:every|each|per|an?)\s+(?:\d+\s*)?(?:hours?|hrs?|h|days?)\b|daily\b)")
# "2 doses on day 1, followed by …", "2 doses of it every cycle": some of the doses only.
_SOME = Pattern(
    r"[^.;]{0,80}?\bloading\b|[^.;]{0,30}?\b(?:on\s+day\s+\d+\b(?!\s*(?:,|and|&|-|to|through))|followed\s+by|(?:every|each|per)\s+(?:cycle|course))"
)
_LEAST = Pattern(r"\bmin(?:imum)?\s+(?:of\s+)?$")
_MORE = Pattern(r"\b(?:additional|more|further|extra|another|different|separate)\b")
_UNTIL = Pattern(r"\s*until\b")
_TIMES = Pattern(
    rf"\b(?:total\s+)?of\s+(?P<total>{NUMBER})\s+times\b"
    rf"|\b(?P<n>{NUMBER})\s+times\s+(?:over|within|during)\s+(?!(?:a|the|each|every|one)\s)"
)
# "Two doses will be tested (8 and 12 mg)": how large a dose may be, not how many there are.
_COMPARED = Pattern(
    r"\s+(?:(?:will|can|may)\s+be|are|were|being|to\s+be)\s+(?:being\s+)?(?:tested|evaluated|explored|compared|studied"
    r"|investigated|assessed|examined)\b"
)
_DAYS = Pattern(
    r"(?:(?:on|at|in)\s+)?(?P<unit>day|week|month)s?\s+(?P<list>\d{1,3}(?:\s*\((?:week|day|month)\s*\d+\))?"
    r"(?:\s*(?:,|and|&|,\s*and|/)\s*(?:day|week|month)?s?\s*\d{1,3}(?!\d|st\b|nd\b|rd\b|th\b"
    r"|\s*(?:mg|ml|%|weeks?|months?|days?))){1,15})"
)


# "On days 1, 15 and 30, then every month": the list is not all.
_ROUND = Pattern(
    r"\s*[,;]?\s*(?:and\s+)?(?:then|thereafter|followed\s+by)\b|\s*(?:\([^)]*\)\s*)?(?:of|in)\s+(?:(?:each|every|a|the|all)\s+(?:[\w-]+\s+){0,2}?(?:cycle|course)|each\s+week"
    r"|weeks?\s+\d)"
)


_ROUNDS = Pattern(r"cycle|course|repeat")
_CYCLE_NEXT = Pattern(
    r"[\s-]*(?:as\s+(?:1|one|a)\s+)?(?:treatment\s+|long\s+)?(?:\(\s*(?:1|one)\s+)?cycles?\b"
)
_COURSE_NEXT = Pattern(r"[\s-]*courses?\b")
_CYCLE_OF = Pattern(r"cycles?\s*(?:\(|of|is|=|lasts?|every|length)\s*(?:length\s+of\s*)?$")
_REPEATS = Pattern(
    r"\b(?:treatments?|therapy|chemotherapy|courses?|cycles?|regimens?)\s+(?:will\s+be\s+|is\s+|are\s+)?"
    r"(?:repeat(?:s|ed)?|continues?)\s+every\s*$"
)


def counts(text: str) -> Iterator[tuple[Span, Count, int]]:
    """Each count with its place and how surely it is the number of all doses (3 sure … 1 weak)."""
    for match in _TIMES.finditer(text):
        value = number(match["total"] or match["n"])
        if value == int(value) and 0 < value <= 400:
            yield _at(match), Count(number=int(value), noun="times"), 3 if match["total"] else 2
    if not _NOUNS.within(text):
        return
    days = [m.span("list") for m in _DAYS.finditer(text)]
    for match in _FORM.finditer(text):
        # "on days 1, 7 and 14 doses of …": the last day is no number of doses.
        if any(start <= match.start("n") < end for start, end in days) or _counts_else(match, text):
            continue
        lead = re.sub(r"\s+", " ", (match["lead"] or "")).strip().lower()
        after = (match["after"] or "").strip().lower()
        if after and after != "in total":
            continue
        value = 1 if match["n"].lower() == "single" else number(match["high"] or match["n"])
        noun = _plural(re.sub(r"\s+", " ", match["noun"].lower()))
        if (
            value != int(value)
            or not 0 < value <= 400
            or (value == 1 and noun.endswith(("cycles", "courses")))
        ):
            # "21 days as one treatment cycle" says how long a cycle is, not how many there are.
            continue
        at_most = bool(match["high"]) or lead.startswith(("up to", "max", "a max", "at most"))
        yield _at(match), Count(number=int(value), noun=noun, at_most=at_most), _sure(lead, after, match)


def _counts_else(match: re.Match[str], text: str) -> bool:
    """Whether a number beside a noun is a label, a part of the doses, or of something else."""
    before, after = text[: match.start("n")], text[match.end("noun") :]
    between = text[match.end("n") : match.end("noun")]
    if _LABELLED.within(before) or _LEAST.within(before) or _MORE.within(between):
        return True
    if _SOME.at_start(after) or _COMPARED.at_start(after) or _SINGLE_ELSE.at_start(after):
        return True
    if _PART.within(before) or _in_size(match, before) or (not match["lead"] and _OFTEN.at_start(after)):
        return True
    if match["high"] and _UNTIL.at_start(after):
        return True
    return not match["noun"].lower().endswith("s") and _apart(match, text)


def _in_size(match: re.Match[str], before: str) -> bool:
    return (
        match["noun"].lower().startswith("dose") and match["n"].lower() != "single" and _LEVELS.within(before)
    )


def _apart(match: re.Match[str], text: str) -> bool:
    """ "4-drug treatment" and "21 cycle" are no count; "3-dose" and "a single dose" say how many."""
    between = text[match.end("high" if match["high"] else "n") : match.start("noun")]
    return match["n"].lower() not in {"single", "one", "1"} and between != "-" and not match["lead"]


def _sure(lead: str, after: str, match: re.Match[str]) -> int:
    if "total" in lead or after == "in total":
        return 3
    return 1 if match["n"].lower() in {"single", "one", "1"} else 2


def _plural(noun: str) -> str:
    return noun if noun.endswith("s") else noun + "s"


def day_lists(text: str) -> Iterator[tuple[Span, Days]]:
    """Lists of days, weeks or months with two or more members, and the cycle they count in."""
    for match in _DAYS.finditer(text):
        bare = re.sub(r"\([^)]*\)", " ", match["list"])
        numbers = tuple(float(n) for n in re.findall(r"\d{1,3}", bare))
        # "Day 1, week 4 and week 8" counts in two units.
        units = set(re.findall(r"day|week|month", bare, re.IGNORECASE))
        if len(numbers) < 2 or list(numbers) != sorted(set(numbers)) or units - {match["unit"].lower()}:
            continue
        again = bool(_ROUND.at_start(text[match.end() :]))
        unit, cycle = match["unit"].lower(), cycle_length(text)
        yield _at(match), Days(unit=unit, numbers=numbers, cycle=cycle, again=again)


def cycle_length(text: str) -> Length | None:
    """The length of a round: "28-day cycle", "every 21 days (1 cycle)", "courses repeat every 3 weeks"."""
    if not _ROUNDS.within(text):
        return None
    for span, length in lengths(text):
        before, after = text[max(0, span.start - 45) : span.start], text[span.end : span.end + 30]
        if _CYCLE_NEXT.at_start(after) or _CYCLE_OF.within(before) or _REPEATS.within(before):
            return length
        # "On days 1 and 8 of a 21-day course": a course in which days are counted comes again.
        if _COURSE_NEXT.at_start(after) and _DAY_OF.search(before):
            return length
    return None


def _at(match: re.Match[str]) -> Span:
    return Span(start=match.start(), end=match.end())
