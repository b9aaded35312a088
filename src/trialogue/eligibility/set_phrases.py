"""What criteria word in set phrases, read where nothing else could read them: a fact for the whole text.

Data of ``read_set_phrase``. A row gives the fact, whether the text says that it is so, and the phrase. What
stands in the group ``own`` is what a person is asked about where the text denies it.
"""

from __future__ import annotations

from trialogue.eligibility.patterns import Pattern

WHO = (
    r"(?:(?:the|any|all|an?|be|being|been|is|are|was|were|has|have|had|must|should|who|whom"
    r"|that|those|other|with"
    r"|candidates?|patients?|subjects?|participants?|individuals?|persons?|people|volunteers?|women|men"
    r"|females?|males?|adults?|children|currently|known|presently|clinically|documented|confirmed)\s+)*"
)
AFTER_WHO = r"(?: (?:patients?|subjects?|participants?|individuals?|persons?|people|adults?))?"
_LANGUAGE = (
    r"(?:english|french|german|spanish|danish|chinese|dutch|italian|arabic|portuguese|norwegian|swedish"
    r"|hebrew|japanese|korean|turkish|mandarin|finnish|polish)"
)
DOCTORS = (
    r"(?:investigators?|researchers?|physicians?|doctors?|clinicians?|surgeons?|study (?:team|staff)"
    r"|principal investigators?|pi|sponsor|medical monitor|medical criteria)"
)
_HELPER = r"(?:care-?\s?givers?|carers?|informants?|(?:study|care|support) partners?|support persons?)"

#: Asked with all words of the text.
IN_FULL: tuple[tuple[str, bool, Pattern], ...] = (
    ("can_walk", True, Pattern(r"(?:community )?ambulat(?:ory|or)(?: (?:with|without)\b[^:;]{3,60})?")),
    (
        "consents",
        True,
        Pattern(r"(?:completed|complete|obtained|documented|valid) (?:the )?informed consent(?: forms?)?"),
    ),
    (
        "hard_to_comply",
        True,
        Pattern(
            r"(?:wanting|wish\w*|want|intention|deciding|request\w*) to (?:leave|quit|withdraw from"
            r"|drop out of) (?:the )?"
            r"(?:study|trial)|withdraw(?:al|ing)? from (?:the )?(?:study|trial)[\w ]{0,40}"
        ),
    ),
    (
        "speaks_language",
        False,
        Pattern(
            rf"{WHO}(?:non[- ]+(?={_LANGUAGE})|(?:(?:do|does|can|is|are) ?not|unable to|not able to"
            rf"|limited|poor"
            rf"|lack of|insufficient|inadequate|low|no)\s+(?:primarily |fluently |adequately )?)"
            rf"(?P<own>(?:speak |understand |fluent in |proficient in |read |able to speak )?{_LANGUAGE}\b"
            r"(?:[- ](?:speak\w*|proficiency|fluen\w*|language|skills?|literacy|comprehension|as"
            r" [\w ]{3,40}))*)"
            rf"{AFTER_WHO}"
        ),
    ),
    (
        "speaks_language",
        True,
        Pattern(
            rf"(?:[\w/ -]{{3,60}} )?(?:is|are|must be|should be) (?:able to (?:speak|read|understand)"
            rf" )?(?:fluent in )?"
            rf"{_LANGUAGE}(?:[- ]speak\w*| proficient| literate)?"
        ),
    ),
    (
        "side_effects_gone",
        True,
        Pattern(
            rf"{WHO}(?:to )?(?:be )?(?:fully |completely |adequately |sufficiently )*recover(?:ed|y)\b"
            r" (?:from|of)\b[^:;]{3,160}"
        ),
    ),
    (
        "washed_out",
        True,
        Pattern(
            r"(?:greater than|more than|at least|over|>|≥)\s*\(?\d+\)?\s?(?:days?|weeks?|months?|years?)"
            r"(?: but (?:no|not) more than \d+ \w+)?\s+(?:must have elapsed |have elapsed )?since\b"
            r"(?=.*\b(?:therap\w+|chemo\w*|radio\w*|surgery|treatments?|transplant\w*|transfusions?"
            r"|interferons?|drugs?|medications?|vaccin\w+|doses?)\b).{3,160}"
        ),
    ),
    (
        "treatment_had",
        False,
        Pattern(
            r"no (?P<own>(?:(?:prior|previous|concurrent|other) )+(?:[\w-]+ ){0,2}"
            r"(?:therap(?:y|ies)|treatments?|surgery|surgeries|medications?)(?: for [\w '-]{3,60})?)"
        ),
    ),
    (
        "has_caregiver",
        True,
        Pattern(
            rf"{WHO}(?:(?:has|have|having|must have|need|availability of|available|presence of|access"
            rf" to|an?|the"
            rf"|at least|one|appropriate|suitable|adult|identified|dedicated|consenting|responsible|competent"
            rf"|reliable|willing|able|primary|family|informal|or)\s+)+{_HELPER}\b"
            r"(?!.*\b(?:no|not|unable|unwilling|unavailable|refus\w*)\b).{0,200}"
        ),
    ),
    (
        "agreed_for",
        True,
        Pattern(
            r"(?:parental|guardian|parents?'?s?'?(?: or (?:legal )?guardians?'?s?'?)?|child(?:'s"
            r"|ren's)?|minors?'?s?)"
            r"(?: or (?:legal )?guardian)?(?: (?:written|informed|signed))* (?:consent|assent|permission)\b"
            r"(?!.*\b(?:refus\w*|not|withdr\w*|without)\b).{0,80}"
            r"|(?:(?:written|signed|informed|and) )*(?:consent|assent|permission)\b.{0,20}\b(?:of|from"
            r"|by)\b.{0,40}"
            r"\b(?:parents?|guardians?)\b(?!.*\b(?:refus\w*|not|withdr\w*)\b).{0,100}"
            rf"|{WHO}(?:consented|agreed?) to participate\b.{{0,80}}\b(?:by themselves|themselves or"
            rf"|legal\w*|guardians?)"
            r"\b(?!.*\b(?:refus\w*|not|withdr\w*)\b).{0,60}"
        ),
    ),
    (
        "consents",
        True,
        Pattern(
            rf"{WHO}(?:(?:voluntar\w+|agree\w*|to|able|willing|and|participate\w*|understand)\s+)*"
            r"(?:(?:signed|sign|signs|written|consented to participate)\b.{0,60})?"
            r"(?:inform(?:ed)?|written)\b.{0,20}\bconsents?\b(?!.*\b(?:not|unable|refus\w*|without"
            r"|withdr\w*)\b)"
            r"(?: (?:forms?|were|was|has been|have been|obtained|signed|provided|given|from|by|all|the"
            r"|each|patients?"
            r"|subjects?|participants?))*"
        ),
    ),
    (
        "can_comply",
        True,
        Pattern(
            rf"{WHO}(?:(?:stated|expressed|demonstrated|mentally|stable|and|able|accepting|willing"
            rf"|willingness"
            r"|agreeing|to)\s+)*(?:comply|compliance|adhere|cooperate)\b(?= (?:fully )?(?:with|to"
            r"|and)\b)(?!.*:)(?!.*\b(?:not|unable|unwilling"
            r"|refus\w*)\b)"
            r".{0,160}"
        ),
    ),
    (
        "hard_to_comply",
        True,
        Pattern(
            r"(?:impossib\w+|anticipated|expected|difficult\w*|unlikely|likely|uncertain\w*"
            r"|unreliab\w+|cannot|fail\w*)"
            r".{0,60}\b(?:follow-?\s?ups?|visits?|appointments?|comply\w*|complian\w+|adher\w+"
            r"|protocol)\b.{0,80}"
            rf"|{WHO}(?:anticipated|expected|thought|judged|deemed|considered|suspected) to be"
            rf" (?:unwilling|unable"
            r"|unlikely|non-?compliant).{3,100}"
            rf"|{DOCTORS}'?s?'? uncertainty about.{{3,120}}"
            rf"|{WHO}(?:who )?(?:refus\w+|declin\w+)\b.{{3,60}}\bor\b.{{0,20}}\b(?:cannot|unable to|not"
            rf" able to) (?:keep"
            r"|attend|comply|complete|follow).{3,60}"
            rf"|{WHO}(?:plan\w*|intend\w*|intention|expect\w*|scheduled)(?: to)? (?:move|relocat\w+"
            rf"|moving|leave|emigrat\w+)"
            r"\b(?!.*\bvehicle).{3,80}"
            r"|(?:lost to|loss (?:to|of)) follow-?\s?up"
            r"|(?:any )?(?:conditions?|circumstances?|situations?|reasons?)\b.{0,40}\b(?:incompatible"
            r" with|limit\w*"
            r"|impair\w*|prevent\w*|hinder\w*)\b.{0,40}\b(?:understanding|complian\w+|comply"
            r"|cooperat\w+)\b.{0,60}"
        ),
    ),
    (
        "staff",
        True,
        Pattern(
            r"(?:(?:principal|study|site|the|sub-?)\s*)*investigators?,?(?: and| or|,)\s+(?:(?:other"
            r"|any|their|his"
            r"|her|the)\s+)*(?:site|study|staff|employees?|personnel|family|immediate|relatives?"
            r"|members?)\b.{0,160}"
        ),
    ),
    (
        "substance_misuse",
        True,
        Pattern(
            rf"{WHO}(?:history of |chronic |current |active |suspected )*(?:abuse|misuse) of (?:alcohol"
            rf"|drugs?"
            r"|substances?|medications?|medicines)\b[\w ,/-]{0,60}"
        ),
    ),
    (
        "opioids",
        True,
        Pattern(
            rf"{WHO}(?:chronic|long-?\s?term|regular|daily|current|ongoing|preoperative|continuous) opioids?"
            r" (?:use|usage|therapy|treatment|users?|intake|consumption)\b(?!.*\b(?:disorders?|abuse"
            r"|or)\b).{0,80}"
        ),
    ),
    (
        "work_fits",
        True,
        Pattern(
            rf"{WHO}(?:(?:rotating|regular|night|work(?:ing)?|on|in|doing|performing|or)\s+)*(?:night )?"
            r"shift[- ]work(?:ers?|ing)?(?: or night work)?"
        ),
    ),
    (
        "age_fits",
        True,
        Pattern(
            r"(?:(?:infants?|neonates?|newborns?|bab(?:y|ies)|preterm|children|premature|live) )*born"
            r" (?:(?:at|before"
            r"|with|after|between) )?(?:a )?(?:gestational age )?(?:of )?(?:less than|before|under|at"
            r" least|<|≤|≥|>"
            r"|more than|greater than)?=? ?\d\d(?: ?(?:\+|-|to|and|/) ?\d{1,2})? ?(?:completed"
            r" )?weeks(?:'|’)? ?(?:of )?"
            r"(?:gestation\w*|ga|pma)?(?: age)?"
        ),
    ),
    (
        "age_fits",
        True,
        Pattern(
            r"(?:healthy )?(?:(?:late |moderate(?:ly)? |very |extreme(?:ly)? )?preterm|premature"
            r"|(?:full[- ]?)?term)"
            r" (?:infants?|neonates?|newborns?|bab(?:y|ies))"
        ),
    ),
    (
        "care_planned",
        True,
        Pattern(
            rf"{WHO}(?:referred|listed|booked|awaiting|waiting|on (?:the|a) waiting list) (?:for|to undergo)?"
            r"(?! (?:a |the )?(?:result|stud|trial|evaluat|assess))[^:;]{5,120}"
        ),
    ),
    (
        "test_result",
        True,
        Pattern(
            r"(?:[\w-]+ ){1,3}(?:positiv|negativ)(?:e|ity) (?:on|by|in|(?:confirmed|determined"
            r"|assessed|shown|measured)"
            r" by)\b(?!.*\b(?:not|or history)\b)[^:;]{2,100}"
        ),
    ),
    (
        "willing",
        True,
        Pattern(
            rf"{WHO}(?:highly |strongly |self-?reported )?(?:motivated|motivation|interested|interest"
            rf"|desire|desires"
            r"|wish(?:es|ing)?|wants?|wanting|seeking|ready|readiness) (?:to|in) (?!.*\b(?:not|no"
            r"|pregnan\w+|conceiv\w*)\b)"
            r"[^:;]{4,120}"
        ),
    ),
    (
        "ventilator",
        True,
        Pattern(rf"{WHO}(?:invasively )?(?:mechanically ventilated|intubated)\b(?!.*\bnot\b)[^:;]{{0,100}}"),
    ),
    (
        "lives_there",
        True,
        Pattern(r"(?:community[- ]dwelling|living in the community|independently living)\b[^:;]{0,60}"),
    ),
    ("in_institution", True, Pattern(rf"{WHO}institutionali[sz]ed(?: patients?| individuals?| persons?)?")),
    ("age_fits", True, Pattern(r"adults?(?: patients?| subjects?| participants?| volunteers?| only)?")),
)
