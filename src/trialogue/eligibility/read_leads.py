"""The words that lead in to a condition or treatment: what they say of its kind and time."""

from __future__ import annotations

from functools import lru_cache

from trialogue.eligibility.kinds import NameKind
from trialogue.eligibility.lead import KEPT, Lead
from trialogue.eligibility.patterns import Pattern
from trialogue.model.requirement import Time

_SUBJECT = Pattern(
    r"(?:(?:any|all|the|adult|eligible|other|those|these)\s+)*(?:patients?|subjects?|participants?"
    r"|individuals?|persons?|people|volunteers?|candidates?|those|anyone|i(?=\s(?:have|had|am)\b)|child(?!\s[abc]\b|[\s-]pugh)|children|infants?)\b(?:\(s\))?"
    r"(?:\s+(?:must|should|shall|will|who|that|which|is|are|be|has(?! had)|have(?! had)|with"
    r"|being(?! treated)|suffering from|presents? with|presenting with|presenting|exhibiting"
    r"|reports?)\b)*\s+",
)

_LEADS: tuple[tuple[Pattern, NameKind | None, Time | None], ...] = tuple(
    (Pattern(pattern + r"(?=\s|$)"), kind, time)
    for pattern, kind, time in (
        (
            r"(?:(?:a|any|known|documented|medical|clinical|personal|positive|significant|reported"
            r"|self-reported)\s+)*(?:(?:past|prior|previous) (?:or|and|and/or) (?:current|present"
            r"|concurrent|concomitant|ongoing)"
            r"|(?:current|present|concurrent|concomitant|ongoing) (?:or|and|and/or) (?:past|prior"
            r"|previous))(?:\s+(?:history|diagnosis|presence|evidence) of|(?=\s))",
            None,
            Time.EVER,
        ),
        (
            r"(?:(?:a|any|known|documented|medical|clinical|personal|past|prior|previous|positive"
            r"|reported|self-reported|current|with|of|or|and|evidence|presence|diagnosis|suspected"
            r"|confirmed)\s+)*history\s+(?:or\s+(?:presence|evidence|current (?:diagnosis|evidence"
            r"|presence)|diagnosis|current)\s+)?(?:of|with)(?:\s+(?:a|an|any))?",
            None,
            Time.EVER,
        ),
        (
            r"(?:(?:a|any|another|known|know|clear|serious|severe|strong|prolonged|past or current"
            r"|presence|of|or"
            r"|documented|personal|current|active)[\s/]+)*histor(?:y|ies)\s*(?:(?:of\s*,?\s*)?(?:or"
            r"|and/or)\s+(?:with"
            r"|any|current|concurrent|evidence of|current evidence of|any evidence of|suspected"
            r"|suspected diagnosis of|active)|of)(?:\s+(?:a|an|any|active))?",
            None,
            Time.EVER,
        ),
        (
            r"(?:(?:a|any|known|prior|previous)\s+)*history\s+(?:or|and|and/or)\s+(?:complications?"
            r"|symptoms?|signs?|diagnosis|evidence|presence)\s+of",
            NameKind.CONDITION,
            Time.EVER,
        ),
        (
            r"(?:is |are )?(?:complicated|accompanied|combined|comorbid|complicating|co-?existing)\s+(?:with"
            r"|by)(?:\s+(?:a|an|any))?",
            NameKind.CONDITION,
            Time.CURRENT,
        ),
        (
            r"(?:are |is |were |been )*(?:judged|deemed|considered|found|known|thought"
            r"|suspected)\s+(?:of(?:\s+having)?|to\s+(?:be|have))(?:\s+(?:a|an|any))?",
            NameKind.CONDITION,
            Time.CURRENT,
        ),
        (r"(?:(?:has |have |having |who )*had|status[- ]post|s/p)(?:\s+(?:a|an|any))?", None, Time.EVER),
        (
            r"(?:active|ongoing|current|recent|known|present|a|an|any|prior|previous)(?:\s+or|/"
            r"|,)\s+(?:(?:a|prior|previous|past|documented|known)\s+)*(?:history\s+of|prior|previous|recent)",
            None,
            Time.EVER,
        ),
        (
            r"(?:has |have |had |having |who )*(?:experienced?|developed|displayed|exhibited)(?:\s+(?:a"
            r"|an|any))?",
            None,
            Time.EVER,
        ),
        (
            r"(?:requir(?:e|es|ing)|need(?:s|ing)?(?: for)?)\s+"
            r"(?:administration of|treatment with|therapy with|use of)(?:\s+(?:a|an|any|the))?",
            NameKind.TREATMENT,
            Time.CURRENT,
        ),
        (
            r"(?:requir(?:e|es|ing)|need(?:s|ing)?(?: for)?)(?:\s+(?:a|an|any))?",
            None,
            Time.CURRENT,
        ),
        (
            r"(?:(?:must|have|has|a|an|the|with)\s+)*(?:(?:histolog\w+|cytolog\w+|patholog\w+|clinical\w*"
            r"|radiolog\w+|radiograph\w+|laborator\w+|biopsy|genetic\w*|biochemical\w*|microbiolog\w+"
            r"|serolog\w+|(?:rt-?\s?)?pcr|endoscopic\w*|molecular\w*|and/or|or|and|/|newly|previously|recently|initially"
            r"|locally)[\s,/-]+)+(?:confirmed|proven|documented|verified|diagnosed|established|diagnosis"
            r"|confirmation)(?:[\s-]+(?:diagnosis|evidence|as|to have))?(?:\s+of(?:\s+(?:a|an|the))?)?",
            NameKind.CONDITION,
            Time.CURRENT,
        ),
        (
            r"(?:(?:must|who|to)\s+)*(?:meet|meets|meeting|fulfil\w*|satisf\w+)\s+(?:the\s+"
            r"|all\s+)?(?:[\w/.-]+\s+){0,5}?criteria\s+(?:for|of)(?:\s+(?:a|an|the))?",
            NameKind.CONDITION,
            Time.CURRENT,
        ),
        (
            r"(?:(?:a|an|any|known|confirmed|documented|clinical|clear|definite|definitive|current"
            r"|established|the)\s+)*diagnosis\s+of(?:\s+(?:a|an|any))?",
            NameKind.CONDITION,
            Time.CURRENT,
        ),
        (
            r"been diagnosed\s+(?:with|of|as)(?!.*\bfor (?:at least|more|over|\d))",
            NameKind.CONDITION,
            Time.EVER,
        ),
        (
            r"(?:are |is |been |were |being )?diagnosed\s+(?:with|of|as(?: having)?)",
            NameKind.CONDITION,
            Time.CURRENT,
        ),
        (
            r"(?:shows?\s+|demonstrat\w+\s+)?(?:(?:the|a|any|known|current|clinical|radiographic|clear|documented)\s+)*"
            r"(?:presence"
            r"|evidence|existence|occurrence)\s+of(?:\s+(?:a"
            r"|an|any))?",
            NameKind.CONDITION,
            Time.CURRENT,
        ),
        (
            r"(?:are |is )?at(?: an?)?(?: high| higher| increased| known)*(?= risk)",
            NameKind.CONDITION,
            Time.CURRENT,
        ),
        (
            r"(?:(?:a|an|any|the|known)\s+)*(?:requirement|need)\s+(?:for|of)(?:\s+(?:a|an|any))?",
            None,
            Time.CURRENT,
        ),
        (
            r"(?:harbou?r(?:s|ing)?|suffer(?:s|ing|ed)?(?:\s+from)?)(?:\s+(?:a|an|any))?",
            NameKind.CONDITION,
            Time.CURRENT,
        ),
        (
            r"(?:current(?:ly)?\s+|is\s+|are\s+)*(?:undergoing|receiving)\s+or\s+(?:preparing|planning|scheduled)"
            r"(?:\s+(?:for|to (?:receive|undergo|have|start|take)))?(?: other| any)?",
            NameKind.TREATMENT,
            Time.CURRENT,
        ),
        (
            r"(?:currently\s+|routinely\s+|regularly\s+|already\s+|are\s+|is\s+)*(?:receiving|receives?|takes?|taking|using|uses|undergoing)"
            r"(?:\s+(?:any|treatment with|therapy with|a))?",
            NameKind.TREATMENT,
            Time.CURRENT,
        ),
        (
            r"(?:current(?:ly)?|ongoing|concurrent|concomitant|active|simultaneous|continu(?:e|ed|ing|ous)|chronic"
            r"|long-term|regular|routine|maintenance|background|prolonged)\s+"
            r"(?:treatment|therapy|use)\s+(?:with|of)",
            NameKind.TREATMENT,
            Time.CURRENT,
        ),
        (
            r"(?:(?:(?:currently|being|chronically|regularly|continuously)\s+)+treated"
            r"|(?:currently\s+|being\s+)?in\s+(?:treatment|therapy))\s+with"
            r"|treated\s+with\s+(?:ongoing|current)",
            NameKind.TREATMENT,
            Time.CURRENT,
        ),
        (r"(?:currently\s+|already\s+|are\s+|is\s+)?(?:on|under)", None, Time.CURRENT),
        (
            r"(?:prior|previous|past|active|current)\s*/\s*(?:active|current|ongoing|prior|previous)\s+"
            r"(?:treatment|therapy|use)\s+(?:with|of)",
            NameKind.TREATMENT,
            Time.EVER,
        ),
        (
            r"(?:prior|previous|past)\s+(?:(?:treatment|therapy|exposure|use)\s+(?:with|to|by)"
            r"|(?:use|receipt|administration) of)(?:\s+any)?",
            NameKind.TREATMENT,
            Time.PAST,
        ),
        (
            r"(?:current(?:ly)?|ongoing|on-going|active|concurrent|concomitant)\s+(?:or|and|and/or"
            r"|/)\s*(?:planned"
            r"|anticipated|expected|scheduled)\s+(?:treatment with|treatment|use of|therapy with"
            r"|administration of|need for)",
            NameKind.TREATMENT,
            Time.CURRENT,
        ),
        (
            r"(?:prior|previous|past|recent)\s+(?:or|and|and/or|/)\s*(?:planned|anticipated|expected"
            r"|scheduled)\s+(?:treatment with|treatment|use of|therapy with|administration of)",
            NameKind.TREATMENT,
            Time.EVER,
        ),
        (r"(?:treatment|therapy)\s+(?:with|by|of(?= \w*inhib))(?:\s+any)?", NameKind.TREATMENT, None),
        (
            r"(?:chronic |regular |any |systemic |concomitant |concurrent |current |recent |the )*(?:use"
            r"|usage|intake)\s+of(?:\s+(?:a|an|any))?",
            NameKind.TREATMENT,
            Time.CURRENT,
        ),
        (
            r"(?:(?:receipt|administration|recipients?)\s+of|(?:exposed|exposure)\s+to"
            r"|(?:treated|vaccination|immuni[sz]ation)\s+with)(?:\s+(?:a|an|any))?",
            NameKind.TREATMENT,
            Time.EVER,
        ),
        (
            r"(?:ha(?:s|ve|d|ving) |who |must |ever |recently |previously |prior )*"
            r"(?:received|been\sgiven|under(?:gone|went)|taken|used|initiated|started|completed|(?<=must\s)complete)(?:\s+(?:a|an|any|prior|previous|treatment\swith|therapy\swith))*",
            NameKind.TREATMENT,
            Time.EVER,
        ),
        (r"use", NameKind.TREATMENT, Time.CURRENT),
        (r"receipt", NameKind.TREATMENT, None),
        (
            r"(?:(?:pre-?)?planned|scheduled?|planning|proposed|awaiting)(?:\s+(?:to (?:undergo|receive)"
            r"|to have|for|a|an))*",
            None,
            Time.PLANNED,
        ),
        (
            r"(?:previously|already)\s+(?:known|identified|documented|established|diagnosed)",
            None,
            Time.CURRENT,
        ),
        (
            r"(?:presents?(?: with)?(?= an?\b| any\b)|experiencing|developing|exhibit(?:s"
            r"|ing)?)(?:\s+(?:a|an|any))?",
            NameKind.CONDITION,
            Time.CURRENT,
        ),
        (r"previously(?=\s+(?:un)?treated\b)(?!\s+(?:un)?treated (?:with|for|by|in|on)\b)", None, None),
        (r"(?:previous(?:ly)?|prior|past|former)(?!\s+(?:un)?treated,)", None, Time.PAST),
        (
            r"(?:current(?:ly)?|ongoing|concurrent|concomitant|co-existing|coexisting|pre-existing"
            r"|preexisting|existing)",
            None,
            Time.CURRENT,
        ),
        (
            r"(?:known|documented|any|other|have|has|having|had|with|a|an|the|is|are|be|must|who|on|of)",
            None,
            None,
        ),
    )
)

# A group that opens before an alternative hides its first letter, by which most are passed over.
_ANY_LEAD = Pattern("|".join(f"{pattern.source}(?P<lead{n}>)" for n, (pattern, _, _) in enumerate(_LEADS)))
_PLACES = {f"lead{n}": n for n in range(len(_LEADS))}
_HAS = Pattern(
    r"\b(?:with|have|has|having|had|history|presence|evidence|suffer\w*|experienced|developed)\b",
)

_CUT = Pattern(r"\s*(?:or|and|and/or|/|,|-)\s")


@lru_cache(maxsize=512)
def lead_of(text: str) -> Lead:
    """Take off the words that lead in, keeping what they say of kind and time."""
    kind: NameKind | None = None
    time: Time | None = None
    rest = text
    kept: list[str] = []
    other = False
    for _ in range(7):
        match = _SUBJECT.match(rest)
        if match is not None and match.end() < len(rest):
            rest = rest[match.end() :]
            continue
        first = _ANY_LEAD.low_match(rest)
        if first is None:
            break
        for pattern, lead_kind, lead_time in _LEADS[_PLACES[first.lastgroup or "lead0"] :]:
            match = pattern.match(rest)
            if match is not None and match.end() < len(rest) and not _CUT.match(rest, match.end()):
                rest = rest[match.end() :].lstrip(" :,")
                other = other or match[0].lower() == "other"
                if KEPT.search(match[0]):
                    kept.append(match[0].strip(" ,"))
                kind = lead_kind or kind
                time = _time(time, lead_time)
                break
        else:
            break
    has = _HAS.search(text[: len(text) - len(rest)]) is not None
    return Lead(rest, kind, time, tuple(kept), has, other)


def _time(before: Time | None, now: Time | None) -> Time | None:
    if before is None or now is None:
        return before or now
    if Time.EVER in {before, now} or {before, now} == {Time.PAST, Time.CURRENT}:
        return Time.EVER if before is not Time.PLANNED else before
    return before
