"""Taking a plan in: an intake is read, confirmed into a roadmap, taken back whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.db import transaction
from django.db.models import ProtectedError

from nastavnik.audit.services import record
from nastavnik.documents import selectors as documents_read
from nastavnik.documents import services as documents
from nastavnik.documents.choices import ActKind
from nastavnik.documents.models import Act
from nastavnik.imports import reader
from nastavnik.imports import rules as imports_rules
from nastavnik.imports import selectors as imports_read
from nastavnik.imports import services as imports
from nastavnik.imports.choices import IntakeState
from nastavnik.imports.models import Intake
from nastavnik.kernel.errors import RuleBroken
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.models import Unit
from nastavnik.pure.acts import Reference
from nastavnik.pure.occurrences import windows_of
from nastavnik.pure.plans import Corrections, Item, Plan, read_plan
from nastavnik.pure.source import Source
from nastavnik.roadmaps import rules
from nastavnik.roadmaps.models import Roadmap
from nastavnik.roadmaps.services import create_roadmap_from_plan, remove_roadmap

RECURRING = frozenset({"yearly", "monthly", "quarterly", "continuous", "periodic"})
KEPT_READINGS = 8  # one of 2,000 items takes about 10 MB


def corrections_of(intake: Intake) -> Corrections:
    """Return what people corrected in the reading of the intake."""
    return Corrections.from_json(intake.corrections)


def read_intake(intake: Intake) -> Plan:
    """Read the intake's document with its corrections. A reading is kept for the next page."""
    return _Reading(intake).plan()


class _Reading:
    """An intake as a key of the cache: equal ones have the same words and corrections."""

    def __init__(self, intake: Intake) -> None:
        self.intake = intake
        self.key = (intake.pk, intake.fingerprint, intake.version)

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Reading) and self.key == other.key

    @lru_cache(maxsize=KEPT_READINGS)  # noqa: B019 - a kept reading is the point
    def plan(self) -> Plan:
        return read_plan(Source.from_json(self.intake.source), corrections_of(self.intake))


def past_items(plan: Plan, on: date) -> tuple[Item, ...]:
    """Return the items whose last term is over before `on`; a term without an end never is."""
    return tuple(
        item for item in plan.items if (last := last_day(item, plan)) is not None and last < on
    )


def last_day(item: Item, plan: Plan) -> date | None:
    """Return the last day of the item's term; None when it has none or goes on without end."""
    goes_on = item.term.kind in RECURRING or item.term.then in RECURRING
    if goes_on and plan.period is None and item.term.until_year is None and item.term.end is None:
        return None
    return max((last for _, last in windows_of(item.term, plan.period)), default=None)


def find_twin(unit: Unit, plan: Plan) -> Roadmap | None:
    """Return a roadmap of `unit` that rests on an act with the same number and date."""
    if not (plan.act.number and plan.act.date):
        return None
    same = Roadmap.objects.filter(
        unit=unit, act__number=plan.act.number, act__date=plan.act.date
    ).select_related("act")
    return same.first()


def find_roadmap(intake: Intake) -> Roadmap | None:
    """Return what the intake was confirmed into."""
    return Roadmap.objects.filter(intake=intake).first()


@dataclass(frozen=True, slots=True)
class Imported:
    """What `import_plan` found: the reading, and the roadmap once it stands.

    `intake` is None in a dry run of a document that is new; `is_new` tells whether this call made
    the roadmap; `past` are the items a person has to be asked about.
    """

    plan: Plan
    past: tuple[Item, ...]
    intake: Intake | None = None
    roadmap: Roadmap | None = None
    is_new: bool = False


def import_plan(
    scope: Scope,
    unit: Unit,
    file: Path,
    *,
    apply: bool,
    on: date,
    outcomes: Mapping[str, str] | None = None,
) -> Imported:
    """Take the plan in `file` in at once, as the pages do in two steps; dry unless `apply`.

    A document that is on its way already goes on with the corrections people made to it; one that
    was confirmed is left as it is. Raises RuleBroken for a file that cannot be read.
    """
    if not apply:
        return _look(scope, unit, file, on)
    with file.open("rb") as content:
        intake, _ = imports.receive_file(scope, unit, file.name, content)
    is_new = intake.state == IntakeState.PREVIEW
    plan = read_intake(intake)
    roadmap = confirm_intake(scope, intake, version=intake.version, outcomes=outcomes)
    return Imported(plan, past_items(plan, on), intake, roadmap, is_new)


def _look(scope: Scope, unit: Unit, file: Path, on: date) -> Imported:
    scope.require(Right.IMPORT_PLANS, organisations.path_of(unit.pk, scope.on))
    try:
        source = reader.read_file(file)
    except reader.Unreadable as refusal:
        raise RuleBroken(refusal.message, field="file") from refusal
    intake = imports_read.find_same(scope, unit, source)
    if intake is None:
        plan = read_plan(source)
        return Imported(plan, past_items(plan, on))
    plan = read_intake(intake)
    return Imported(plan, past_items(plan, on), intake, find_roadmap(intake))


@transaction.atomic
def confirm_intake(
    scope: Scope, intake: Intake, *, version: int, outcomes: Mapping[str, str] | None = None
) -> Roadmap:
    """Make a roadmap of the document as it was read and corrected; all of it or nothing.

    `outcomes` say what became of items whose term is past, by the item's key. Confirming again
    gives the same roadmap. Raises Conflict when the corrections are not those of `version`,
    RuleBroken when there is nothing to take in.
    """
    locked = imports.lock_intake(scope, intake.pk)
    if locked.state == IntakeState.CONFIRMED:
        return Roadmap.objects.get(intake=locked)
    imports_rules.check_can_correct(locked, version)
    plan = read_intake(locked)
    _check_outcomes(plan, outcomes or {})
    path = organisations.path_of(locked.unit_id, scope.on)
    scope.require(Right.IMPORT_PLANS, path)
    act, is_new = _register_act(scope, locked.unit, plan)
    roadmap = create_roadmap_from_plan(
        scope, locked.unit, plan, act=act, intake=locked, outcomes=outcomes or {}
    )
    imports.settle_intake(scope, locked, "confirm", **({"act": act.pk} if act and is_new else {}))
    return roadmap


@transaction.atomic
def undo_intake(scope: Scope, intake: Intake) -> None:
    """Take the roadmap back whole, and the act if this intake registered it and nobody uses it.

    Raises RuleBroken once somebody has worked on the roadmap, or when there is nothing to undo.
    """
    locked = imports.lock_intake(scope, intake.pk)
    imports_rules.next_state(locked, "undo")
    remove_roadmap(scope, Roadmap.objects.get(intake=locked))
    if "act" in locked.made:
        _withdraw_act(scope, documents_read.get_act(scope, locked.made["act"]))
    imports.settle_intake(scope, locked, "undo")


def _check_outcomes(plan: Plan, outcomes: Mapping[str, str]) -> None:
    keys = {item.key for item in plan.items}
    for key, outcome in outcomes.items():
        rules.check_outcome(outcome)
        if key not in keys:
            raise RuleBroken("Такого мероприятия в документе нет: откройте проверку заново.")


def _register_act(scope: Scope, unit: Unit, plan: Plan) -> tuple[Act | None, bool]:
    """Register the act the plan rests on; (None, False) when the document names none."""
    act = plan.act
    if not (act.kind or act.number or act.date):
        return None, False
    requisites = documents.Requisites(
        kind=act.kind if act.kind in ActKind.values else ActKind.OTHER,
        number=_within(act.number or "", 60),
        date=act.date,
        title=act.title,
        issuer=act.issuer,
        signatory=_within(act.signatory, 200),
        signatory_post=_within(act.signatory_post, 300),
        controller=act.controller,
    )
    citations = [_citation(plan, reference) for reference in act.references]
    return documents.register_act(scope, unit, requisites, citations)


def _citation(plan: Plan, reference: Reference) -> documents.Citation:
    problems = [
        finding.message
        for finding in plan.findings
        if finding.place == reference.place and finding.quote == reference.quote
    ]
    return documents.Citation(
        relation=reference.relation,
        quote=reference.quote,
        issuer=reference.issuer,
        number=_within(reference.number or "", 100),
        date=reference.date,
        problem=" ".join(problems),
    )


def _within(text: str, length: int) -> str:
    """Cut a misread requisite to what the register holds; the source keeps it whole."""
    return text if len(text) <= length else text[: length - 1] + "…"


def _withdraw_act(scope: Scope, act: Act) -> None:
    try:
        with transaction.atomic():
            documents.withdraw_act(scope, act)
    except ProtectedError:  # another plan or a post rests on it: it stays in the register
        path = organisations.path_of(act.unit_id, scope.on)
        record(scope, "keep_act", act, branch=path)
