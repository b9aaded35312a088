"""The use of a medicine, said behind its name: "aspirin use in a week" is "use of aspirin in a week"."""

from __future__ import annotations

from trialogue.eligibility.kinds import NameKind, kind_of_name
from trialogue.eligibility.patterns import Pattern

_USE = Pattern(
    r"(?P<lead>(?:(?:any|known|current|ongoing|previous|prior) )*)"
    r"(?P<name>(?:[\w-]+ ){1,4}?)(?:use|usage|intake|administration|consumption)\b"
    r"(?=\s*$|\s+(?:within|in|during|for|at|prior|before|over|[≤<]))"
)
#: What is used otherwise than as a medicine is asked as such.
_MISUSED = Pattern(
    r"\b(?:alcohol|drugs?|substances?|tobacco|nicotine|smok\w+|cigarettes?|illicit|recreational|cannabis"
    r"|marijuana|cocaine|heroin|caffeine|chronic|regular|daily|device|contracept\w+|birth|condoms?|or|and|of"
    r"|to|in|no|not|with)\b"
)
#: What somebody is having is given to them now.
_HAVING = Pattern(
    r"^(?:(?:patients?|subjects?|participants?|people|who) )*(?:is|are) (?:now |currently )?having "
    r"(?=(?:[\w-]+ ){0,2}(?:chemo|radio|immuno)?(?:therapy|treatment|dialysis|radiation)\b)"
)
_STEMS = (" use", " usage", " intake", " administration", " consumption")


def use_first(text: str, known: dict[str, NameKind]) -> str:
    """The same words with the use before the name of the medicine; other words as they are."""
    if "having " in text:
        text = _HAVING.sub("currently receiving ", text)
    if not any(stem in text for stem in _STEMS):
        return text
    found = _USE.match(text)
    if found is None or _MISUSED.search(found["name"]):
        return text
    name = found["name"].strip()
    if kind_of_name(name, known) is not NameKind.TREATMENT:
        return text
    return f"{found['lead']}use of {name}{text[found.end() :]}"
