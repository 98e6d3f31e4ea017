"""Many new rows in one COPY are the rows that one by one would be."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from nastavnik.kernel.copying import copy_new
from nastavnik.kernel.dated import within
from nastavnik.roadmaps.models import Item, Roadmap
from tests.region import Region


def test_copied_rows_read_back_as_they_were_given(region: Region) -> None:
    school = region.units["school_one"]
    plan = copy_new(
        [
            Roadmap(
                unit=school, kind="plan", title="План «А»\tи «Б»\nещё \\N", columns=[{"ё": None}],
                period=within(date(2026, 9, 1), date(2027, 8, 31)),
            )
        ]
    )[0]  # fmt: skip
    found = Roadmap.objects.get(pk=plan.pk)
    assert (found.title, found.columns) == ("План «А»\tи «Б»\nещё \\N", [{"ё": None}])
    assert (found.period.lower, found.period.upper) == (date(2026, 9, 1), date(2027, 9, 1))
    assert (found.act_id, found.findings, found.state) == (None, [], "draft")
    assert found.created is not None
    items = copy_new(
        [
            Item(
                roadmap=plan, position=at, key=str(at), title="", term={},
                results_more=["a,b", '"', ""],
                windows=((date(2026, 9, 1), date(2026, 9, 2)), (date(2026, 12, 1),) * 2),
            )
            for at in range(3)
        ]
    )  # fmt: skip
    assert [item.pk for item in items] == list(plan.items.values_list("pk", flat=True))
    read = plan.items.first()
    assert read is not None
    assert (read.windows, read.results_more) == (items[0].windows, ["a,b", '"', ""])
    items[0].title = "изменено"
    items[0].save(update_fields=["title"])
    assert plan.items.filter(title="изменено").count() == 1


def test_nothing_is_copied_from_nothing_and_constraints_hold(region: Region) -> None:
    assert copy_new([]) == []
    plan = Roadmap.objects.create(unit=region.units["town"], kind="plan", title="П", columns=[])
    twice = [Item(roadmap=plan, position=at, key="same", title="", term={}) for at in range(2)]
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_new(twice)
    assert not plan.items.exists()
