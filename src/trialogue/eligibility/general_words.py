"""What is left to a doctor's judgement is told in general words: "any other condition".

A text that names a thing of its own ("gastric bleeding that the investigator finds unsuitable") is about it.
"""

from __future__ import annotations

import re

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_text import outside_brackets
from trialogue.eligibility.word_lists import words

_GENERAL = words("general_words")
#: Where the words on the judgement itself begin, or cases are given.
_JUDGED = Pattern(
    r"\b(?:that|which|who|whom|whose|for which|in (?:the|my|their|his|her) (?:\w+ )?(?:opinion|judge?ment"
    r"|view)|in the\b.{0,60}\b(?:opinion|judge?ment|view)|as (?:judged|determined|assessed|deemed|considered"
    r"|per|a result)|according|based on|at the discretion|by (?:the|an?) (?:\w+ )?(?:investigator"
    r"|physician|doctor"
    r"|researcher|sponsor)|deemed|considered|judged|determined|assessed|believed|due to|may|might|could"
    r"|would|can|will"
    r"|likely|unlikely|unsuitab\w+|inappropriat\w+|not (?:be )?(?:suitable|appropriate|fit)|ineligible"
    r"|interfer\w+"
    r"|preclud\w+|jeopardi\w+|compromis\w+|confound\w*|affect\w*|contraindicat\w+|such as|including|e\.?g"
    r"|making"
    r"|makes?|investigators?'?s?|physicians?'?s?|researchers?'?s?|doctors?'?s?|sponsors?'?s?|unfit|unsafe)\b"
)
#: A reason against one thing, which a person can know of: "contraindication to MRI".
_AGAINST = Pattern(
    r"\bnot (?:\w+ ){0,2}candidates? for (?!the |this |study|trial|participat|inclusion|enrol)"
    r"|\bcontraindications? (?:to|for) (?!\w* ?(?:participat|enrol|inclusion|study|trial|taking part))"
)
_WORD = re.compile(r"[A-Za-z]+")


def is_general(text: str) -> bool:
    """Whether what is judged is named in general words only."""
    bare = outside_brackets(text)
    if _AGAINST.search(bare):
        return False
    judged = _JUDGED.search(bare)
    head = bare[: judged.start()] if judged else bare
    return all(word.casefold() in _GENERAL for word in _WORD.findall(head))
