"""The name of a condition or treatment in plain words, by the tables of ``terms``.

The whole name is looked for first, then its longest known phrases from the left. What the tables do
not know stays as the record has it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from trialogue.eligibility.terms import Term, load_terms, load_words
from trialogue.eligibility.word_lists import phrases, words

_LONGEST, _SHORT, _SHORTEST = 5, 3, 2
_NO_VOWEL = ("ur", "uni", "use", "eu", "one")
# Read out letter by letter, they begin with a vowel ("an MRI").
_VOWEL_LETTERS = "AEFHILMNORSX"
_WORD = re.compile(r"([A-Za-z]+(?:['’-][A-Za-z]+)*)")
JOINT = re.compile(r"(,? (?:and/or|or|and) |/|[,;] )")
# "immunosuppressant drug" must not become "immune-blocking drug drug".
_DOUBLED = re.compile(r"\b([a-z]+?)s?((?:,? (?:or|and))?) \1(s?)\b(?!-)")
# "hypersensitivity or allergy" must not become "an allergy or an allergy".
_TWICE = re.compile(r"\b(an? [^,]+?)(?:,|,? or|,? and) \1\b")
_ADJECTIVE = re.compile(r"(?:al|ic|ar|ary|ory|ous|ive|able|ible|ed)$")
_INSIDE_CAPITAL = re.compile(r"(?<=[a-z’'s),] )[A-Z][a-z]{3,}(?![\w'’®™-])")
# The end of a common word: "aging Frailty" names nobody.
_COMMON_END = re.compile(
    r"(?:tion|ment|ness|[ai]lty|ility|osis|itis|emia|pathy|ency|ance|ectomy|opia|uria|algia|ical|ular|itive|ative"
    r"|ious|emic|otic|ed)$"
)
_SEVERAL = re.compile(r"(?<=[a-z])\((e?s)\)")
# "drug- induced", but "pre- and postoperative".
_HYPHEN_GAP = re.compile(r"(?<=[a-z])- (?=[a-z])(?!(?:and|or|to)\b)")
_SAME_TWICE = re.compile(r"\b([a-z]{3,})/\1\b")
_ARTICLE = re.compile(r"^an? ")


def plain_whole(name: str) -> str | None:
    """Plain words for a name that the table has as it stands."""
    return _whole(_folded(name))


@lru_cache(maxsize=4096)
def plain_name(name: str) -> Term | None:
    """The name in plain words; None where no word of it changes.

    Words that narrow a known name follow it in brackets: "severe renal insufficiency" is "weak
    kidneys (severe)".
    """
    found = _narrowed(_folded(name)) or _by_parts(name.strip())
    return None if found == name else Term(word=name, plain=found)


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split())


@cache
def _pairs(name: str) -> dict[str, str]:
    """Words before a name that narrow it, with what a reader is told; longest first."""
    pairs = [line.split(" = ") for line in phrases(name)]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


def _narrowed(name: str) -> str | None:
    narrowed: list[str] = []
    left = name
    while True:
        plain = _whole(left)
        if plain is not None:
            return _narrowed_by(plain, narrowed)
        before = next((word for word in _pairs("said_of_names") if left.startswith(f"{word} ")), None)
        if before is None:
            return None
        narrowed.append(before)
        left = left[len(before) + 1 :]


def _narrowed_by(plain: str, narrowed: list[str]) -> str:
    """``a severe allergic reaction``; ``weak kidneys (severe)``."""
    if not narrowed:
        return plain
    name = _ARTICLE.sub("", plain)
    in_front = _pairs("said_before_names")
    short = len(name.split()) <= _SHORTEST and name.split()[0] not in words("already_narrowed")
    if short and name.replace(" ", "").isalpha() and all(word in in_front for word in narrowed):
        said = " ".join((*(in_front[word] for word in narrowed), name))
        return f"{article_of(said)} {said}" if plain != name else said
    return f"{plain} ({', '.join(_pairs('said_of_names')[word] for word in narrowed)})"


def article_of(name: str) -> str:
    """``an`` before the sound of a vowel, else ``a``."""
    first = name.split(" ", 1)[0]
    if len(first) > 1 and first.isupper():
        return "an" if first[0] in _VOWEL_LETTERS else "a"
    return "an" if name[0] in "aeiouAEIOUX" and not name.lower().startswith(_NO_VOWEL) else "a"


def _whole(name: str) -> str | None:
    terms = load_terms()
    return next((terms[form] for form in (name, _singular(name)) if form in terms), None)


def _singular(name: str) -> str:
    if name.endswith("ies"):
        return name[:-3] + "y"
    return name[:-1] if name.endswith("s") and not name.endswith("ss") else name


def _by_parts(name: str) -> str:
    """Each of the joined names by itself."""
    name = _HYPHEN_GAP.sub("-", _SEVERAL.sub(r"\1", name))
    for phrase, plain in _joined_phrases().items():
        name = re.sub(rf"\b{re.escape(phrase)}\b", plain, name, flags=re.IGNORECASE)
    pieces = JOINT.split(name)
    shared = shares_its_noun(name)
    last = len(pieces) - 1
    parts = (_part(piece, shared=shared and at == last) for at, piece in enumerate(pieces) if at % 2 == 0)
    said = "".join(next(parts) if at % 2 == 0 else piece for at, piece in enumerate(pieces))
    return small_inside(_TWICE.sub(r"\1", _SAME_TWICE.sub(r"\1", _DOUBLED.sub(_once, said))))


def small_inside(said: str) -> str:
    """The words with small letters where common ones have a capital behind others."""
    return _INSIDE_CAPITAL.sub(_small, said)


def _small(found: re.Match[str]) -> str:
    """A common word with a small letter: "chronic Liver Disease" is one title, not two names."""
    low = found[0].lower()
    common = words("condition_heads") | words("treatment_heads") | words("small_inside_names")
    common |= words("takes_an_article")
    ends = _COMMON_END.search(low) and low not in words("proper_first_words")
    return low if low in common or ends else found[0]


@cache
def _joined_phrases() -> dict[str, str]:
    """Phrases of the table that hold a joint themselves."""
    return {phrase: plain for phrase, plain in load_words().items() if JOINT.search(phrase)}


def shares_its_noun(name: str) -> bool:
    """Whether one of joined names takes its noun from the last: in "hepatic or renal failure" and in "drug or
    alcohol abuse" the last is no name by itself."""
    *others, last = JOINT.split(name)[::2]
    shared = len(last.split()) > 1 and last.split()[-1].lower() in words("shared_nouns")
    return any(is_adjective(part) or (shared and _is_bare(part)) for part in others)


def _once(found: re.Match[str]) -> str:
    return found[0] if found[2] else f"{found[1]}{found[3]}"


def _is_bare(part: str) -> bool:
    """Without a noun of that kind, and no name of the table: "drug" of "drug or alcohol abuse"."""
    last = part.lower().split()[-1:]
    return not last or (last[0] not in words("shared_nouns") and _narrowed(_folded(part)) is None)


def is_adjective(part: str) -> bool:
    """Whether a piece of joined names needs a noun: "known" of "known or possible allergy"."""
    last = part.lower().split()[-1:]
    if not last or last[0] in _pairs("said_of_names") or last[0] in words("adjectives_alone"):
        return True
    return _whole(last[0]) is None and bool(_ADJECTIVE.search(last[0]))


def _part(part: str, *, shared: bool) -> str:
    """A name without joints: known phrases in plain words, the rest as it is."""
    pieces = _WORD.split(part)
    out: list[str] = []
    at = 1
    while at < len(pieces):
        out.append(pieces[at - 1])
        size, plain = _phrase(pieces, at, shared=shared)
        behind = (
            pieces[at + 2 * size] if pieces[at + 2 * size - 1] == " " and at + 2 * size < len(pieces) else ""
        )
        out.append(pieces[at] if plain is None else _fitted(plain, out, behind))
        at += 2 * size
    return uncapped("".join((*out, pieces[-1])), part)


def _phrase(pieces: list[str], at: int, *, shared: bool) -> tuple[int, str | None]:
    """How many words from here have plain words together, and those.

    A name of the table only at the end, and a short one only behind other words ("a heart attack",
    but not "high blood pressure that drugs do not hold down").
    """
    count = (len(pieces) - at) // 2
    for size in range(min(_LONGEST, count), 0, -1):
        span = pieces[at : at + 2 * size - 1]
        if any(gap != " " for gap in span[1::2]):
            continue
        phrase = _folded("".join(span))
        alone = shared and at == 1 and size == count
        plain = None if alone and size > 1 else load_words().get(phrase)
        if plain is None and size == count and not alone:
            plain = _at_the_end(phrase, pieces[at - 2] if at > 1 else "")
        if plain is not None:
            return size, plain
    return 1, None


def _at_the_end(phrase: str, before: str) -> str | None:
    """``before``: the word before it. A noun that names its kind keeps it ("knee osteoarthritis")."""
    plain = None if " " not in phrase and _ADJECTIVE.search(phrase) else _whole(phrase)
    if plain is None or not before:
        return plain
    fits = is_adjective(before) or before.lower() in words("before_a_name")
    short = len(_ARTICLE.sub("", plain).split()) <= _SHORT and "," not in plain
    return plain if fits and short else None


def _fitted(plain: str, before: list[str], behind: str) -> str:
    """Without its article where the words beside it leave no place for one ("no heart attack"); an "an" that
    stands before it becomes an "a" where it must."""
    places = [at for at, piece in enumerate(before) if piece.strip()]
    last = before[places[-1]].split()[-1] if places else ""
    if last.lower() in {"a", "an"} and before[places[-1]] == last:
        plain = _ARTICLE.sub("", plain)
        before[places[-1]] = article_of(plain)
    prepositions = words("before_an_article")
    joined = behind and behind.lower() not in prepositions and plain.split()[-1] not in prepositions
    takes = not last or last.lower() in prepositions
    return plain if takes and not joined else _ARTICLE.sub("", plain)


def uncapped(said: str, part: str) -> str:
    """What is said for a part of the record's words, with a small letter first where the capital there is but
    that of a sentence."""
    first = _WORD.split(part)[1] if _WORD.search(part) else ""
    plain = first[:1].isupper() and first[1:].islower() and part.startswith(first)
    plain = plain and not part.startswith(("®", "™"), len(first))
    if plain and not first.endswith("'s") and first.lower() not in words("proper_first_words"):
        return said[:1].lower() + said[1:]
    return said
