"""States of life and care that criteria word in many ways: in hospital, insured, in custody, a test's result.

Each pattern gives the fact that a text is about; every word of the text is kept with it (``wide``), because
the fact alone does not say all of it. A text that turns its own sense round is not read.
"""

from __future__ import annotations

import re

from trialogue.eligibility.facts_meant import OTHER_STUDY
from trialogue.eligibility.for_whom import OTHERWISE_MEANT, for_whom
from trialogue.eligibility.general_words import is_general
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.patterns_table import PatternTable
from trialogue.eligibility.state_pairs import with_its_pair
from trialogue.eligibility.states import STATES
from trialogue.eligibility.states_alone import ANOTHER, DENIED, ONE_DEMAND
from trialogue.eligibility.states_of_women import states_beside, states_of_women
from trialogue.model.requirement import AnyOf, Holds, Not, Requirement

_WHO = (
    r"(?:(?:the|any|all|an?|is|are|be|being|been|has|have|must|should|who|that|currently|subject"
    r"|patients?|subjects?|child|infant"
    r"|participants?|individuals?|persons?|people|employees?|adults?|volunteers?|women|females?|known|men|those|with|having|had|to|or"
    r"|show|male|female|eligible|study|of|can|will|own|owns|does|do|he|she|they|patient's|access"
    r"|available|use|using)\s+)*"
)
_FACTS: tuple[tuple[str, Pattern], ...] = tuple(
    (fact, Pattern(_WHO + pattern))
    for fact, pattern in (
        (
            "hospital",
            r"(?:hospitali[sz](?:ed|ation)|hospital (?:admission|stay)|admitted|admission"
            r"|in-?patients?|in (?:the )?hospital"
            r"|(?:planned|scheduled) (?:for )?(?:an? )?(?:[\w-]+ )?(?:admission|hospitali[sz]ation)"
            r"|(?:need|requir\w+|requirement) (?:for |of )?(?:hospitali[sz]ation|admission"
            r"|intensive care|icu)|in (?:the )?icu"
            r"|icu (?:patients?|admission)|intensive care)\b",
        ),
        (
            "test_result",
            r"(?:(?:documented|confirmed|known|laborator\w+|a|at|least|one|evidence|rt-?pcr|pcr"
            r"|tested|result|on)[\s-]+)*"
            r"(?:positive|negative)\b(?! impact| attitude| symptoms| margins"
            r"| pressure)(?=.*(?:\btests?\b|test(?:ed|ing)|pcr|antigen"
            r"|antibod|serolog|swab|hiv|hbsag|culture|screen|smear|status|\bige\b|hcv|hbv))",
        ),
        (
            "test_result",
            r"(?:(?:sars|hiv|hbsag|hcv|hbv|covid|hepatitis|pcr|rt-pcr|her2"
            r"|anti)[\w-]*\s+){1,4}(?:positive|negative)\b",
        ),
        (
            "insured",
            r"(?:affiliat\w+|beneficiar\w+|benefit\w*|cover\w*|entitled|enrolled|insured|registered"
            r"|member)\b.{0,60}"
            r"(?:social security|health insurance|insurance|health care system|social (?:insurance"
            r"|protection|welfare))",
        ),
        ("insured", r"(?:(?:health|medical|social) (?:insurance|security)|insurance)\b"),
        (
            "prisoner",
            r"(?:(?:protected|vulnerable|under|a)\s+)*(?:prisoners?|detained|incarcerat\w+"
            r"|imprison\w*|in (?:prison|custody|detention)"
            r"|deprived of (?:their )?(?:liberty|freedom)|deprivation of liberty|under (?:arrest"
            r"|detention))",
        ),
        (
            "legal_guardian",
            r"(?:(?:protected|adult|major|placed|person|by|law|legally"
            r"|subjects?)\s+)*(?:under (?:a )?(?:guardianship|curatorship"
            r"|tutorship|tutelage|trusteeship|legal protection|judicial protection|court protection"
            r"|safeguard\w*|protective"
            r" (?:custody|measures?)|law protection|legal guardian\w*|administrative|a legal"
            r"|judicial)|guardianship|curatorship"
            r"|tutorship|legal (?:protection|incapacity)|protected (?:adults?|by law|persons?"
            r"|majors?)|legally protected)",
        ),
        (
            "has_phone",
            r"(?:(?:a|working|personal|regular|reliable|to|daily|their|own"
            r"|and)\s+)*(?:smart\s?-?phones?|(?:mobile |cell )?phones?|telephone)\b",
        ),
        (
            "has_internet",
            r"(?:(?:a|working|regular|reliable|to|stable|the|and)\s+)*(?:valid |active )?"
            r"(?:internet|computer|wi-?fi|e-?mail|broadband)\b",
        ),
        (
            "speaks_language",
            r"(?:(?:able|ability|fluent|fluency|proficien\w+|capable|to|in|of|and|or|good|sufficient"
            r"|well|adequate|understanding|can)\s+)*"
            r"(?:speak\w*|read\w*|understand\w*|communicat\w*|write|writing|converse|literate|fluent"
            r"|fluency|proficien\w+|knowledge|command)"
            r"\b.{0,50}\b(?:english|french|german|spanish|danish|chinese|dutch|italian|arabic"
            r"|portuguese|norwegian|swedish|hebrew"
            r"|japanese|korean|turkish|languages?|urdu|hindi|mandarin|finnish|polish)\b",
        ),
        (
            "speaks_language",
            r"(?:native |fluent )?(?:english|french|german|spanish|danish|dutch|italian|mandarin"
            r"|arabic|swedish)[- ](?:speak\w*|proficien\w*|fluen\w*|literacy|language)",
        ),
        (
            "measurable_lesion",
            r"(?:(?:at|least|one|presence|of|documented|radiographically|radiologically|more|an?|≥|1"
            r"|two|2|clinically|evaluable|or|and/or"
            r"|single|target|disease|lesions?|according|recist|v?1\.1|standard|criteria|there|is"
            r"|based|on|\(?s?\)?)[\s,;]+)*"
            r"(?:bi-?dimensionally |non-?)?measurable (?:or evaluable |and/or evaluable )?(?:target "
            r"|tumou?r |index |extracranial )?(?:disease|lesions?|tumou?rs?|target)",
        ),
        (
            "can_have_care",
            r"(?:clinical |medical |good )?(?:candidates?|suitable|eligible|appropriate|fit|considered"
            r"|planned|scheduled"
            r"|indicated|indication) (?:candidates? )?(?:for|to)\b(?! (?:be|have been) (?!treated"
            r"|scheduled|given)| (?:an? )?(?:admission|discharge|interview|visit|pneumonia|one of)\b)",
        ),
        (
            "organs_work",
            r"(?:(?:with|adequate|good|normal|acceptable|sufficient|and|appropriate|stable"
            r"|satisfactory)\s+)+(?:functions? of (?:[\w,]+ ){0,5}?(?:organs?|marrow|liver|kidneys?)"
            r"|(?:(?:bone|marrow|organs?|renal|hepatic|liver"
            r"|kidney|cardiac|heart|lung|pulmonary|hematolog\w+|haematolog\w+|coagulation|end-?"
            r"|major|important|and|or|&|vital|blood|reserve"
            r"|hematopoietic|cardiopulmonary|respiratory|metabolic|main)[\s,/-]*)+functions?)\b",
        ),
        (
            "staff",
            r"(?:(?:direct|immediate|first-degree|a|their|family|members?|or|relatives?|close"
            r"|spouses?|site|study|trial)\s+)*(?:(?:employees?|staff"
            r"|personnel|members?|relatives?|dependents?|students?)\b.{0,40}\b(?:sponsor|site"
            r"|investigat\w+|study|trial|centers?|centres?|cro|company))",
        ),
        (
            "close_contact",
            r"(?:(?:direct|close|recent|household|known|self-reported|physical|high-risk"
            r"|unprotected)\s+)*(?:contacts?|exposure|exposed)\b"
            r"(?! persons?\b(?! (?:from|of) (?:an? |the )?(?:confirmed|cases?))| lens| dermatitis"
            r"| allerg).{0,80}(?:covid|sars|infected|positive|patient|\bcases?\b|(?:confirmed|suspected"
            r"|sick|ill)"
            r" (?:person|individual)|(?:person|people|individual)s? (?:with|who)\b)",
        ),
        (
            "pregnant",
            r"(?:(?:(?:current|existing|present|actual) (?:or|and/or|and) (?:planned|intended|planning)"
            r"|known|confirmed|suspected|currently|possibly|possible|lactating"
            r"|breast-?\s?feeding|nursing|females?|if|and|,)[\s/,]+)*pregnan(?:t"
            r"|cy)\b(?!\s*(?:tests?|prevent|must|should|loss|outcome))",
        ),
        (
            "breastfeeding",
            r"(?:lactating|breast-?\s?feeding|nursing)\b(?! (?:homes?|staff|students?|care|facilit|personnel"
            r"|assist|aides?|schools?|units?|profession|service|department))",
        ),
        (
            "contraception",
            rf"(?!.*(?:{OTHERWISE_MEANT}))"
            r"(?!.*\b(?:unwilling|years|pregnancy tests?|(?:is|are) defined)\b).{0,120}\b(?:agree\w*|must"
            r"|use|using|willing\w*"
            r"|practi[cs]\w+|should)\b.{0,160}(?:contracepti\w+|birth control|abstinen\w+|abstain)",
        ),
        (
            "consents",
            r"(?!.*\b(?:oppos|withdr|declin|object|incapable|waive|deferred))"
            r"(?!.*\b(?:decision alone|emergency (?:inclusion|procedure|clause)))"
            rf"(?!.*{OTHER_STUDY})"
            r"(?!.*\b(?:(?:before|prior to|preceding|after|since|from|at) (?:the )?(?:time of |date of "
            r"|day of )?(?:the )?"
            r"(?:sign\w*|giving|providing|provision|obtain\w*|informed|written)"
            r"|(?:time|date|day|days|weeks?|months?) of (?:signing|giving|providing"
            r"|obtaining))\b.{0,30}\b(?:consent|icf))"
            r"(?:.{0,160}\b)?(?:informed|written"
            r"|signed?|signing|giv\w+|provid\w+|free|voluntary|oral)\b.{0,60}\b(?:consent|assent|icf)\b",
        ),
        (
            "doctor_objects",
            r"(?!(?:(?:patients?|subjects?|participants?|those|individuals?) with|(?:a "
            r"|any )?history of (?!any)|(?:the )?presence of (?!.{0,60}\b(?:any|other|conditions?|diseases?"
            r"|disorders?|illness\w*|factors?|abnormalit\w+|reasons?)\b))\b)"
            r"(?!.*\bunlikely (?:to )?surviv)"
            r"(?=.*\b(?:investigators?|physicians?|researchers?|doctors?|clinicians?|study team"
            r"|sponsor)\b).{0,300}\b(?:unsuitab\w+"
            r"|inappropriate|not (?:be )?(?:suitable|appropriate|fit)|interfer\w+|jeopardi[sz]\w+"
            r"|preclud\w+|compromis\w+|confound\w*"
            r"|unsafe|unlikely|unfit|ineligible|poor candidate)\b",
        ),
        (
            "doctor_objects",
            r"(?!.*\b(?:malignan\w+|cancers?|tumou?rs?|infections?|surger(?:y|ies)|vaccin\w+"
            r"|transplant\w*)\b)"
            r"(?:any|other|conditions?|patients?|presence)\b.{0,120}\b(?:could|would|may|might|can"
            r"|to)\b.{0,40}\b(?:interfer\w+|confound\w*"
            r"|jeopardi[sz]\w+|preclud\w+|compromis\w+|affect|impair|limit)\b.{0,80}\b(?:study|trial"
            r"|participa\w+|data|results?|protocol|assess\w+|complian\w+|safety)",
        ),
        (
            "family_history",
            r"(?!.*\b(?:(?:personal|medical|own|individual) (?:or family |history)))"
            r"(?:(?:known|positive|strong|first-degree)\s+)*famil(?:y|ial) history\b",
        ),
        *STATES,
    )
)
_TABLE = PatternTable(_FACTS)
_DENIED_TABLE = PatternTable(tuple(row for row in _FACTS if row[0] in DENIED))
_NO = Pattern(
    r"(?:(?:patients?|subjects?|participants?|individuals?|persons?|people|those)\s+)?(?:(?:who|that"
    r"|are|is|do|does|did|has|have|had|be|with|must)\s+)*"
    r"(?:not|no|without|absence of|lack of|never)\s+(?:(?:been|be|currently|any|an?|have|having|own"
    r"|previously|access to)\s+)*"
)
_TURNS = Pattern(
    r"\b(?:no|not|without|never|absence|lack|neither|nor|cannot|unable|inability|unwilling|refus\w*"
    r"|fail\w*|barrier|illiterate|but"
    r"|inadequate|insufficient|withdr\w*|oppos\w*|poor|unavailab\w*|difficult\w*)\b"
)
_OF_ONE_SEX = Pattern(
    r"(?:all |adult )*(?:females?|wom[ae]n|males?|m[ae]n)(?: (?:participants?|subjects?"
    r"|patients?|of [\w -]{3,30}))? (?:must|should|need to|are required to)\b"
)
_HEALTHY = Pattern(r"(?:healthy|normal) (?:controls?|volunteers?)\b")
_MAX_LENGTH = 700
_BRACKETED = re.compile(r"\([^()]*\)")
#: What a doctor holds against it is denied in its own words ("not suitable").
_MAY_DENY = DENIED | {"doctor_objects"}
#: Why a study is done, and no demand.
_REASONS = Pattern(r"\bit is (?:important|necessary|essential|crucial|not known|unknown|hoped)\b")
_POINT = re.compile(r"\s[-•*]\s+[A-Z]")
_CLAUSE_END = re.compile(
    r"[,;(]|\b(?:who|that|which|with|due|defined|because|unless|except|for|including|:)\b"
)
_AND_NOT = re.compile(r"\b(?:and|or) (?:no|not|without)\b")
_STARTS = Pattern(
    r"^(?:(?:patients?|subjects?|personal) or famil\w+|if|in case|when|where|cohort|part|arm|group|phase"
    r"|only)\b"
)


def read_state(text: str) -> Requirement | None:
    """A state that the whole of a text is about; None where it is about none, or turns its sense round."""
    if len(text) > _MAX_LENGTH or _STARTS.match(text) or _POINT.search(text) or _REASONS.search(text):
        return None
    if _HEALTHY.match(text):
        return None
    denied = _state_of(text, _DENIED_TABLE)
    if denied is not None:
        parts = _held(_beside(text, denied), text)
        return parts[0] if len(parts) == 1 else AnyOf(parts=parts)
    no = _NO.match(text)
    inner = text[no.end() :] if no else text
    fact = _state_of(inner, _TABLE)
    if fact == "doctor_objects" and (";" in inner or not is_general(inner)):
        return None
    if fact is None or (fact not in _MAY_DENY and _turned(inner)) or (no and fact in _MAY_DENY):
        return None
    if no and fact == "pregnant" and "negative" in inner:
        return None
    of_women = fact in {"pregnant", "breastfeeding"} or (fact == "test_result" and "pregnan" in inner.lower())
    facts = states_of_women(inner) if of_women else with_its_pair(fact, inner)
    parts = _held(facts, inner)
    if not parts:
        return None
    plain = parts[0] if len(parts) == 1 else AnyOf(parts=parts)
    one_sex = fact == "test_result" and _OF_ONE_SEX.match(text)
    if not no and (fact == "contraception" or one_sex):
        return for_whom(inner, parts[0])
    return Not(part=plain) if no else plain


def _beside(text: str, denied: str) -> tuple[str, ...]:
    """A state that is said by a denial, with the pregnancy that stands beside it as another way out."""
    women = states_beside(text)
    return (*(women if denied == "no_birth_control" else ()), denied)


def _held(facts: tuple[str, ...], words: str) -> tuple[Holds, ...]:
    return tuple(Holds(fact=fact, qualifiers=(words,), wide=True) for fact in facts)


def _state_of(text: str, table: PatternTable) -> str | None:
    """The first state that a text begins with; None for one beside which another demand stands."""
    found = table.first_at_start(text)
    if found is None or (found[0] in ONE_DEMAND and ANOTHER.within(_BRACKETED.sub(" ", text[found[1] :]))):
        return None
    return found[0]


def _turned(text: str) -> bool:
    """Whether a word of denial stands in its first clause: what follows "who" or a comma may deny a part."""
    end = _CLAUSE_END.search(text)
    first = text[: end.start()] if end else text
    return _TURNS.within(first) or _AND_NOT.search(text) is not None
