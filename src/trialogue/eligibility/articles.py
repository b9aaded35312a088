"""``a`` or ``an`` before the name of a thing that can be counted: "a severe infection", but "asthma".

What can be counted is told by the noun before any "of" or "with": by a list (``takes_an_article``) or
by its ending ("a colonoscopy"). A plural takes none, nor what has such a word ("my", "no") before it.
"""

from __future__ import annotations

import itertools
import re

from trialogue.eligibility.plain_names import JOINT, article_of, is_adjective, shares_its_noun
from trialogue.eligibility.word_lists import phrases, words

_BEHIND = re.compile(
    r" (?:\(|(?:to(?! (?:severe|moderate))|of|with|for|in|from|due|on|by|that|which|who|after|before|during"
    r"|caused|not|at)\b)"
)
# Of "a sore, swollen liver", which is one name.
_BEGUN = re.compile(
    r"^an? (?:\w+ )?(?:sore|fatty|runny|fast|slow|hard|dry|weak|sudden|very|stiff|narrow|bad)$"
)
_DETERMINER = r"(?:an?|the|any|no|not|my|your|another|some|such|this|these|all|each|every|both|either|two)"
_DETERMINED = re.compile(rf"(?<![\w-]){_DETERMINER}(?![\w-])")
_DOING = re.compile(
    r"^(?:receiving|taking|using|having|being|getting|needing|requiring|without|other than)\b"
)
_COUNTED = re.compile(r"\w{3}(?:ectomy|otomy|ostomy|plasty|oscopy|gram|aneurysm|adenoma|angioma|[pr]essant)$")
_OTHER = re.compile(r"^other ")


def with_articles(said: str, name: str) -> str:
    """What is said for a name, each of its joined names with the article that it takes.

    ``name``: the record's, that tells whether they share their noun ("a known or possible allergy").
    """
    if not JOINT.search(name):
        return with_article(said)
    pieces = JOINT.split(said)
    if not shares_its_noun(name):
        before = [("", ""), ("", ""), *itertools.pairwise(pieces)]
        return "".join(
            one if at % 2 or joint == "/" or _BEGUN.match(name_before) else with_article(one)
            for at, (one, (name_before, joint)) in enumerate(zip(pieces, before, strict=False))
        )
    names = pieces[::2]
    bare = any(_DETERMINED.search(_head(one)) or _is_many(one) for one in names[:-1])
    return said if bare or not _counted(_shared(names)) else _before(said)


def with_article(said: str) -> str:
    """One name with the article that it takes."""
    return _before(said) if _counted(said) and not _DETERMINED.search(_head(said)) else said


def _head(said: str) -> str:
    return _BEHIND.split(said, maxsplit=1)[0].lower()


def _counted(said: str) -> bool:
    head = _head(said)
    noun = head.split()[-1:]
    if not noun or not said[0].isalpha() or _DOING.search(head):
        return False
    if any(head == mass or head.endswith(f" {mass}") for mass in phrases("takes_no_article")):
        return False
    another = bool(_OTHER.search(head)) and noun[0] in words("counted_behind_other")
    one = head != noun[0] and noun[0] in words("counted_behind_a_word")
    return another or one or noun[0] in words("takes_an_article") or bool(_COUNTED.search(noun[0]))


def _shared(names: list[str]) -> str:
    """The name whose noun the others share: the first behind adjectives alone, else the last."""
    whole = [one for one in names if _BEHIND.search(one) or not is_adjective(one)]
    first = whole[0] if whole else names[-1]
    return names[-1] if first is names[0] and not _BEHIND.search(first) else first


def _is_many(name: str) -> bool:
    """Whether it is a plural: "lung diseases or a severe infection"."""
    head = _head(name)
    return head.endswith("s") and not head.endswith(("ss", "ous", "is", "us"))


def _before(said: str) -> str:
    if _OTHER.search(said):
        return f"an{said}"
    return f"{article_of(said)} {said}"
