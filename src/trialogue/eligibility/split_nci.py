"""The old style of the (United States) National Cancer Institute's records.

"DISEASE CHARACTERISTICS: … PATIENT CHARACTERISTICS: Age: 18 and over Performance status: ECOG 0-2
Hematopoietic: WBC at least 3,000/mm3 Platelet count at least 100,000/mm3": labels inside a line,
and demands whose full stops were lost when the record was made.
"""

from __future__ import annotations

import re

# A label that names what its words speak of stays with them ("Age: 18 and over").
_KEPT = "Age|Sex|Menopausal status|Performance status|Life expectancy|Hormone receptor status"
_LABEL = re.compile(
    r"(?<=[^\w])(?P<label>(?:DISEASE|PATIENT) CHARACTERISTICS|PRIOR[ /]CONCURRENT THERAPY"
    r"|-{1,2}(?:Disease|Patient|Prior/?Concurrent|Prior Concurrent|Entry)[ A-Za-z/-]{0,30}-{2}"
    r"|(?P<kept>" + _KEPT + r")"
    r"|Hematopoietic|Hepatic|Renal|Cardiovascular|Pulmonary|Neurologic|Immunologic|Metabolic|Other"
    r"|Gastrointestinal|Ophthalmic|Biologic therapy|Chemotherapy|Endocrine therapy|Radiotherapy|Surgery"
    r"|Cutaneous|Musculoskeletal|Psychosocial)(?(kept)(?:\s?:)|(?:\s?:|(?<=--)))(?=\s|$)"
)
_ALONE = re.compile(
    r"-*\s?(?:(?:disease|patient) characteristics|prior[ /]?concurrent therapy|(?:" + _KEPT + r")"
    r"|hematopoietic|hepatic|renal|cardiovascular|pulmonary|neurologic|immunologic|metabolic"
    r"|gastrointestinal|ophthalmic|(?:biologic|endocrine) therapy|chemotherapy|radiotherapy|surgery|other"
    r"|cutaneous|musculoskeletal|psychosocial)\s?-*",
    re.IGNORECASE,
)
_LONGEST_ALONE = 40
_START = re.compile(r"(?<=[\w)%\"'.])\s+(?=[A-Z][a-z]+|[A-Z]{2,}\b|HIV|No\b)")
_CONNECTING = """a an and any as at by except for from had has have in including into is no non not of on or
    other per prior recurrent stage than that the their these to under was were with without grade type class
    least active known newly by/or metastatic advanced and/or if when unless i.e. e.g. vs. versus
    concurrent previous plus see using via through after before during since until within"""
_GOES_ON_AFTER = frozenset(_CONNECTING.split())
_STARTING = """No Not At Must Prior Concurrent Fertile Ability Able Negative Positive More Less Greater
    Adequate Any Recovered Measurable Histologically Cytologically Eligible Ineligible Absolute Platelet
    Bilirubin Creatinine Hemoglobin Hematocrit Newly Previously Patients Patient Women Men Willing Normal If
    Recurrent Radiographic Evaluable Disease Karnofsky ECOG Zubrod WBC ANC AST ALT SGOT SGPT LVEF FEV
    DLCO HIV Only Other Bidimensionally Metastatic Registration Tumor Tumors Brain Surgery Chemotherapy
    Pregnant Resting Ejection Serum Total Neutrophil Granulocyte INR PT PTT Alkaline Concomitant Stage
    Relapsed Refractory Progressive Failed Biopsy Effective"""
_NEW_DEMAND = frozenset(_STARTING.split())


def is_old_style(text: str) -> bool:
    """Whether the text has this style's section labels."""
    return (
        "CHARACTERISTICS:" in text
        or "CONCURRENT THERAPY:" in text
        or "--Disease Characteristics--" in text
        or "--Prior/Concurrent Therapy--" in text
    )


def is_label(text: str, start: int, end: int) -> bool:
    """Whether a line without a mark is nothing but a label: "Chemotherapy", its demands below it."""
    return end - start <= _LONGEST_ALONE and _ALONE.fullmatch(text, start, end) is not None


def labels(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """(start, end, kept with its words) of each label in a block."""
    found = [(m.start("label"), m.end(), m["kept"] is not None) for m in _LABEL.finditer(text, start, end)]
    first = _LABEL.match(" " + text[start : min(end, start + 60)], 1)
    if first and (not found or found[0][0] != start):
        found.insert(0, (start, start + first.end() - 1, first["kept"] is not None))
    return found


def demands(text: str, start: int, end: int) -> list[int]:
    """Where each demand after the first starts, in words that lost their full stops."""
    places: list[int] = []
    for found in _START.finditer(text, start, end):
        at = found.end()
        before = text[max(start, found.start() - 24) : found.start()].split()
        last = before[-1].lower() if before else ""
        word = text[at : at + 24].split(None, 1)[0].rstrip(",.;:)")
        if last in _GOES_ON_AFTER or last.endswith((",", ";", ":", "-", "/")):
            continue
        if word in _NEW_DEMAND or last.endswith("."):
            places.append(at)
    return places
