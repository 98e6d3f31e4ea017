"""Keeping what people attach: the bytes once on the disk, a row for each time they came."""

from __future__ import annotations

from collections.abc import Collection
from typing import BinaryIO

from django.db import transaction

from nastavnik.audit.services import record
from nastavnik.files import rules, storage
from nastavnik.files.choices import EVIDENCE_KINDS, FileKind
from nastavnik.files.models import StoredFile
from nastavnik.kernel.scope import Right, Scope


def keep_upload(
    scope: Scope,
    name: str,
    content: BinaryIO,
    *,
    right: Right,
    path: str,
    kinds: Collection[FileKind] = EVIDENCE_KINDS,
) -> StoredFile:
    """Keep what a person attaches under `name` at the unit with `path`, where `right` lets them.

    Only the first bytes are looked at: nothing is opened. Raises RuleBroken (field "file") for a
    file that is too large, empty or of another kind than its extension or `kinds` say.
    """
    scope.require(right, path)
    with storage.incoming(content) as arrived:
        rules.check_kind(rules.clean_name(name), arrived.head(rules.HEAD), kinds)
        return keep_arrived(scope, name, arrived, right=right, path=path)


@transaction.atomic
def keep_arrived(
    scope: Scope, name: str, arrived: storage.Incoming, *, right: Right, path: str
) -> StoredFile:
    """Keep a file that has arrived and whose content the caller has judged.

    The journal gets the hash of the bytes, so its chain proves them as well. When the caller's
    transaction is undone the bytes stay, under a hash that nothing leads to.
    """
    scope.require(right, path)
    arrived.keep()
    stored = StoredFile.objects.create(
        sha256=arrived.sha256, name=rules.clean_name(name), size=arrived.size
    )
    record(scope, "keep_file", stored, branch=path, sha256=arrived.sha256)
    return stored
