"""Names of the two lists in languages other than English, so that no exclusion is taken for a demand.

English headings, and those of the tongues next to it, are read in ``split_headings``. What stands
below a heading of this table is hardly ever read; it has its kind all the same.
"""

from __future__ import annotations

import re

from trialogue.eligibility.patterns import lowered
from trialogue.model.criterion import CriterionKind

_EXCLUSION = (
    r"排除(?:标准|標準|標凖|基準|条件|條件)|除外(?:基準|標準|条件)|剔除(?:标准|標準)|제외 ?기준|배제 ?기준"
    r"|критери[ий] (?:исключения|не ?включения)|критері[їи] (?:виключення|невключення)"
    r"|kryteria (?:wykluczenia|wyłączenia)|(?:dışlan?ma|hariç tutma|dışlanma) kriterleri"
    r"|vylučovací kritéria|kritéria vyloučení|kizárási kritériumok|eks?klu(?:sjons|sions?)kriterie?r?"
    r"|critérios de exclusão|exclusiecriteria|exklusionskriterie?r?|poissulkukriteerit"
    r"|criterii de excludere|معايير (?:الاستبعاد|الإقصاء)"
)
_INCLUSION = (
    r"(?:纳入|納入|入选|入選|入组|入組|选择)(?:标准|標準|基準|条件|條件)|(?:選択|適格|組入れ?|組み入れ)基準"
    r"|(?:선정|포함|선택) ?기준|критери[ий] (?:включения|отбора)|критері[їи] включення"
    r"|kryteria (?:włączenia|kwalifikacji)|dahil (?:edilme|etme|olma) kriterleri"
    r"|(?:vstupní kritéria|kritéria (?:pro )?zařazení)|beválasztási kritériumok"
    r"|critérios de inclusão|inclusiecriteria|inklu(?:sjons|sions?)kriterie?r?|sisäänottokriteerit"
    r"|criterii de includere"
    r"|معايير (?:الاشتمال|الشمول|الاشتراك|الإدراج)"
)
_LEAD = r"(?:主要|关键|основные |główne )?"
_NAME = re.compile(rf"{_LEAD}(?:(?P<out>{_EXCLUSION})|(?P<in>{_INCLUSION}))", re.IGNORECASE)
# Each of the names holds one of these signs, or of these letters. The signs of English texts ("≥", "µ", "–",
# "é") are not among them.
_SIGN = re.compile(r"[\u0400-\u04ff\u0600-\u06ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_LETTERS = ("kriter", "kritér", "clusiecriter", "critérios", "kryteri", "criterii de")
_TAIL = re.compile(r"[*_\s]{0,4}(?:\([^()\n]{0,40}\))?[*_\s]{0,4}[:：][*_]{0,3}|[*_]{0,3}(?=\s*$|\s*\n)")


def foreign_names(text: str) -> list[int]:
    """Where such names stand in a text, in order."""
    low = lowered(text)
    if not any(letters in low for letters in _LETTERS) and (text.isascii() or not _SIGN.search(text)):
        return []
    return [found.start() for found in _NAME.finditer(text)]


def foreign_heading(text: str, body: int, end: int) -> tuple[int, CriterionKind] | None:
    """Where the heading ends with which ``text[body:end]`` starts, and its kind."""
    start = body
    while start < end and text[start] in "*_":
        start += 1
    found = _NAME.match(text, start, end)
    if found is None:
        return None
    tail = _TAIL.match(text, found.end(), end)
    if tail is None:
        return None
    return tail.end(), CriterionKind.EXCLUSION if found["out"] else CriterionKind.INCLUSION
