"""Words on which language somebody speaks, reads or writes."""

from __future__ import annotations

from trialogue.eligibility.patterns import Pattern

_ONE = (
    r"(?:(?:the )?(?:local|official|national|native|study|english|danish|dutch|french) languages?"
    r"|(?:the )?languages? of the (?:study|trial|site|country|consent(?: form)?|questionnaires?)"
    r"|english|spanish|french|german|italian|portuguese|dutch|flemish|danish|swedish|norwegian|finnish|polish"
    r"|czech|russian|ukrainian|hungarian|romanian|greek|turkish|arabic|hebrew|persian|farsi|urdu|hindi|bengali"
    r"|tamil|telugu|thai|vietnamese|malay|indonesian|tagalog|chinese|mandarin|cantonese|japanese|korean"
    r"|swahili|luganda|zulu|xhosa|afrikaans|amharic|yoruba|creole)"
)
_LANGUAGE = Pattern(
    r"(?:(?:both|to|be|and|or|and/or|understand|speak|read|write|communicate|comprehend|converse|fluently"
    r"|fluent|proficient|verbally|effectively|adequately|sufficiently|well|orally|in|at least|either)"
    r"[\s,/]+)*"
    rf"{_ONE}(?:(?:\s*(?:,|/|and/or|and|or)\s*)+{_ONE})*"
    r"(?: languages?)?(?: (?:fluently|well|sufficiently|adequately))?"
)
_STEMS = ("speak", "read", "writ", "underst", "communicat", "compreh", "convers", "fluen", "proficien")


def is_of_language(words: str) -> bool:
    """Whether something to do is to speak, read, write or understand a language, and nothing else."""
    low = words.lower()
    return any(stem in low for stem in _STEMS) and _LANGUAGE.whole(words.strip(" .,;")) is not None
