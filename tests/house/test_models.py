"""Laws of the tables: keys point down, every field is classed, migrations are complete."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

STOREYS = (
    ("audit",),
    ("organisations",),
    ("accounts",),
    ("jobs",),
    ("files",),
    ("documents", "notifications", "imports"),
    ("people",),
    ("roadmaps",),
)
STOREY_OF = {room: floor for floor, rooms in enumerate(STOREYS) for room in rooms}
CLASSES = tomllib.loads((Path(__file__).parent / "personal_fields.toml").read_text())


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in STOREY_OF]


def test_foreign_keys_point_down() -> None:
    upward = [
        str(field)
        for model in our_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and model._meta.app_label != field.related_model._meta.app_label
        and STOREY_OF[model._meta.app_label] <= STOREY_OF[field.related_model._meta.app_label]
    ]
    assert upward == []


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_field_is_classed_personal_or_not(model: type[models.Model]) -> None:
    declared = CLASSES.get(model._meta.label, {})
    classed = set(declared.get("personal", [])) | set(declared.get("plain", []))
    assert classed == {field.name for field in model._meta.concrete_fields}


def test_no_class_is_declared_for_a_model_that_is_gone() -> None:
    assert set(CLASSES) == {model._meta.label for model in our_models()}


def test_no_model_overrides_save() -> None:
    wise = [model._meta.label for model in our_models() if "save" in vars(model)]
    assert wise == []


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
