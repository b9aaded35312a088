"""More states that a whole text may be about: what earlier treatment left, samples, trials, results of tests.

Data of ``read_state``: the fact of each, and how criteria begin that are about it.
"""

from __future__ import annotations

_EARLIER = (
    r"(?:prior|previous\w*|earlier|past|last|anti-?\s?(?:cancer|tumou?r|neoplastic)|cancer|systemic"
    r"|chemotherapy|radiotherapy|immunotherapy|administered)"
)
_EFFECTS = (
    r"(?:adverse (?:events?|effects?|reactions?)|(?:ir)?aes?\b|toxicit(?:y|ies)"
    r"|(?:acute )?toxic(?: side)? (?:effects?|reactions?)"
    r"|side effects?|acute effects?)"
)
_SOME = (
    r"(?:(?:any|all|the|an?|clinically|significant|relevant|ongoing|acute|reversible|related"
    r"|treatment-related"
    r"|non-?hematologic\w*|immune-related|drug-related|other|and/or|or|and|from|of|to|in)\s+)*"
)
_GONE = r"(?:recover\w*|resol\w+|return\w*|alleviat\w+|improv\w+|subsid\w+|reliev\w+|decreas\w+)"
_SAMPLE = (
    r"(?:tissues?|biops(?:y|ies)|specimens?|samples?|slides|sections|paraffin\S*|blocks?|ffpe|cores?"
    r"|aspirates?)"
)
_THERE = (
    r"(?:availab\w+|provid\w+|provision|obtain\w*|accessib\w+|submi\w+|sufficient|adequate|requir\w+"
    r"|mandatory"
    r"|suppl(?:y|ied)|collect\w*|amenable|archiv\w+|donat\w+)"
)
_TESTED = (
    r"(?:tests?|tested|testing|pcr|antigens?|antibod\w+|serolog\w+|swabs?|cultures?|smear|ige|rna|dna"
    r"|challenges?"
    r"|dbpcfc|ofc|prick|spt|skin (?:prick |patch )?tests?|ihc|fish|staining"
    r"|expression|mutations?|rearrangements?|fusions?|tumou?rs?"
    r"|receptors?|hbsag|hbcab|hbsab|hcv|hbv|hiv|work ?up)"
)
_MARKER = (
    r"(?:\w*\d[\w/-]*|pd-l1|egfr|alk|braf|kras|nras|ret|met|er|pr|hr|msi-?h?|mss|d?mmrd?|hiv|ebv"
    r"|(?:hormone|estrogen) receptor)"
)

WASHED_OUT = "washed_out"

_MISUSED = (
    r"(?:alcohol(?:ic)?|ethanol|drugs?|substances?|narcotics?|psychotropic\w*|opioids?|opiates?|cannabis"
    r"|illicit"
    r"|stimulants?)"
)

STATES: tuple[tuple[str, str], ...] = (
    (
        "side_effects_left",
        rf"(?!.*\b(?:must|should) (?:be|have)\b){_SOME}(?:unresolved|persist\w+|residual|ongoing"
        rf"|unrecovered)\s+{_SOME}(?:\w+\s+){{0,3}}{_EFFECTS}"
        rf"(?=.*\b{_EARLIER}\b)",
    ),
    (
        "side_effects_left",
        rf"{_SOME}{_EFFECTS}.{{0,140}}\b(?:not|unresolved|unrecovered)\b(?: \w+){{0,3}} {_GONE}",
    ),
    (
        "side_effects_left",
        rf"{_SOME}(?:not (?:yet )?|failure to ){_GONE}.{{0,60}}{_EFFECTS}",
    ),
    (
        "side_effects_left",
        rf"{_SOME}{_EFFECTS} .{{0,80}}\b{_EARLIER}\b.{{0,80}}\b(?:grade\s?(?:[>≥]|2|3)|[>≥]=?\s?grade)",
    ),
    (
        "side_effects_gone",
        rf"(?:(?:fully|complete(?:ly)?|adequate(?:ly)?|been|already)\s+)*{_GONE}\b.{{0,60}}{_EFFECTS}",
    ),
    (
        "side_effects_gone",
        rf"{_SOME}{_EFFECTS}.{{0,120}}\b(?:have|has|must|should|been|be|are|is)\b.{{0,20}}\b{_GONE}\b",
    ),
    (
        "sample_there",
        r"(?:(?:able|willing|agree\w*|voluntar\w+|adequate|sufficient|evaluable|suitable|on-treatment"
        r"|archive|pre|treatment|and|for|available|fresh|archiv\w+"
        r"|archived"
        r"|formalin-fixed,?|pre-?treatment|initial|newly|recent|most|latest|obtained|tumou?r|cancer"
        r"|tumou?rs"
        r"|residual|representative|enough|acceptable|frozen|at|least|one|provision|provide|availability"
        r"|and/or"
        r"|as|in|form|must|consent|undergo|surgical|baseline|a)[\s,]+)*"
        rf"['‘’]?{_SAMPLE}\b(?=.*\b{_THERE}\b|\W*$)",
    ),
    (
        "sample_there",
        r"(?:(?:provision|provid\w+|availability|submission|donation|collection)\s+(?:of\s+)?)"
        rf"(?:[\w'‘’(),/-]+\s+){{0,9}}?['‘’]?{_SAMPLE}\b",
    ),
    (
        "sample_there",
        r"(?:at least|an?|one|\d|(?:\w+\s+){0,3}?)\s*(?:tumou?r|lesions?"
        r"|sites?)\b.{0,60}\b(?:accessible|amenable"
        r"|suitable|available|feasible)\b.{0,30}\bbiops",
    ),
    (
        WASHED_OUT,
        r"(?!.*\b(?:diagnos|onset|symptom|birth|stroke|injury))(?:at least|≥|>=?|not less than"
        r"|no less than|a minimum of|more than"
        r"|minimum)\s*\(?\d+\)?\s?(?:days?|weeks?"
        r"|months?|half-?\s?li(?:fe|ves))\b.{0,60}?\b(?:since|from|after|post|following|elapsed|without"
        r"|washout)\b",
    ),
    (
        WASHED_OUT,
        r"\d+ half[ -]?lives or \d+ (?:days|weeks)\b.{0,60}\b(?:since|from|after|post|following|elapsed)\b",
    ),
    (
        "measurable_lesion",
        r"(?:(?:there|is|are|should|be|must|have|has|the|an?|according|to|as|per|based|on|by|recist\S*"
        r"|i?recist|rano"
        r"|v?\.?\d\.\d|criteria|standard|response|evaluation|in|solid|tumou?rs?|investigator|confirms?"
        r"|version|with"
        r"|participants?|presenting|presence|of)[\s,]+)*(?:(?:at )?least (?:one|1|a)|≥ ?1"
        r"|one or more)\s+(?:[\w-]+\s+){0,3}?"
        r"(?:measurable|assessable|evaluable)\s+(?:[\w-]+\s+){0,2}?(?:lesions?|disease|sites?|tumou?rs?"
        r"|target)\b",
    ),
    (
        "grew_again",
        r"(?!.*\bintoleran)(?:(?:documented|confirmed|radiologic\w*|radiographic\w*|objective"
        r"|evidence|experienced"
        r"|demonstrated"
        r"|disease|clinical|tumou?r|first|having|shown|documentation|and/or|and|clear|relapse|recurrence"
        r"|either"
        r"|investigator-assessed|imaging|following|initial)[\s/]+)*"
        r"(?:progress(?:ed|ion|ive disease)|relaps(?:ed?|ing)|recurr(?:ed|ence|ent)|refractory|failed"
        r"|failure"
        r"|fails|resistan\w+)\b(?:[\s/,]+(?:disease|or|and|and/or|progress\w+|relaps\w+"
        r"|refractory"
        r"|treatment|tumou?r|been|has|have|radiographic\w*|clinically|confirmed))*\s+"
        r"(?:on|after|during|following|to|within|of|with|from|through|despite|under|upon|since)\b"
        r"(?=.*\b(?:therap\w+|treatments?|lines?|regimens?|chemotherap\w+|inhibitors?|antibod\w+|surgery"
        r"|radiation|standard|soc|platinum|agents?|drugs?)\b)",
    ),
    (
        "other_trial",
        r"(?:(?:concurrent\w*|current\w*|previous\w*|prior|simultaneous\w*|other|infant|patient|also|in"
        r"|exclusion|period|determined|by|now|already|planned|within|the|last|past|\d+|months?|days?"
        r"|weeks?)\s+)*"
        r"(?:participa\w+|(?:co-?)?enrol\w*|involve\w+|includ\w+|took part|takes? part|taking part)\b"
        r"(?:\s+(?:and|or|to|in|into|with|any|progress|has|have|had|previously|currently|participa\w+"
        r"|receiving"
        r"|study|medication|enrol\w*|past))*\s+"
        r"(?!the (?:present|current)\b)(?:an?|any|the|other|another|ongoing|some|different|\w+\s+other)\b"
        r".{0,60}?\b(?:stud(?:y|ies)"
        r"|trials?"
        r"|research|protocols?)\b",
    ),
    (
        "live_vaccine",
        r"(?:(?:any|of|or|to|are|is|expected|use|already|receipt|received?|receiving|administration"
        r"|administered|vaccinat\w+|immuni[sz]\w+"
        r"|treatment|treated|with|will|within|been|planned|prior|an?|vaccination|by|has|have|had|\d+"
        r"|weeks?|days?"
        r"|before|the|last|plan\w*)[\s,]+)*(?:live\b,?\s*(?:-?\s?attenuated|virus|viral|bacterial|or)?,?\s*"
        r"(?:attenuated\s+)?|attenuated live\s+|live-attenuated\s+)vaccin\w+",
    ),
    (
        "no_birth_control",
        r"(?=.*\b(?:contracept\w+|birth control|abstinen\w+|condoms?)\b)(?=.*\b(?:not|unwilling\w*"
        r"|refus\w+|without|unable"
        r"|no|inadequate|disagree)\b).{0,160}\b(?:child-?\s?bearing|fertile|potential|reproductive"
        r"|pregnant|sexual\w*"
        r"|wo?c\w?bp|procreat\w+|partners?)\b.{0,120}\b(?:not|unwilling\w*|refus\w+|without|unable|no"
        r"|disagree)\b.{0,80}"
        r"\b(?:contracept\w+|birth control|abstinen\w+|condoms?)\b",
    ),
    (
        "smokes",
        r"(?:(?:current|active|ongoing|daily|regular|still)(?:ly)?[\s/,-]+)+(?:cigarette )?"
        r"(?:smok(?:ers?|ing|es?)|tobacco|nicotine|cigarettes?)\b(?!.*\b(?:history|former"
        r"|previous\w*|past|quit\w*|stopp\w+|ex-?|within"
        r"|last|pack\S*)\b)",
    ),
    (
        "smoked",
        r"(?:(?:current|former|previous|past|active|heavy|history|self-reported|daily|of|still|or"
        r"|and|ex-?)[\s/,-]+)*"
        r"(?:cigarette )?(?:smok(?:ers?"
        r"|ing)|tobacco"
        r"|nicotine|cigarettes?|vap\w+|e-?cigarettes?)\b",
    ),
    (
        "substance_misuse",
        r"(?:(?:known|history|of|current|prior|previous|chronic|active|any|an?|recent|ongoing|suspected"
        r"|excessive"
        r"|heavy|severe|to)[\s,/]+)*(?:abuse\s+(?:or"
        r"|of)\s+(?:or\s+)?)?(?:" + _MISUSED + r"[\s,/]*(?:and/or|or|and|use|other"
        r"|consumption|recreational)?[\s,/]*)+(?:abus\w+|misus\w+|addict\w*|dependen\w+|use of psycho\w+"
        r"|use disorders?(?!.*\b(?:test|inventory|scores?)\b))",
    ),
    (
        "substance_misuse",
        r"(?:(?:known|history|of|current|prior|any|chronic|active)\s+)*(?:abuse|misuse|overuse)(?: of| for)? "
        r"(?:\w+ )?" + _MISUSED + r"\b",
    ),
    ("test_result", r"(?:(?:has|have|ever)\s+)*tested (?:\([^()]*\) )?(?:positive|negative) for\b"),
    (
        "hard_to_comply",
        r"(?!.*\b(?:criteria|protective equipment|hygiene|screening tests?|emollients?|social distanc\w+)\b)"
        r"(?:(?:known|history|of|any|evidence|high|suspicion|expected|anticipated)[\s/]+)*(?:(?:poor"
        r"|lack of|bad|low"
        r"|inadequate|insufficient)\s+(?:\w+\s+){0,2}?(?:complian\w+|adheren\w+|cooperat\w+)"
        r"|(?:lost|loss) (?:to|of) follow-?\s?up\b|non-?\s?(?:complian\w+"
        r"|adheren\w+)|(?:(?:inability|unwillingness|failure|refusal)(?:\s+(?:or|and|and/or)\s+)?)+"
        r"(?: of the (?:subject|patient|participant))? to (?:comply|adhere|cooperate)\b)",
    ),
    (
        "hard_to_comply",
        r"(?:.{0,70}\b(?:investigator|researcher)s?,?\s*)?(?:do|does|did|may|might|can|could"
        r"|will) ?not (?:be able to )?"
        r"(?:comply|cooperate|adhere|visit)\b",
    ),
    (
        "can_comply",
        r"(?:(?:as|determined|at|the|discretion|of|enrolling|physician|or|protocol|designee|investigator"
        r"|opinion|in|can|will"
        r"|could|able|ability|good|and|subject|understand|must|voluntarily|join|this|study|demonstrated"
        r"|regular)[\s,]+)*"
        r"(?:comply|cooperat\w+|complian(?:ce|t)|adheren(?:ce|t)|adhere)\b(?! at)",
    ),
    (
        "has_phone",
        r"(?:(?:current\w*|the|sole|user|own\w*|ownership|either|an?|or|and|reliable|apple|android|ios"
        r"|smart)\s+)*"
        r"(?:smart-?\s?phones?|iphones?)\b",
    ),
    (
        "allergic_to",
        r"(?:(?:severe|serious|known|to|suspected|be|being|those|highly|proven|confirmed|potentially)\s+)*"
        r"(?:allergic|hypersensitive|intolerant)(?:\s+(?:or|and)\s+(?:allergic|hypersensitive"
        r"|intolerant))*\s+to\b",
    ),
    (
        "lives_there",
        r"(?:currently |permanent(?:ly)? |legal(?:ly)? )?(?:living|lives?|resid(?:es?|ing|ents?"
        r"|ence))\s+(?:in|of|within"
        r"|near|at|outside)\b(?! relationship| partner| the following| [\w-]+ (?:surgery|training|medicine))",
    ),
    (
        "healthy",
        r"(?:(?:overall|generally|good|otherwise|apparently|medically|clinically|physically|mentally|and"
        r"|in|normal|stable)\s+)*"
        r"(?:healthy\b(?! eating| group| normal| diet| weight| skin| eye| donor| sibling| group| normal"
        r"| control site)|good (?:general |physical |overall )?"
        r"health\b|general good health\b|medically stable\b)",
    ),
    (
        "parent_agrees",
        r"(?:(?:the|at|least|one|of|both|child's|children's|infant's|participant's|patient's|subject's"
        r"|newborns?|whose"
        r"|legal\w*|biological|parental|maternal|mother)[\s/]+)*(?:parents?|guardians?|mothers?"
        r"|caregivers?|lars?"
        r"|legal representatives?)\b(?:\(s\))?(?:[\s/,]+(?:parents?|guardians?|caregivers?|or|and"
        r"|legal\w*|their|the|lar"
        r"|representatives?|is|are|who|must|be|will|should|authori[sz]ed"
        r"|is/are)\b(?:\(s\))?)*[\s,]+(?:able|willing|agree\w*"
        r"|consents?|confirm|accept\w*|provid\w+|give|gives|given|sign\w*|understand\w*|capable|speak\w*"
        r"|intend\w*|holds?"
        r"|own\w*|commit\w*|can|expecting)\b",
    ),
    (
        "test_result",
        rf"(?:(?:documented|confirmed|known|tumou?rs?|histologically|pathologically|considered|be|as|for"
        rf"|is|are|centrally"
        rf"|locally)\s+)*{_MARKER}(?:[\s,/+-]+{_MARKER}){{0,4}}[\s-]*(?:\+|positive|negative|mutant"
        rf"|wild[- ]type"
        rf"|amplified|mutated|deficient|low|overexpress\w+)\b",
    ),
    (
        "test_result",
        r"(?:(?:documented|confirmed|known|a|the|evidence|confirmation|demonstrated|proven)\s+)*"
        rf"(?:wild[- ]type {_MARKER}\b|(?:positive|negative|wild[- ]type"
        r"|abnormal(?! (?:[\w-]+ ){0,2}(?:conditions?|disorders?|bleeding|movements?|behaviou?r)\b)"
        rf"|sensiti[sz](?:ation|ed) (?:to|towards))\b(?=.*\b{_TESTED}\b))",
    ),
    (
        "work_fits",
        r"(?:(?:front-?\s?line|licensed|registered|hospital|full-?time|medical|paramedical|nursing"
        r"|pediatric|practi[cs]ing"
        r"|or|and|directly|actively|professionally|employed as)[\s,/]+)*"
        r"(?:health-?\s?care (?:workers?|professionals?|providers?|personnel|staff)|health ?workers?|hcws?\b"
        r"|(?:medical|nursing|clinical|hospital) (?:staff|personnel|workers?)"
        r"|(?:staff|personnel|workers?) (?:of|at|in|from|who|working|exposed)"
        r"|(?:nurses?|physicians?|surgeons?|dentists?|doctors|\w+ologists?|midwives)"
        r"(?:\W*$| (?:and|or|who|working|employed|caring|practi[cs]ing|at|in|of)\b)"
        r"|employ(?:ees?|ed)\b|work(?:s|ing)? (?:at|in|as|for|with|directly)\b"
        r"|involved in (?:the )?(?:direct )?care of\b)"
        r"(?!.*(?<!working )(?<!contact )(?<!patients )(?<!work )\bwith\b)(?!.*\bwill\b)"
        r"(?!.*\b(?:refus\w*|withdr\w*|declin\w*|history of)\b)",
    ),
)
