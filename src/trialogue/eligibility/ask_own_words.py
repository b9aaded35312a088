"""The question that puts the record's own words to a person, where a criterion was not read."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.eligibility.clean import plain_text
from trialogue.eligibility.for_whom import holds_for_some
from trialogue.eligibility.readability import easy
from trialogue.eligibility.say_about import about
from trialogue.eligibility.terms import explain
from trialogue.eligibility.topics import topic_of
from trialogue.model.question import Question, QuestionKind
from trialogue.model.requirement import Free

OWN_WORDS_HELP = "These are the words of the trial's record. If you are not sure, say that you do not know."


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where a criterion stands that is asked in its own words.

    ``lead``: words above it that say more than that a list follows. ``whether``: it only says for whom those
    below it hold. ``needed``: a plain "no" would keep the person out.
    """

    lead: str = ""
    whether: bool = False
    needed: bool = False


def own_words(key: str, text: str, setting: Setting | None = None) -> Question:
    """The question that puts a criterion's own words to the person: what they are about where they are hard
    to read, and hard words explained."""
    quote = plain_text(text)
    setting = setting or Setting()
    told = "" if easy(quote) else about(quote)
    asked = _asked(quote, setting)
    return Question(
        key=key,
        words=f"This is about {told}. {asked.format('it')}" if told else asked.format("this"),
        kind=QuestionKind.YESNO,
        topic=topic_of(Free(), quote),
        quote=" ".join(filter(None, (setting.lead, quote))),
        help=" ".join((OWN_WORDS_HELP, *(f"{term.word}: {term.plain}." for term in explain(quote)))),
    )


def _asked(quote: str, setting: Setting) -> str:
    if setting.whether:
        return "Are you one of those whom {} speaks of?"
    if setting.needed and holds_for_some(quote):
        return "Is {} true of you? Say yes, too, if it does not speak of people like you."
    return "Is {} true of you?"
