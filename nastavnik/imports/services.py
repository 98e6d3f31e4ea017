"""What is done with a document on its way in: receive, correct, discard; confirm and undo.

Confirming makes something of the document; that is the work of the room the document is for,
which then moves the intake on with `settle_intake`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from django.db import transaction

from nastavnik.audit.services import record
from nastavnik.files import services as files
from nastavnik.files import storage
from nastavnik.files.models import StoredFile
from nastavnik.imports import reader, rules
from nastavnik.imports.choices import IntakeKind
from nastavnik.imports.models import Intake
from nastavnik.kernel import clock
from nastavnik.kernel.errors import Missing, RuleBroken
from nastavnik.kernel.scope import Right, Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.models import Unit
from nastavnik.pure.source import Source


def receive_file(
    scope: Scope,
    unit: Unit,
    name: str,
    content: BinaryIO,
    *,
    encoding: str = "",
    kind: str = IntakeKind.PLAN,
) -> tuple[Intake, bool]:
    """Read the file called `name` for `unit`; returns the intake and whether it is new.

    `encoding` is for texts whose encoding was guessed wrong. Raises RuleBroken (field "file")
    when the file cannot be read: then nothing of it is kept.
    """
    path = organisations.path_of(unit.pk, scope.on)
    scope.require(Right.IMPORT_PLANS, path)
    with storage.incoming(content) as arrived:
        try:
            source = reader.read_file(arrived.path, name, encoding=encoding)
        except reader.Unreadable as refusal:
            raise RuleBroken(refusal.message, field="file") from refusal

        def store() -> StoredFile:
            return files.keep_arrived(scope, name, arrived, right=Right.IMPORT_PLANS, path=path)

        return _take_in(scope, unit, path, kind, source, file=store)


def receive_text(
    scope: Scope, unit: Unit, text: str, *, kind: str = IntakeKind.PLAN
) -> tuple[Intake, bool]:
    """Take a pasted text in for `unit`; returns the intake and whether it is new.

    Raises RuleBroken (field "text") when there is nothing to read.
    """
    path = organisations.path_of(unit.pk, scope.on)
    scope.require(Right.IMPORT_PLANS, path)
    try:
        source = reader.read_pasted(text)
    except reader.Unreadable as refusal:
        raise RuleBroken(refusal.message, field="text") from refusal
    return _take_in(scope, unit, path, kind, source)


@transaction.atomic
def _take_in(
    scope: Scope, unit: Unit, path: str, kind: str, source: Source, **file: Any
) -> tuple[Intake, bool]:
    """Make the intake of `source` unless the unit has one already: two at once make one."""
    intake, is_new = Intake.objects.get_or_create(
        unit=unit,
        kind=kind,
        fingerprint=rules.fingerprint_of(source),
        state__in=rules.LIVING,
        defaults={
            "source": source.to_json(),
            "title": rules.title_of(source),
            "created_by_id": scope.user_id,
            **file,
        },
    )
    if is_new:
        record(scope, "receive_document", intake, branch=path, format=source.format)
    return intake, is_new


@transaction.atomic
def reread_file(scope: Scope, intake: Intake, *, encoding: str, version: int) -> Intake:
    """Read the stored file again in `encoding`, where the guess was wrong; corrections go.

    Raises Conflict when somebody has corrected it meanwhile, RuleBroken when it cannot be read so
    or the document read so is taken in already.
    """
    locked, path = _lock(scope, intake)
    rules.check_can_correct(locked, version)
    if locked.file is None:
        raise RuleBroken("Вставленный текст не имеет кодировки.")
    try:
        source = reader.read_file(
            storage.path_of(locked.file.sha256), locked.file.name, encoding=encoding
        )
    except reader.Unreadable as refusal:
        raise RuleBroken(refusal.message, field="encoding") from refusal
    locked.fingerprint = rules.fingerprint_of(source)
    twins = Intake.objects.filter(
        unit=locked.unit_id,
        kind=locked.kind,
        fingerprint=locked.fingerprint,
        state__in=rules.LIVING,
    )
    if twins.exclude(pk=locked.pk).exists():
        raise RuleBroken("Этот документ уже принят: он есть в списке.", field="encoding")
    locked.source, locked.corrections = source.to_json(), []
    locked.title = rules.title_of(source)
    locked.version += 1
    locked.save(update_fields=["fingerprint", "title", "source", "corrections", "version"])
    record(scope, "reread_document", locked, branch=path, encoding=encoding)
    return locked


@transaction.atomic
def save_corrections(
    scope: Scope,
    intake: Intake,
    corrections: Sequence[Mapping[str, Any]],
    *,
    version: int,
) -> Intake:
    """Keep a person's corrections, made on the reading of `version`.

    Raises Conflict when that is not the latest, RuleBroken when the preview is over.
    """
    locked, path = _lock(scope, intake)
    rules.check_can_correct(locked, version)
    locked.corrections = list(corrections)
    locked.version += 1
    locked.save(update_fields=["corrections", "version"])
    record(scope, "correct_document", locked, branch=path, version=locked.version)
    return locked


@transaction.atomic
def discard_intake(scope: Scope, intake: Intake) -> Intake:
    """Put a document aside that is not to be taken in; it stays in the list."""
    return settle_intake(scope, lock_intake(scope, intake.pk), "discard")


def lock_intake(scope: Scope, pk: int) -> Intake:
    """Return the intake under a row lock: one person at a time settles it.

    Raises Missing outside the scope's branches, NotAllowed without the right to take documents in.
    """
    intake = Intake.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if intake is None:
        raise Missing("intake")
    path = organisations.path_of(intake.unit_id, scope.on)
    if not scope.may(Right.SEE_ROADMAPS, path):
        raise Missing("intake")
    scope.require(Right.IMPORT_PLANS, path)
    return intake


def settle_intake(scope: Scope, intake: Intake, verb: str, **made: int) -> Intake:
    """Move a locked intake by `verb` (confirm, discard, undo), inside the caller's transaction.

    `made` are keys of rows that confirming made beside its target.
    """
    path = organisations.path_of(intake.unit_id, scope.on)
    scope.require(Right.IMPORT_PLANS, path)
    intake.state = rules.next_state(intake, verb)
    intake.closed = clock.now()
    intake.made = made
    intake.save(update_fields=["state", "closed", "made"])
    record(scope, f"{verb}_document", intake, branch=path)
    return intake


def _lock(scope: Scope, intake: Intake) -> tuple[Intake, str]:
    locked = lock_intake(scope, intake.pk)
    return locked, organisations.path_of(locked.unit_id, scope.on)
