"""What follows a comparison and names it: "at least one lesion", "≥ 20 weeks of gestation"."""

from __future__ import annotations

import re

from trialogue.eligibility.comparison import Comparison
from trialogue.eligibility.comparisons_left import COUNTED_FROM
from trialogue.eligibility.comparisons_phrases import trimmed
from trialogue.eligibility.comparisons_words import Place, Word, says_nothing, stops, words_in
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.word_lists import words

_LONGEST = 6
_MOMENTS = Pattern(
    r"(?:the\s+)?(?:start|time|date|first(?!-)|last|study|screening|enrol|random|baseline|visit|inclusion"
    r"|consent|entry|signing|treatment start|initiation|admission|day|dose|investigational|trial"
    r"|completion|predicted|this|receiving|dosing|beginning|onset)"
)
_AFTER = re.compile(
    r"[\s\])-]{1,3}(?:(?:must\s|should\s)?(?:have|has)\s(?:elapsed|passed)\s)?(?:out\s)?"
    r"(?:(?:of|from|after|since|following|post|in|on|between|beyond|past)\s+)?"
    r"(?:(?:the|an?|any|these|those|their|completing|completion of|end of|stopping|starting|start of"
    r"|time of|date of|initiating|initiation of|last|first|most recent|previous|prior|other|different|more"
    r"|such|documented|known)\s+)*[\"'‘’“]?(?=[A-Za-z])"
)
_LOOSE = words("loose_adjectives")
_ADJECTIVE = re.compile(r"^[\w-]+(?:al|ic|ed|ing|ive|ous|ary|ory|[ai]ble|ar|[ae]nt|oid|ior|less|ful)$")
_FOLLOWING = re.compile(
    r"following (?:criteria|conditions|symptoms|signs|features|factors)"
    r"(?=\W*$|\W*:|\s(?:during|within|at|in)\b)"
)
_A_DAY = re.compile(r"/(?:day|week|month|d)\b")
_LED = re.compile(r"\s(?:with|for|by)\s+(?:(?:the|an?|any|other|prior|documented|known)\s+)*(?=[A-Za-z])")
_SCHOOL_YEAR = re.compile(r"(?:st|nd|rd|th)?\s[Gg]rade\s(?=[a-z])")
_DIRECTLY = re.compile(r"\s?(?:(?:prior|previous|other|different|such)\s)?(?=[A-Za-z])")
_GESTATION = re.compile(r"(?<=weeks)'?\s(?:of\s)?(gestational age|gestation|pregnancy)\b")
_COUNTED_INSIDE = Pattern(
    r"(?:\d|more|once|twice|one|two|three|four|five)\s((?:[a-z-]+\s)?[a-z-]+)(?:\s(?:per|a|each|every)\s|\s?/\s?)[a-z]+$"
)
_NOT_COUNTED = frozenset({"times", "time", "days", "nights", "hours", "minutes", "day"})
_EARLIER = frozenset({"prior", "previous", "the", "any", "other", "different", "their"})
_GENERIC = words("counted")
#: "Less than 8 weeks post-partum", "at least two years post menopausal".
_LATER = Pattern(
    r"\s(?:(post-?(?!dos|random|study|screen|treat|base|admin|enrol)[a-z]{5,}|post\s(?:partum|natal|menopausal))\b"
    r"|(post\s[a-z]))"
)
_BRACKET_CLOSED = Pattern(
    r"[^()\n]{0,60}\)(?:,?\s(?:or|and|current|ongoing|planned|any|prior|previous|the|use|usage|intake|treatment"
    r"|administration|receipt|history|of|with|to|exposure))*(?=\s)"
)
_TOLD_BEHIND = Pattern(r"\)?\sof\s")
_TELLS_LATER = frozenset({"history", "evidence"})
_ON_A_SCALE = re.compile(
    r"\W{0,2}(?:points?\s+)?(?:on|of|in|by|using|from|according to|based on)\s+(?:the\s+)?(?:an?\s+)?"
    r"(?!(?:NCI|CTC|CTCAE|RECIST|WHO)\b)([A-Z][\w'’/-]*(?:[ \t-]+(?:[A-Z][\w'’/-]*|and|of|for|scale"
    r"|index|score|inventory|questionnaire|test)){0,6}"
    r"|(?!following)(?:[a-z-]+ ){1,5}(?:\([^()]{2,12}\) )?"
    r"(?:scale|score|index|inventory|questionnaire|test)\b)"
)


def gestation_after(text: str, c: Comparison) -> Place | None:
    """ "≥ 20 weeks of gestation"."""
    match = _GESTATION.search(text, c.start, c.end + 24)
    if match is None or match.start(1) < c.end - 24:
        return None
    return Place(match[1], match.start(1), match.end(1))


def counted_inside(text: str, c: Comparison) -> Place | None:
    """ "At least two seizures per month"."""
    match = _COUNTED_INSIDE.search(text, c.start, c.end)
    if match is None or not _NOT_COUNTED.isdisjoint(match[1].lower().split()):
        return None
    return Place(match[1], match.start(1), match.end(1))


def phrase_after(
    text: str, c: Comparison, *, direct: bool = False, counted: bool = False, led: bool = False
) -> Place | None:
    """The thing that follows: "at least one evaluable lesion", "> 240 minutes from ROSC".

    A ``direct`` one stands right behind, no preposition between: "> 10 % total body surface".
    Of ``counted`` things the kind is left out: "at least two erupted teeth". One that is ``led`` in
    has "with", "for" or "by" before it: "diagnosed within 2 years with asthma".
    """
    match = (_DIRECTLY if direct else _LED if led else _AFTER).match(text[c.end : c.end + 40])
    match = _SCHOOL_YEAR.match(text[c.end : c.end + 40]) or match
    if match is None or "\n" in match[0] or _MOMENTS.match(text, c.end + match.end()):
        return None
    base = c.end + match.end()
    line = _A_DAY.sub(lambda m: " " * len(m[0]), text[base : base + 70].split("\n")[0])
    taken = _taken(line)
    if not taken:
        return None
    if taken[0][0].lower() == "following":
        named = _FOLLOWING.match(line, taken[0][1])
        last = taken[0][2] if named is None else named.end()
        return Place("the " + line[taken[0][1] : last], base + taken[0][1], base + last)
    first, last = trimmed(taken, 0, len(taken) - 1)
    while counted and first < last and _ADJECTIVE.search(taken[first][0]) is not None:
        first += 1
    taken = taken[first : last + 1]
    if len(taken) == 1 and says_nothing(taken[0][0]):
        return None
    return Place(line[taken[0][1] : taken[-1][2]], base + taken[0][1], base + taken[-1][2])


def phrase_behind_bracket(text: str, c: Comparison) -> Place | None:
    """What a window in a bracket is about: "recent (within 7 days of entry) or current use of steroids"."""
    closed = _BRACKET_CLOSED.match(text, c.end)
    return None if closed is None else phrase_after(text, c._replace(end=closed.end()), direct=True)


def phrase_of_later(text: str, c: Comparison) -> Place | None:
    """ "Less than 8 weeks post-partum"."""
    match = _LATER.match(text, c.end)
    if match is None or match[2]:
        return None if match is None else phrase_after(text, c)
    return Place(match[1], match.start(1), match.end(1))


def told_behind(text: str, c: Comparison, place: Place | None) -> Place | None:
    """What follows where the words before only lead to it: "history within 6 months of nausea"."""
    if place is None or place.text.lower() not in _TELLS_LATER or _TOLD_BEHIND.match(text, c.end) is None:
        return None
    return phrase_after(text, c)


def phrase_behind_window(text: str, c: Comparison) -> Place | None:
    """What a window that begins a sentence is about: "Within 30 days of the procedure, a stent …"."""
    counted = COUNTED_FROM.match(text, c.end)
    base = c.end if counted is None else counted.end()
    if text[base : base + 1] != ",":
        return None
    line = text[base : base + 110].split("\n")[0]
    start = next((word[1] for word in words_in(line) if not stops(word[0])), len(line))
    taken = _taken(line[start:])
    if not taken:
        return None
    base += start
    first, last = trimmed(taken, 0, len(taken) - 1)
    low, high = base + taken[first][1], base + taken[last][2]
    return Place(text[low:high], low, high)


def _taken(line: str) -> list[Word]:
    taken: list[Word] = []
    counted = False
    for word in words_in(line):
        if taken and line[taken[-1][2] : word[1]].strip():
            break
        if word[0].lower() == "of" and taken and taken[-1][0].lower() in _GENERIC:
            taken, counted = [], True
            continue
        if counted and not taken and word[0].lower() in _EARLIER:
            continue
        if word[0] in {"or", "and"} and taken and all(_describes(w[0]) for w in taken):
            taken = []
            continue
        heads_next = word[0][0].isupper() and line[word[2] : word[2] + 1] == ":"
        if stops(word[0]) or heads_next or word[0][0].isdigit() or len(taken) == _LONGEST:
            break
        taken.append(word)
    return taken


def _describes(word: str) -> bool:
    return word.lower() in _LOOSE or _ADJECTIVE.search(word) is not None


def scale_after(text: str, c: Comparison) -> Place | None:
    """ "5 or greater on the Geriatric Depression Scale"."""
    match = _ON_A_SCALE.match(text[c.end : c.end + 90])
    if match is None or c.unit not in {None, "/10", "/100", "points", "point"} or _MOMENTS.match(match[1]):
        return None
    start = c.end + match.start(1)
    return Place(match[1], start, start + len(match[1]))
