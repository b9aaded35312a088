"""What ``read_fits`` tells by what a text is about: illness, treatment so far, or test results."""

from __future__ import annotations

import re

from trialogue.eligibility.patterns import Pattern

#: Others beside the patient: what is asked of one is not asked of them.
AND_OTHERS = Pattern(r"\band (?:their |the )?(?:caregivers|carers|famil\w+|relatives)\b")
RUN_ON = re.compile(
    r"\s[-•*]\s+[A-Z]|[;.,]\s*\(?\d{1,2}[.)]\s|[①②③④⑤]|[a-z]{3}[A-Z][a-z]{2}|\b(?:OR|AND)\b"
    r"|[a-z0-9)%]\s+(?:Patients?|Subjects?|Participants?) (?:with|who)\b"
)
#: How a tissue looks, which names an illness: "grade III follicular large cell".
_OF_TISSUE = (
    r"\W+(?:[ivx]{1,3}|[1-4])[ab]?\s+(?:follicular|glio\w+|astro\w+|lymph\w+|endometri\w+|oligo\w+|mening\w+"
    r"|chondro\w+|invasive|ductal|large|small|mixed)\b"
)
#: A sentence that gives another way to be let in.
NEXT_WAY = re.compile(r"[.;,)]\s+Or\b")
#: Of another matter.
OTHER = Pattern(
    r"\b(?:age|aged|ages|years old|years of age|year old|months old|males?|females?|wom[ae]n|men|man|sex"
    r"|consents?|assent|pregnan\w*|contracep\w*|child-?\s?bearing|willing\w*|unwilling|agree\w*|compl(?:y"
    r"|iance|iant)|cooperat\w*|adher\w*|participat\w+ in|enrol\w*|infants?|newborns?|babies|baby|children"
    r"|child|parents?|mothers?|fathers?|siblings?|guardians?|caregivers?|relatives?|family|household"
    r"|languages?|speak\w*|phones?|smartphones?|internet|insurance|life expectancy|survival|survive"
    r"|healthy|controls?|volunteers?|smok\w*|weight|bmi|travel|attend\w*|follow-up|able to|ability to"
    r"|capable|understand\w*|access to|available tissue|interest\w*|registry|desire|want|informed"
    r"|ethnic|gender|eligib\w*|allowed|permitted|acceptable|exclu\w*|should not|samples?|specimens?|archiv\w+"
    r"|leukapheresis|apheresis|biopsy (?:must|is|sample)|apps?|data|(?<!barcelona )clinic|unit|hospital"
    r"|specialist|working (?:at|in|as)|employ\w*|(?:social|self-?|in) isolation|definition(?=\s?:)"
    r"|involved in (?:the )?(?:direct )?care|care of .{0,40}patients)\b"
)
#: What people work as, where they live for a time, whom they were near.
OF_LIFE = Pattern(
    r"\b(?:employ(?:ed|ees?|er|ment)"
    r"|(?:work(?:s|ing)?|involved|engaged|serv(?:es?|ing)) (?:at|in|as|for|with)\b"
    r"|staff|personnel|hcws?|worr(?:y|ied) about"
    r"|(?:health-?\s?care|front-?\s?line|medical) (?:workers?|professionals?|providers?)"
    r"|(?:in|under|during) (?:social |home )?(?:isolation|quarantine|confinement|lockdown)"
    r"|(?:high|low|unprotected|occupational|direct) exposure"
    r"|exposed (?:to|from|by)\b.{0,40}\b(?:covid|sars|cases?|patients?)|contact persons?)\b"
    r"|^(?:[\w-]+ ){0,3}(?:[a-z]+ologists|physicians|doctors|nurses|surgeons|clinicians|students|residents"
    r"|workers|professionals)\b"
)
#: Of some people only, of what is to come, a note, or a definition.
OF_SOME = Pattern(
    r"^(?:if|for|in|when|where|should|note|only|during|at|on|as|either"
    r"|lesions (?:previously|situated|in))\b(?! least)"
    r"|\b(?:cohorts?|arms?|substudy|module|(?:parts?|phase|groups?|regimen) (?:[a-e0-9]\w?|i{1,3}[ab]?)\b)"
    r"|^(?:the |any |all )?(?:participants?|patients?|subjects?|those|individuals?|persons?)\s+(?:with|who"
    r"|whose|in|under|on)\b.{3,160}?\b(?:must|should|needs?|will|(?:are|were) required|required to)\b"
    r"|\b(?:is|are|will be|was|were) (?:defined|considered|counted|evaluated|calculated|monitored|reviewed"
    r"|followed|collected|performed|screened)\b|\bcounts? as\b|\bwill (?:be|suffice)\b|\bmay be\b"
    r"|\bcan (?:be|have)\b|\bshould be (?:evaluated|advised|discussed|performed)\b|\bdo not apply\b"
    r"|\bmust be (?:\w+ )?(?:monitored|randomi[sz]ed|registered|stratified)\b"
    r"|\b(?:if|unless|other than|to be (?:treated|used)|planned|scheduled|will (?:receive|undergo)"
    r"|for whom|(?:is|are)(?: only)? required)\b|\bgrade\s*[<≤]"
)
TREATED = Pattern(
    r"(?:(?:the|all|any|participants?|patients?|subjects?|individuals?|must|should|who|have|has|had|having"
    r"|been|be|are|is|not|no|never|previously|prior|previous|at|least|only|either|currently|also"
    r"|documented|with|to|a|an|one|two|three|more|than|\d+|≥|>|=|systemic|standard|stable|adequate|first"
    r"|second|line|last|anti-?\w+|concomitant|concurrent|background|cytotoxic|neoadjuvant|adjuvant|oral"
    r"|inhaled|topical|platinum\S*|tyrosine|kinase|inhibitors?|tki|nsclc|ici|disease|and/or|and|or)[\s,/]+)*"
    r"(?:received|receiv\w+|receipt|treated|treatments?|treatment-na[iï]ve|undergone|underwent|completed"
    r"|completion|failed|failure|failing"
    r"|(?:progress(?:ed|ion|ing)|relapsed?|refractory|resistant|intoleran\w+|ineffective)"
    r"\s+(?:or \w+ )?(?:during|after|on|to|following|with|from|through|despite|under|within)"
    r"|na[iï]ve|untreated|discontinu\w+|stopped|initiat\w+|therap(?:y|ies)|chemotherap\w+|radiotherap\w+"
    r"|immunotherap\w+|regimens?|lines?|dose"
    r"|on (?:a |an |the )?(?:stable|therapeutic|approved|treatment|arv|background)|taking|prescribed)\b"
)
OF_TREATMENT = Pattern(
    r"\b(?:therap\w+|treatment\w*|treated|chemotherap\w+|radiotherap\w+|radiation|immunotherap\w+"
    r"|surger\w+|resection|drugs?|doses?|lines?|regimens?|inhibitors?|antibod\w+|agents?|steroids?"
    r"|corticosteroid\w*|standard of care|medications?|transplant\w*|diet|transfusions?|insulin"
    r"|\w+(?:mab|nib|platin|taxel|umab|izumab))\b"
)
OR = Pattern(r"\bor\b")
OR_NOT = Pattern(r"\bor (?:not|none|never)\b")
AND_TREATED = Pattern(
    r"(?:\band|[,;])\s+(?:(?:and|are|is|be|have|has|had|who|must|should|been|currently|previously|not)\s+)*"
    r"(?:on|treated|received|taking|failed|intolerant|refractory|progressed|untreated|under treatment)\b"
)
AND_TESTED = Pattern(
    r"(?:\band|,)\s+(?:and\s+)?(?:have|has|be|are|is|with|must|who)\b[^,;]{0,40}?\b(?:express\w*"
    r"|positiv\w+|negativ\w+|mutat\w+|pd-l1|scores?|levels?)\b"
)
SITUATION = Pattern(
    r"(?:(?:the|all|any|participants?|patients?|subjects?|must|should|who|have|has|having|be|are|is|with|a"
    r"|an|presence|of|at|least|one|documented|confirmed|histologic\w*|pathologic\w*|or|and|cytologic\w*"
    r"|radiologic\w*|radiographic\w*|clinical\w*|evidence|locally|newly|diagnosed)[\s,/]+)*"
    rf"(?:grade(?={_OF_TISSUE})|stages?|advanced|metasta\w+|unresectable|resectable|recurren\w+|oligometastatic|lesions?"
    r"|tumou?rs?|disease|symptoms?|relapsed?|histolog\w+|patholog\w+|nodal|node|limited|diffuse|barcelona"
    r"|bclc|tnm|t\d|n\d|localized|measurable|onset|moderate|severe|mild|active|acute|chronic|persistent"
    r"|intermittent)\b"
)
OF_ILLNESS = Pattern(
    r"\b(?:stages?|metasta\w+|disease|tumou?rs?|lesions?|cancers?|carcinomas?|syndromes?|symptoms?|illness"
    r"|disorders?|relapse\w*|recurren\w+|exacerbations?|attacks?|onset|severity|brain|organs?|sites?"
    r"|follicular|(?:large|small|mixed) cell)\b"
)
RESULT = Pattern(
    r"[<>≤≥]\s?=?\s?\d|\b(?:positiv\w+|negativ\w+|elevated|sensiti[sz]ation|express\w*|mutat\w+|fusions?"
    r"|rearrange\w+|wild[- ]type|amplifi\w+|grade|class|scores?|stage|not (?:less|more) than)\b"
    r"|\b(?:status|ps|ecog\)?)[\s,(]*(?:of |is |: ?)?(?:≤ ?)?(?:[0-2]|zero|one|two)\b"
)
#: What makes a text one of results, whatever illness is in it.
MARKER = Pattern(
    r"\b(?:express\w*|positiv\w+|mutat\w+|fusions?|rearrange\w+|wild[- ]type|amplifi\w+|ecog|karnofsky"
    r"|lansky|performance status)\b"
)
OF_RESULTS = Pattern(
    r"\b(?:tests?|ige|igg|serum|prick|spt|levels?|counts?|scores?|scale|index|assessment|egfr|alk|ros1"
    r"|pd-l1|her2|hpv|msi|mmr|b7-h3|kras|braf|antibod\w+|antigen|ecg|ejection|fev1|fvc|creatinine"
    r"|blood (?:pressure|tests?|counts?|sugar|levels?)"
    r"|bilirubin|alt|ast|hemoglobin|platelets?|neutrophils?|viral loads?|dna|rna|pcr|expression|mutations?"
    rf"|acuity|bcva|oct|thickness|function|classification|grade(?!{_OF_TISSUE})|class|questionnaire"
    r"|physician'?s? global|percent|%|challenge|bsa|easi|iga|pga|mrss|sppb|vo2max|spo2|titer|ecog|ps"
    r"|karnofsky|lansky|performance status|general condition)\b"
)
TIME_LIMIT = re.compile(
    r"[<>≤≥]\s?=?\s?\d[\d.,]*\s?-?(?:h|hours?|days?|weeks?|months?|years?|lines?|prior|doses?|cycles?)\b",
    re.IGNORECASE,
)
#: A virus that was looked for and not found: no illness of theirs.
NOT_FOUND = Pattern(
    r"(?:(?:the|all|patients?|subjects?|participants?|must|be|are|is|known|human)\s+)*"
    r"(?:hiv|hepatitis|hbv|hcv|hbsag|htlv|immunodeficiency virus)\b"
    r"[\w\s/,-]{0,60}\bnegative\b(?!.*\bpositive\b)"
)
#: An illness beside a result: "B7-H3-positive solid tumours".
TUMOUR = Pattern(r"\b(?:solid|advanced|malignant|metastatic|recurrent) (?:solid )?tumou?rs?\b")
#: Before or behind the name of an illness, it makes the text one of a test, a rule or something done.
NOT_OF_ILLNESS = Pattern(
    r"anti-\S+|requir\w+|need\w*|tests?|testing|status|criteria|guidelines?|vaccin\w*|rna|dna|schedule|label|indicat\w+|allele"
    r"|gene|product|cells?|scans?|disruptions?|pandemic|crisis|outbreaks?|lockdowns?|restrictions?"
)
#: Another way to be let in, behind the name of an illness.
OR_ELSE = Pattern(
    r"\bor\s+(?:determined|diagnosed|with|who|those|has|have|had|history|an?|any|other|patients|participants"
    r"|subjects|known|suspected|considered|be|are|is)\b"
)
NOT_IN_NAME = Pattern(
    r"\b(?:requiring|specialist|status|report|induced|by|via|clinic|unit|department|is|are)\b"
)
#: A bound that who does not have the illness meets, too.
AT_MOST = Pattern(r"[<≤]|\b(?:or less|less than|no more than|at most|not exceed\w*|or fewer|up to)\b")
#: Tissue, blood or a tumour to take it from.
SAMPLE = Pattern(
    r"(?:[\w/'’-]+\s+){0,7}?"
    r"(?:tissues?|samples?|specimens?|biops(?:y|ies)|slides|blocks?)\b"
)
#: So much of it must be found.
SHARE = Pattern(r"[≥>]\s?=?\s?\d+\s?%")
THERE = Pattern(r"\b(?:availab\w+|provid\w+|provision|adequate|sufficient|submi\w+|archiv\w+|collect\w+)\b")
#: Veins that blood can be drawn from.
VEINS = Pattern(
    r"(?:(?:patients?|subjects?|participants?|must|should|have|has|with|an?|adequate|sufficient|good"
    r"|suitable|patent|superficial|peripheral|appropriate)\s+)*(?:(?:venous|vascular|vein) access"
    r"|peripheral veins?)\b"
)
#: Where, or by whom, a person is cared for.
CARED_FOR = Pattern(
    r"(?:(?:the|all|any|adult|patients?|subjects?|participants?|individuals?|who|are|is|were|was|be|being)\s+)*"
    r"(?:(?:referr?(?:ed|al)|treated(?= (?:at|by)\b)|followed|consulting|attending|seen|admitted"
    r"|presenting)\s+(?:up\s+)?(?:by|at|to|in)|(?<=\bis )in|(?<=\bare )in)\s"
    r"(?=.*\b(?:facilit(?:y|ies)|hospitals?|clinics?|units?|departments?|cent(?:er|re)s?|specialists?|nih|institutes?|wards?"
    r"|allergist|physicians?)\b)"
)
