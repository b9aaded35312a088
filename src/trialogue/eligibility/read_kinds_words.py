"""What ``read_kinds`` tells things by: which texts are of another matter, and which kind a thing is of."""

from __future__ import annotations

import re

from trialogue.eligibility.patterns import Pattern

#: Points of a list that were run together.
NUMBERED = re.compile(
    r"(?<!\d)[;,.]?\s\(?\d{1,2}[.)]\s|\s[-•*]\s|[a-z]{3}[A-Z][a-z]{2}"
    r"|[a-z0-9)%]\s+(?:Patients?|Subjects?|Participants?) (?:with|who)\b"
)
#: About other people, ability and will, birth, habits, the doctor's judgement, a trial.
OTHER = Pattern(
    r"\b(?:pregnan\w*|lactat\w*|breast-?\s?f\w+|nursing|contracep\w*|birth control|unwilling\w*|willing\w*"
    r"|unable|incapable|incapacity|refus\w*|declin\w*|reluctan\w*|consent\w*|participat\w*"
    r"|enrol(?!lment)\w*"
    r"|comply|complian\w*|cooperat\w*|adher\w*|non-?complian\w*|follow-up|smok\w*|tobacco|alcohol\w*"
    r"|social|geographical|famil\w+|relatives?|partners?|spouses?|household|infants?|newborns?|mothers?"
    r"|fathers?|parents?|siblings?|caregivers?|guardians?|donors?|donat\w+|maternal|paternal|employ\w*"
    r"|prison\w*|custody|languages?|investigators?|researchers?|physicians?|doctors?|sponsor|opinion"
    r"|judge?ment|judged|eligib\w*|allow\w*|permit\w*|accept\w*|includ(?:ed|e)|enrolled|cohorts?|arm|age"
    r"|aged|years old|weight|bmi|body mass|controls?|group|life expectancy|survival|other reasons?"
    r"|any reason|factors?|situations?|circumstances?|inability|evaluated on|unlikely|naive|na[iï]ve|diet"
    r"|exercise|claustrophobi\w*|mri|study site|visits?|data|(?:inclusion|exclusion|eligibility) criteria)\b"
)
#: Words of these that are on a health problem after all.
OF_HEALTH = Pattern(
    r"\b(?:inability|unable) to swallow\b|\bdrug abuse\b|\bcontrolled\b|\bcontrol\b"
    r"|\b(?:alcohol|drug|substance)[\w\s/]{0,30}(?:abuse|dependen\w+|addiction|use disorders?)\b"
    r"|\balcoholi(?:c hepatitis|c liver|sm)\b"
)
DENIES = Pattern(
    r"\bnot (?:(?:been|yet|be) )*(?:performed|done|retained|obtained|available|carried out|conducted|verified"
    r"|established|given|administered|completed)\b"
    r"|\b(?:not (?:possible|feasible)|no|never|neither|nor|absence|lack|free (?:of|from)|cannot|can't|don't"
    r"|do not|does not|did not"
    r"|is not|are not|has not|have not|was not|were not|not have|must|should|need to"
    r"|will not|will be (?!treated|used|given)|may be|can be|required to|if|when|only|provided"
    r"|required unless|not possible|impossible)\b|\bor (?:[\w-]+ ){1,3}use (?:within|in|during)\b"
    r"|(?:^|[,;]|\bor|\band)\s*(?:not|without|none)\b|^(?:for|in|at|on|by|to)\s"
)
#: Names what a list that is not there was to tell.
NAMELESS = Pattern(
    r"\bthe following (?:\w+ ){0,2}(?:conditions?|diseases?|therapies|treatments?|medications?|drugs?"
    r"|criteria)\b(?:\s+(?:prior|before|within|at|during)\b[^:,;]*)?\W*$"
)
_POSITIVE = (
    r"\b(?:positive|negative|abnormal)\b.{0,40}\b(?:tests?|serolog\w+|antibod\w+"
    r"|antigens?|hbsag|pcr|dna|rna|hiv|hcv|hbv|ecg)\b"
    r"|\b(?:hiv|hcv|hbv|hbsag|antibod\w+|antigen|serology|dna|rna|tests?)\b"
    r"[^,;]{0,30}\b(?:positiv\w+|detected|detectable)\b"
    r"|\b(?:(?:presence|evidence|detection) of|developed)\b[^,;]{0,60}\b(?:antibod\w+|antigens?|dna|rna"
    r"|(?:deoxy)?ribonucleic)\b"
)
#: Found by a test, whatever limit is set.
FOUND_OUT = Pattern(_POSITIVE)
RESULT = Pattern(rf"[<>≤≥]\s?=?\s?\d|{_POSITIVE}")
#: A result of a test, whatever the last word of its name is.
FOUND = Pattern(
    r"(?:(?:presence|evidence|detection|known|with|of|patients?|subjects?|participants?|who|are|have|to|tested|developed"
    r"|confirmed|any|a|the)\s+)*(?:[\w/-]+ ){0,5}?(?:positive|negative|abnormal|antibod\w+|antigens?|rna|dna"
    r"|ribonucleic|deoxyribonucleic)\b"
)
MEASURED = Pattern(
    r"[<>≤≥]|\b(?:greater|less|more|lower|higher) than\b|\b(?:above|below|exceed\w*) .{0,30}\d"
    r"|\bnormal range\b"
)
#: What is found is no illness, whatever illness it speaks for: "hepatitis B surface antibodies".
FOUND_IN_BLOOD = Pattern(r"\b(?:antibod\w+|antigens?|titers?|titres?)\b")
OF_TESTS = Pattern(
    r"\b(?:qt\w*|ecg|interval|eosinophil\w*|antibod\w+|ab|titer|lvef|ejection fraction|flow rate|pef\w*"
    r"|platelets?|count|diameter|inr|aptt|pt|alt|ast|level|bilirubin|creatinine|egfr|hba1c|glucose|ige|fev1"
    r"|fvc|dlco|spo2|ph|h[a]?emoglobin|neutrophils?|score)\b"
)
DOSED = Pattern(
    r"\b(?:intake|dos(?:e|es|ing|age)|supplement\w*|steroids?|corticosteroids?|therapy|treatment)\b"
    r"|\b(?:[mµμn]?c?g|units?)\s?/\s?(?:kg\s?(?:/|per)\s?)?(?:min|h)"
)
TIME_LIMIT = re.compile(
    r"[<>≤≥]\s?=?\s?\d[\d.,]*\s?(?:h|hours?|days?|weeks?|months?|years?|half)\b|(?:grade|class|stage|nyha)"
    r"\W{0,3}[<>≤≥]=?\s?\w+|[<>≤≥]=?\s?(?:grade|class|stage)\s?\w+|[<>≤≥]=?\s?\d+ (?:grade|class|stage)",
    re.IGNORECASE,
)
TO_WHAT = re.compile(r"\s(?:to|against|for)\s")
#: A part of a medicine, said of what goes before.
PART_OF = Pattern(
    r"(?:any|other|its|the|their|of|to|an?|\s)*\b(?:components?|excipients?|ingredients?|metabolites?)\b"
    r"|(?:withdrawal|decision|intention|refusal) (?:of|to|from)\b"
    r"|(?:in|at|under)\s(?!(?:[\w-]+ )?(?:treatment|therapy))"
)
NOTHING = frozenset({"event", "events", "component", "components", "idiosyncrasy"})
ADJECTIVE = re.compile(
    r"(?:al|ic|ous|ar|ary|ive|ed|ing|ent|ble|oid|severe|acute|major|minor|other)$", re.IGNORECASE
)
#: Shares the noun of the thing behind it: "bacterial, viral or fungal infection", "organ or tissue graft".
SHARES = re.compile(
    r"(?:al|ic|ous|ar|ary|ive|ed|ing|ent|ble|oid|severe|acute|major|minor|other|history|current|organ"
    r"|tissue|cell|past|oral|hepatitis|known|received|^)$",
    re.IGNORECASE,
)
#: No name of a thing.
NO_NAME = Pattern(
    r"[<>≤≥=\d]|\b(?:or|and|of)$|^(?:of|without|no|not|consuming|completion|administrat\w+|utilization"
    r"|any)\b|^(?:\w+ ){0,3}(?:risks?|criteria|results?|imaging|status|history|prognosis|signs?"
    r"|function\w*)\b"
)
#: No thing at all that a person has or gets.
NO_THING = Pattern(
    r"\b(?:drug use|caffeine|coffee|milk|foods?|eggs?|peanuts?|wheat|nuts?|admission)\b"
    r"|^(?:of|without|no|not|completion|fear|tolerance|toxicity|plans?|need|they|may|expected|anticipated|discontinu\w+|stopp\w+)\b"
    r"|\b(?:patients?|participants?|subjects|individuals)$"
    r"|^(?:\w+ ){0,3}(?:risks?|criteria|status|prognosis|factors?)\b|^$"
)
#: Of more things than one, or of none by itself.
WIDER = Pattern(
    r"\b(?:or|and|and/or|history|known|suspected)\b|^(?:[\w-]+ ){0,3}(?:conditions?|diseases?|illness\w*"
    r"|disorders?|drugs?|medications?|treatments?|therap(?:y|ies)|procedures?|agents?|abnormalit\w+)$"
)
#: Where what is done about a thing begins.
UNDER = Pattern(
    r"(?<=\w) (?:receiving|taking|undergoing|who|experiencing|rendering|making|giving"
    r"|and (?:experienced|had|currently|(?:current )?need))\b"
)
#: Before the name of what a person gets.
GETTING = Pattern(
    r"(?:(?:the|any|all|patients?|subjects?|participants?|individuals?|those|who|that|is|are|was|were|be"
    r"|being|been|has|have|had|having|currently|previously|already|recently|ongoing|expected to|likely to"
    r"|may|will|within \d+ \w+|in need of)\s+)*"
    r"(?:treated (?:with|by)|exposed to|in receipt (?:of|with)|treatment with|on (?=\w+ )|utili[sz]ation of"
    r"|intake of|administ\w+ of|initiation of|requirements? for|need for|requir(?:e|es|ed|ing)|receiv\w+"
    r"|receipt of|use of|using|used|taking|taken|takes?|undergo\w*|underwent|awaiting|listed for)\s+"
    r"(?:(?:an?|any|the|other|prior|previous|continuous|systemic)\s+)*"
)
#: Gives cases of the thing before it: "immunocompromised, e.g. by a transplant".
CASES = Pattern(r"(?:e\.?g|i\.?e|for example|such as|including)\b")
NEXT = Pattern(r"[,;.]|\b(?:or|and)\b")
LAST = Pattern(
    r"\s+(?:active|present|greater|more|less|consistent|occurr\w+|previously|currently|together|use|known"
    r"|alone|detected|untreated|uncontrolled|history)$"
)
LETTER = re.compile(r"(?<=hepatitis) [A-E](?: (?:virus|infection))?$", re.IGNORECASE)
#: Another thing of the same list behind a name.
JOINED = Pattern(
    r";|\b(?:or|and/or|and)\s+(?:with|who|those|patients|participants|subjects|other|any|another"
    r"|on|under|signs?|symptoms?|clinical|evidence|suspicion|presence)\b"
)
#: What else people are allergic to: "hypersensitivity to captopril, to any other ACE inhibitor".
TO_OTHERS = Pattern(r"\bto [^,;()]{2,60}, to (?:any|other|another)\b")
#: How a problem is held down: what it is treated with does not make it a treatment.
HELD = re.compile(r" (?:requir|not controlled|controlled|despite|uncontrolled)")
WORD = re.compile(r"[\w'’-]+")
#: "Or is receiving" begins another thing.
AND_GETS = Pattern(
    r"\b(or|and/or) (?:(?:is|are|has|have|had) (?:been )?|on )(?=(?:receiv|tak|us|underg|treat)\w+\b)"
)
#: How something works or stands: no problem by itself.
WORKS = frozenset({"function", "functions", "status", "risk", "risks", "progression", "expression"})
