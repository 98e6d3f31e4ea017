"""Whom the words of a plan mean: one unit, all of a kind, a post, a person. No queries.

Nothing is guessed: where several would do, the meaning stays open and they are offered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from nastavnik.organisations.choices import AUTHORITIES, CENTRES, INSTITUTIONS, UnitKind
from nastavnik.people.choices import Post
from nastavnik.pure.actors import Actor, ActorKind
from nastavnik.roadmaps import wording
from nastavnik.roadmaps.choices import ActorState


@dataclass(frozen=True, slots=True)
class Meaning:
    """Whom an actor means; which fields are filled follows from `state` as in `ItemActor`."""

    state: str
    unit_id: int | None = None
    kinds: tuple[str, ...] = ()
    post: str = ""
    person_id: int | None = None

    @property
    def code(self) -> str:
        """A short text that `from_code` reads back, such as `post:curator:17`."""
        parts = [self.state, self.post, self.unit_id, self.person_id, ",".join(self.kinds)]
        return ":".join("" if part is None else str(part) for part in parts).rstrip(":")

    @classmethod
    def from_code(cls, code: str) -> Meaning:
        """Read `code` back. Raises ValueError when it is none."""
        state, post, unit, person, kinds = (*code.split(":"), "", "", "", "")[:5]
        return cls(
            ActorState(state).value,
            int(unit) if unit else None,
            tuple(UnitKind(kind).value for kind in kinds.split(",") if kind),
            Post(post).value if post else "",
            int(person) if person else None,
        )


UNRESOLVED = Meaning(ActorState.UNRESOLVED.value)
OUTSIDE = Meaning(ActorState.OUTSIDE.value)


class Where(StrEnum):
    """How a unit stands to the one whose plan it is."""

    OWN = "own"
    ABOVE = "above"
    BESIDE = "beside"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit that a plan may speak of, with its names as stems."""

    pk: int
    kind: str
    where: Where
    name: str
    names: tuple[wording.Words, ...]
    initials: frozenset[str]

    @classmethod
    def of(cls, pk: int, kind: str, where: Where, full_name: str, short_name: str) -> KnownUnit:
        """Return the unit with both its names made comparable."""
        called = dict.fromkeys((full_name, short_name))
        return cls(
            pk,
            kind,
            where,
            short_name,
            tuple(wording.stems_of(name) for name in called),
            frozenset().union(*(wording.initials_of(name) for name in called)),
        )


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person with a post in the plan's branch."""

    pk: int
    surname: str
    initials: str


def _stems(*words: str) -> frozenset[str]:
    return frozenset(map(wording.stem, words))


# the word a post begins with
_POSTS = tuple(
    (wording.stem(word), post)
    for word, post in (
        ("координатор", Post.TERRITORIAL_COORDINATOR),
        ("директор", Post.HEAD),
        ("руководитель", Post.HEAD),
        ("заведующий", Post.HEAD),
        ("начальник", Post.HEAD),
        ("министр", Post.HEAD),
        ("куратор", Post.CURATOR),
        ("наставник", Post.MENTOR),
        ("наставляемый", Post.MENTEE),
        ("методист", Post.METHODIST),
        ("эксперт", Post.EXPERT),
    )
)
# words that together name a post of the model
_WORDY_POSTS = (
    (_stems("ответственный", "форма"), Post.FORM_LEAD),
    (_stems("ответственный", "взаимодействие"), Post.LIAISON),
    (_stems("ответственный", "материально-техническое"), Post.LOGISTICS_LEAD),
    (_stems("специалист", "связь", "общественность"), Post.PR_EDITOR),
)
_HEADS_OF_AUTHORITIES = _stems("начальник", "министр")
_KINDS_OF_ACTORS: dict[str, tuple[str, ...]] = {
    ActorKind.MINISTRY: (UnitKind.MINISTRY,),
    ActorKind.REGIONAL_CENTRE: CENTRES,
    ActorKind.MUNICIPAL_AUTHORITY: AUTHORITIES,
}
_POST_KINDS = (ActorKind.HEAD, ActorKind.CURATOR, ActorKind.MENTOR, ActorKind.OTHER)
_MUNICIPAL = _stems("муниципальный", "территориальный")
_AUTHORITY_NOUNS = _stems("департамент", "управление", "отдел", "комитет")
_BODIES_OF_TOWNS = _stems("омсу", "моуо", "муоо")
_BODY = wording.stem("орган")
_MUNICIPAL_CENTRE = _stems("муниципальный", "центр")
_KIND_WORDS = (
    (_stems("дошкольный", "сад", "доу", "доо"), UnitKind.PRESCHOOL),
    (_stems("дополнительный"), UnitKind.EXTRACURRICULAR),
    (_stems("колледж", "техникум", "поо", "спо", "профессиональный"), UnitKind.COLLEGE),
    (_stems("школа", "сош", "лицей", "гимназия", "общеобразовательный"), UnitKind.SCHOOL),
)
_ANY_INSTITUTION = _stems("образовательный", "организация", "учреждение", "оо", "оу")
_INSTITUTION_WORDS = _ANY_INSTITUTION.union(*(words for words, _ in _KIND_WORDS))
# words that tell a kind of body or post, but not which one
_GENERIC = _INSTITUTION_WORDS | _MUNICIPAL | _AUTHORITY_NOUNS | _BODIES_OF_TOWNS
_GENERIC |= _stems(
    *"""
    министерство образование наука просвещение молодежь политика региональный край область
    республика центр наставничество рцн рмц мцн городской районный местный самоуправление орган
    осуществляющий сфера омс оуо руо гуо уо мо рцмн цмн мцмн целевой модель внедрение реализация
    программа все наш данный подведомственный детский система форма
    """.split()
)


@dataclass(frozen=True, slots=True)
class Directory:
    """Everybody a unit's plan may speak of, and the short names its branch uses."""

    own: KnownUnit
    units: tuple[KnownUnit, ...]
    people: tuple[KnownPerson, ...] = ()
    aliases: Mapping[wording.Words, Meaning] | None = None

    def find(self, actor: Actor, local: Mapping[wording.Words, str] | None = None) -> Meaning:
        """Return whom `actor` means, UNRESOLVED unless there is exactly one answer.

        `local` are the short names the document gives itself, by their stems.
        """
        named = self._person(actor)
        if named is not None or actor.kind == ActorKind.NAMED_PERSON:
            return named or UNRESOLVED
        stems = wording.stems_of(actor.text)
        if stems in (self.aliases or {}):
            return self._at_home((self.aliases or {})[stems])
        if local and stems in local and wording.stems_of(local[stems]) != stems:
            return self.find(replace(actor, text=local[stems]))
        post = self._post(actor, stems)
        if post is not None:
            return post
        if not _is_generic(stems):
            return self._unit_meaning(self.called(stems))
        exact = [unit for unit in self.units if stems in unit.names]
        return self._unit_meaning(exact) if len(exact) == 1 else self._by_kind(actor, stems)

    def called(self, stems: wording.Words) -> Sequence[KnownUnit]:
        """Return the units with the likest name: equal, abbreviated, within, all words."""
        letters = stems[0] if len(stems) == 1 else ""
        tests: tuple[Callable[[wording.Words, KnownUnit], bool], ...] = (
            lambda name, unit: wording.equal(stems, name),
            lambda name, unit: letters in unit.initials,
            lambda name, unit: wording.stands_in(stems, name),
            lambda name, unit: not _is_generic(name) and wording.stands_in(name, stems),
            lambda name, unit: wording.all_in(stems, name),
        )
        for test in tests:
            found = [unit for unit in self.units if any(test(name, unit) for name in unit.names)]
            if found:
                return found
        return ()

    def candidates(self, actor: Actor) -> Sequence[Meaning]:
        """Return whom an unresolved actor may mean, the likeliest first: offered, never taken."""
        offered = [
            Meaning(ActorState.PERSON.value, person_id=one.pk) for one in self._namesakes(actor)
        ]
        stems = wording.stems_of(actor.text)
        telling = [word for word in stems if word not in _GENERIC]
        post = _post_of(stems)
        if post:
            offered.append(_post_at(self.own, post))
            if self.top.kind not in INSTITUTIONS:
                everywhere = Meaning(
                    ActorState.POST.value, self.top.pk, INSTITUTION_KINDS, post.value
                )
                offered.append(everywhere)
        alike = [
            unit
            for unit in self.units
            if telling
            and any(wording.all_in([word], name) for word in telling for name in unit.names)
        ]
        offered += [_unit(unit) for unit in (self.called(stems) or alike)]
        fitting = _KINDS_OF_ACTORS.get(actor.kind, ())
        offered += [_unit(unit) for unit in self.units if unit.kind in fitting]
        return tuple(dict.fromkeys(offered))

    @property
    def top(self) -> KnownUnit:
        """The unit whose branch «все организации» means: a centre speaks for the one above it."""
        if self.own.kind in (UnitKind.MINISTRY, *AUTHORITIES, *INSTITUTIONS):
            return self.own
        above = [unit for unit in self.units if unit.where == Where.ABOVE]
        return above[-1] if above else self.own

    def _at_home(self, meaning: Meaning) -> Meaning:
        """An alias for all units of a kind means one of them in its own plan."""
        if meaning.state == ActorState.UNITS and self.own.kind in meaning.kinds:
            return _unit(self.own)
        return meaning if meaning.unit_id else replace(meaning, unit_id=self.top.pk)

    def _namesakes(self, actor: Actor) -> list[KnownPerson]:
        text = actor.person or (actor.text if actor.kind == ActorKind.NAMED_PERSON else "")
        parts = wording.parts_of_name(text)
        if parts is None:
            return []
        surname, initials = parts
        return [
            person
            for person in self.people
            if wording.same_surname(surname, person.surname)
            and person.initials.startswith(initials)
        ]

    def _person(self, actor: Actor) -> Meaning | None:
        found = self._namesakes(actor)
        return Meaning(ActorState.PERSON.value, person_id=found[0].pk) if len(found) == 1 else None

    def _post(self, actor: Actor, stems: wording.Words) -> Meaning | None:
        """Return the post that is named, None for none, UNRESOLVED when it is unclear where."""
        post = _post_of(stems)
        if post is None or actor.kind not in _POST_KINDS:
            return None
        rest = wording.stems_of(actor.organisation or "") or _rest_of(stems)
        if _MUNICIPAL & set(stems) and post in (Post.TERRITORIAL_COORDINATOR, Post.CURATOR):
            nearest = self._nearest(AUTHORITIES)
            return _post_at(nearest, Post.TERRITORIAL_COORDINATOR) if nearest else UNRESOLVED
        if rest and not _is_generic(rest):
            units = self.called(rest)
            return _post_at(units[0], post) if len(units) == 1 else UNRESOLVED
        if self.own.kind in INSTITUTIONS and stems[0] not in _HEADS_OF_AUTHORITIES:
            return _post_at(self.own, post)
        if stems[0] in _HEADS_OF_AUTHORITIES:
            return _post_at(self.own, post) if self.own.kind not in INSTITUTIONS else UNRESOLVED
        several = wording.is_plural(wording.words_of(actor.text)[0])
        if several or _INSTITUTION_WORDS & set(rest):
            return Meaning(ActorState.POST.value, self.top.pk, _kinds_in(stems), post.value)
        return UNRESOLVED

    def _by_kind(self, actor: Actor, stems: wording.Words) -> Meaning:
        """Return the only unit of the named kind, or all institutions of the branch."""
        if stems == ("мцн",) or set(stems) >= _MUNICIPAL_CENTRE:
            return self._only(UnitKind.MUNICIPAL_CENTRE)
        if actor.kind == ActorKind.MINISTRY:
            return self._only(UnitKind.MINISTRY)
        if actor.kind == ActorKind.REGIONAL_CENTRE:
            return self._only(UnitKind.REGIONAL_CENTRE)
        if actor.kind == ActorKind.MUNICIPAL_AUTHORITY:
            return self._authority(actor, stems)
        if actor.kind == ActorKind.INSTITUTION:
            if self.own.kind in INSTITUTIONS:
                return _unit(self.own)
            return Meaning(ActorState.UNITS.value, self.top.pk, _kinds_in(stems))
        return UNRESOLVED

    def _authority(self, actor: Actor, stems: wording.Words) -> Meaning:
        nearest = self._nearest(AUTHORITIES)
        if nearest is not None:
            # «орган управления образованием» names no body: any authority is one
            noun = set() if _BODY in stems else _AUTHORITY_NOUNS & set(stems)
            fits = not noun or any(noun & set(name) for name in nearest.names)
            return _unit(nearest) if fits else UNRESOLVED
        below = {unit.kind for unit in self.units if unit.where == Where.BELOW}
        if self.own.kind in CENTRES:  # speaks for the branch above it, whose units it does not list
            below |= set(AUTHORITIES)
        kinds = tuple(kind.value for kind in AUTHORITIES if kind in below)
        several = stems[0] in _BODIES_OF_TOWNS or wording.is_plural(wording.words_of(actor.text)[0])
        return (
            Meaning(ActorState.UNITS.value, self.top.pk, kinds) if kinds and several else UNRESOLVED
        )

    def _nearest(self, kinds: Iterable[str]) -> KnownUnit | None:
        """The unit itself or the nearest above that is of `kinds`."""
        chain = [unit for unit in self.units if unit.where in (Where.ABOVE, Where.OWN)]
        return next((unit for unit in reversed(chain) if unit.kind in kinds), None)

    def _only(self, kind: str) -> Meaning:
        return self._unit_meaning([unit for unit in self.units if unit.kind == kind])

    @staticmethod
    def _unit_meaning(found: Sequence[KnownUnit]) -> Meaning:
        return _unit(found[0]) if len(found) == 1 else UNRESOLVED


INSTITUTION_KINDS = tuple(kind.value for kind in INSTITUTIONS)


def _unit(unit: KnownUnit) -> Meaning:
    return Meaning(ActorState.UNIT.value, unit.pk)


def _post_at(unit: KnownUnit, post: Post) -> Meaning:
    return Meaning(ActorState.POST.value, unit.pk, post=post.value)


def _is_generic(stems: Iterable[str]) -> bool:
    return all(word in _GENERIC for word in stems)


def _post_of(stems: Sequence[str]) -> Post | None:
    """The post that the first telling word names: «куратор РЦМН», «муниципальный координатор»."""
    for words, post in _WORDY_POSTS:
        if words <= set(stems):
            return post
    head = next((word for word in stems if word not in _GENERIC), "")
    return next((post for word, post in _POSTS if head.startswith(word)), None)


def _rest_of(stems: Sequence[str]) -> wording.Words:
    """What is said of the post: «школы № 5» in «директор школы № 5»."""
    if any(words <= set(stems) for words, _ in _WORDY_POSTS):
        return ()
    at = next((place for place, word in enumerate(stems) if word not in _GENERIC), 0)
    return tuple(stems[at + 1 :])


def _kinds_in(stems: Iterable[str]) -> tuple[str, ...]:
    """The kinds of institutions that the words name; every kind when they name none."""
    words = set(stems)
    named = tuple(kind.value for signs, kind in _KIND_WORDS if signs & words)
    return named or INSTITUTION_KINDS
