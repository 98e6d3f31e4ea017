"""The papers of a plan: its passport, scans of what was signed (R17, R18)."""

from __future__ import annotations

from django.db import transaction

from nastavnik.audit.services import record
from nastavnik.files.models import StoredFile
from nastavnik.kernel import clock
from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Right, Scope
from nastavnik.roadmaps import rules
from nastavnik.roadmaps.choices import ScanKind
from nastavnik.roadmaps.models import Passport, Scan
from nastavnik.roadmaps.services.locking import lock_roadmap


@transaction.atomic
def save_passport(scope: Scope, roadmap_pk: int, *, version: int, **texts: str) -> Passport:
    """Write the passport of the plan; `texts` by the fields of `Passport`.

    Raises Conflict when it has changed since `version` was shown (0: there was none), RuleBroken
    in a state in which the plan may not be changed.
    """
    roadmap, path = lock_roadmap(scope, roadmap_pk, Right.WRITE_ROADMAPS)
    rules.check_can_correct(roadmap)
    passport = Passport.objects.filter(roadmap=roadmap).first() or Passport(roadmap=roadmap)
    rules.check_passport_version(passport.version if passport.pk else 0, version)
    for name in rules.PASSPORT_FIELDS:
        if name in texts:
            setattr(passport, name, texts[name].strip())
    passport.version = version + 1
    passport.save()
    record(scope, "save_passport", roadmap, branch=path, fields=sorted(texts))
    return passport


@transaction.atomic
def add_scan(
    scope: Scope, roadmap_pk: int, *, kind: str, file: StoredFile, title: str = ""
) -> Scan:
    """Put a scan of a signed paper to the plan."""
    roadmap, path = lock_roadmap(scope, roadmap_pk, Right.WRITE_ROADMAPS)
    scan = Scan.objects.create(
        roadmap=roadmap,
        kind=ScanKind(kind),
        title=title.strip(),
        file=file,
        added_by=scope.user_id,
    )
    record(scope, "add_scan", roadmap, branch=path, scan=scan.pk, kind=kind)
    return scan


@transaction.atomic
def remove_scan(scope: Scope, scan_pk: int) -> Scan:
    """Take a scan out of the packet; its row and file stay."""
    scan = Scan.objects.filter(pk=scan_pk, removed=None).first()
    if scan is None:
        raise Missing("scan")
    roadmap, path = lock_roadmap(scope, scan.roadmap_id, Right.WRITE_ROADMAPS)
    scan.removed = clock.now()
    scan.save(update_fields=["removed"])
    record(scope, "remove_scan", roadmap, branch=path, scan=scan.pk)
    return scan
