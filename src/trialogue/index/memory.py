"""The index in memory: the declared reference of what each filter means. Slow and obvious."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from trialogue.index.aliases import agreed
from trialogue.index.document import OPEN_STATUSES, StudyDocument, hours
from trialogue.index.fields import AREAS, NAME_FIELDS, SPONSOR, TEXT, field_texts
from trialogue.index.lexicon import Lexicon
from trialogue.index.nearest import METRES, nearest_site
from trialogue.index.reasons import Explainer, shown_texts
from trialogue.index.relax import FACETS, counting, relaxations, without
from trialogue.index.synonyms import Synonyms
from trialogue.index.vocabulary import lay_names_of_phenotypes, lay_synonyms
from trialogue.index.wanted import Group, Wanted, wanted
from trialogue.index.words import words
from trialogue.insight.counted_sets import set_number
from trialogue.model.codes import Sex
from trialogue.model.ids import NctId
from trialogue.model.search import Found, Hit, Query, Sort, Suggestion

Texts = dict[str, list[list[str]]]


class MemoryIndex:
    """Keeps the promise of ``Index`` for as many studies as a test has."""

    def __init__(self, documents: Iterable[StudyDocument] = ()) -> None:
        self._documents: dict[NctId, StudyDocument] = {}
        self._texts: dict[NctId, Texts] = {}
        self._marker = 0
        self.apply(documents, (), 0)

    def apply(self, documents: Iterable[StudyDocument], deleted: Iterable[NctId], marker: int) -> None:
        for document in documents:
            self._documents[document.nct_id] = document
            texts = field_texts(document)
            self._texts[document.nct_id] = {
                field: [words(text) for text in several] for field, several in texts.items()
            }
        for nct_id in deleted:
            self._documents.pop(nct_id, None)
            self._texts.pop(nct_id, None)
        self._lexicon = self._read_lexicon()
        evidence = Counter(line for document in self._documents.values() for line in document.aliases)
        self._synonyms = Synonyms(agreed(evidence.items()), lay_names_of_phenotypes(), lay_synonyms())
        self._marker = marker

    def rebuild(self, documents: Iterable[StudyDocument], marker: int) -> int:
        fresh = list(documents)
        self._documents, self._texts = {}, {}
        self.apply(fresh, (), marker)
        return self.size()

    def marker(self) -> int:
        return self._marker

    def trouble(self) -> str:
        return ""

    def size(self) -> int:
        return len(self._documents)

    def close(self) -> None:
        """Nothing to let go of."""

    def search(self, query: Query) -> Found:
        asked = self._asked(query)
        passing = self._passing(query)
        order = self._order(query, asked)
        shown = sorted(passing, key=order)[query.offset : query.offset + query.limit]
        facets = {name: self._facet(name, self._passing(without(query, name))) for name in FACETS}
        spoken = asked.values()
        return Found(
            total=len(passing),
            hits=tuple(self._hit(document, query, asked) for document in shown),
            facets=facets,
            corrected={a: b for one in spoken for a, b in one.corrected},
            synonyms=tuple(dict.fromkeys(name for one in spoken for name in one.synonyms)),
            relaxations=() if passing else relaxations(query, lambda q: len(self._passing(counting(q)))),
        )

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        prefix = " ".join(words(text))
        counts: Counter[tuple[str, str]] = Counter()
        for document in self._documents.values():
            for kind, names in (("condition", document.conditions), ("intervention", document.interventions)):
                counts.update({(kind, name) for name in names if _begins(name, prefix)})
        best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit] if prefix else []
        return tuple(Suggestion(text=name, kind=kind, count=count) for (kind, name), count in best)

    def _asked(self, query: Query) -> dict[str, Wanted]:
        return {area: wanted(getattr(query, area), self._lexicon, self._synonyms) for area in AREAS}

    def _passing(self, query: Query) -> list[StudyDocument]:
        asked = self._asked(query)
        return [document for document in self._documents.values() if self._passes(document, query, asked)]

    def _passes(self, document: StudyDocument, query: Query, asked: dict[str, Wanted]) -> bool:
        texts = self._texts[document.nct_id]
        return (
            all(_says(texts, area, one) for area, one in asked.items())
            and _sponsored(texts, query)
            and all(check(document, query) for check in CHECKS.values())
        )

    def _order(self, query: Query, asked: dict[str, Wanted]) -> Callable[[StudyDocument], tuple[float, ...]]:
        def newest(document: StudyDocument) -> tuple[float, ...]:
            return (-(document.posted.toordinal() if document.posted else 0), -document.number)

        def standing(document: StudyDocument) -> tuple[float, ...]:
            return (document.status not in OPEN_STATUSES, *newest(document))

        def distance(document: StudyDocument) -> tuple[float, ...]:
            site = nearest_site(document, query.near)
            where = (not site.recruiting, round(site.distance_km, METRES)) if site else (True, float("inf"))
            return (*where, *newest(document))

        def relevance(document: StudyDocument) -> tuple[float, ...]:
            return (-self._score(document, asked), *standing(document))

        return {Sort.NEWEST: newest, Sort.DISTANCE: distance, Sort.RELEVANCE: relevance}[query.sort]

    def _score(self, document: StudyDocument, asked: dict[str, Wanted]) -> float:
        texts = self._texts[document.nct_id]
        return sum(
            max(
                (weight for field, weight in AREAS[area].items() if _stands(texts, (field,), group)),
                default=0,
            )
            for area, one in asked.items()
            for group in one.groups
        )

    def _hit(self, document: StudyDocument, query: Query, asked: dict[str, Wanted]) -> Hit:
        return Hit(
            nct_id=document.nct_id,
            score=self._score(document, asked),
            title=document.title,
            status=document.status,
            phases=document.phases,
            reasons=Explainer(asked.values()).reasons(*shown_texts(document)),
            nearest=nearest_site(document, query.near),
        )

    def _facet(self, name: str, passing: list[StudyDocument]) -> dict[str, int]:
        return dict(Counter(code for document in passing for code in _codes(name, document)))

    def _read_lexicon(self) -> Lexicon:
        counts: dict[str, Counter[str]] = {field: Counter() for field in (*NAME_FIELDS, TEXT)}
        for texts in self._texts.values():
            for field, counter in counts.items():
                counter.update(_standing(texts, (field,)))
        return Lexicon(_CountedTerms(counts))


class _CountedTerms:
    """The words of all studies, counted field by field."""

    def __init__(self, counts: dict[str, Counter[str]]) -> None:
        self._counts = counts

    def frequency(self, word: str) -> int:
        return max(counter[word] for counter in self._counts.values())

    def starting(self, prefix: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for field in NAME_FIELDS:
            for word, count in self._counts[field].items():
                if word.startswith(prefix):
                    found[word] = max(count, found.get(word, 0))
        return found

    def names(self) -> dict[str, int]:
        return self.starting("")


def _says(texts: Texts, area: str, one: Wanted) -> bool:
    """Whether enough of what is asked stands in the fields of the area."""
    return sum(_stands(texts, AREAS[area], group) for group in one.groups) >= one.needed


def _stands(texts: Texts, fields: Iterable[str], group: Group) -> bool:
    fields = list(fields)
    standing = _standing(texts, fields)
    if all(any(form in standing for form in forms) for forms in group.typed):
        return True
    return any(_run(text, phrase) for phrase in group.synonyms for f in fields for text in texts[f])


def _standing(texts: Texts, fields: Iterable[str]) -> set[str]:
    return {word for field in fields for text in texts[field] for word in text}


def _run(text: list[str], phrase: tuple[str, ...]) -> bool:
    """Whether the words of the phrase stand in the text one after the other."""
    return any(tuple(text[i : i + len(phrase)]) == phrase for i in range(len(text) - len(phrase) + 1))


def _sponsored(texts: Texts, query: Query) -> bool:
    """The words stand, in their order, in the name of the lead sponsor or of a collaborator."""
    phrase = tuple(words(query.sponsor))
    return not phrase or any(_run(text, phrase) for text in texts[SPONSOR])


def _near(document: StudyDocument, query: Query) -> bool:
    """With a radius: some site lies inside it, whether or not it takes people."""
    if query.near is None or query.near.radius_km is None:
        return True
    return nearest_site(document, query.near) is not None


def _age(document: StudyDocument, query: Query) -> bool:
    """The study would take a person of this age."""
    return query.age_years is None or document.age_from <= hours(query.age_years) < document.age_below


def _sex(document: StudyDocument, query: Query) -> bool:
    return query.sex in {None, Sex.ALL} or document.sex in {Sex.ALL, query.sex}


def _healthy(document: StudyDocument, query: Query) -> bool:
    return query.healthy_volunteers in {None, bool(document.healthy_volunteers)}


def _results(document: StudyDocument, query: Query) -> bool:
    return query.has_results in {None, document.has_results}


CHECKS: dict[str, Callable[[StudyDocument, Query], bool]] = {
    "near": _near,
    "same": lambda d, q: not q.same or set_number(q.same) in d.sets,
    "age_years": _age,
    "sex": _sex,
    "healthy_volunteers": _healthy,
    "has_results": _results,
    "statuses": lambda d, q: not q.statuses or d.status in q.statuses,
    "phases": lambda d, q: not q.phases or bool(q.phases & set(d.phases)),
    "study_types": lambda d, q: not q.study_types or d.study_type in q.study_types,
    "age_groups": lambda d, q: not q.age_groups or bool(q.age_groups & set(d.age_groups)),
    "sponsor_classes": lambda d, q: not q.sponsor_classes or d.sponsor_class in q.sponsor_classes,
}


def _codes(facet: str, document: StudyDocument) -> Iterator[str]:
    """The choices of a facet that would keep this study."""
    if facet == "statuses":
        yield document.status
    elif facet == "study_types" and document.study_type:
        yield document.study_type
    elif facet == "phases":
        yield from set(document.phases)
    elif facet == "age_groups":
        yield from document.age_groups
    elif facet == "sponsor_classes":
        yield document.sponsor_class
    elif facet == "has_results":
        yield "true" if document.has_results else "false"
    elif facet == "sex":
        yield from (sex for sex in (Sex.FEMALE, Sex.MALE) if document.sex in {Sex.ALL, sex})


def _begins(name: str, prefix: str) -> bool:
    """Whether the name, or the part of it from some word on, begins like this."""
    cut = words(name)
    return any(" ".join(cut[start:]).startswith(prefix) for start in range(len(cut)))
