"""Reading the papers of a plan: passport with its live figures, scans."""

from __future__ import annotations

from django.db.models import QuerySet

from nastavnik.kernel.errors import Missing
from nastavnik.kernel.scope import Scope
from nastavnik.organisations import selectors as organisations
from nastavnik.organisations.choices import INSTITUTIONS, UnitKind
from nastavnik.people import selectors as people
from nastavnik.people.choices import Post
from nastavnik.roadmaps.models import Passport, Roadmap, Scan
from nastavnik.roadmaps.selectors.plans import list_roadmaps


def find_passport(roadmap: Roadmap) -> Passport | None:
    """Return the passport of a plan read through `get_roadmap`, None while it has none."""
    return Passport.objects.filter(roadmap=roadmap).first()


def list_scans(roadmap: Roadmap) -> QuerySet[Scan]:
    """Return the scans of a plan read through `get_roadmap`, in the order they came."""
    return Scan.objects.filter(roadmap=roadmap, removed=None).select_related("file")


def get_scan(scope: Scope, pk: int) -> Scan:
    """Return the scan with its file and plan. Raises Missing for a neighbour's."""
    found = Scan.objects.filter(pk=pk, removed=None, roadmap__in=list_roadmaps(scope).values("pk"))
    scan = found.select_related("file", "roadmap").first()
    if scan is None:
        raise Missing("scan")
    return scan


def figures_of(scope: Scope, roadmap: Roadmap) -> dict[str, str]:
    """Return the figures of the plan's branch on the day, by the words a passport may use (R77).

    A share is always numerator, denominator and per cent; «нет данных» where there is nothing to
    divide by.
    """
    top = organisations.get_unit(scope, roadmap.unit_id)
    below = organisations.list_below(scope, top)
    kinds = list(below.order_by().values_list("pk", "kind"))
    institutions = {pk for pk, kind in kinds if kind in INSTITUTIONS}
    schools = {pk for pk, kind in kinds if kind == UnitKind.SCHOOL}
    colleges = {pk for pk, kind in kinds if kind == UnitKind.COLLEGE}
    without = people.list_units_without(scope, Post.CURATOR, INSTITUTIONS)
    lacking = institutions & set(without.order_by().values_list("pk", flat=True))
    networked = organisations.units_in_networks(institutions, scope.on)
    planned = set(
        list_roadmaps(scope).order_by().filter(unit__in=institutions).values_list("unit", flat=True)
    )
    whole = len(institutions)
    return {
        "организаций": str(whole),
        "школ": str(len(schools)),
        "колледжей": str(len(colleges)),
        "организаций с куратором": _share(whole - len(lacking), whole),
        "организаций с дорожной картой": _share(len(planned), whole),
        "организаций в сетях": _share(len(networked), whole),
        "школ в сетях": _share(len(networked & schools), len(schools)),
    }


def _share(part: int, whole: int) -> str:
    """Write «8 из 18 (44 %)»."""
    if not whole:
        return "нет данных"
    percent = f"{100 * part / whole:.1f}".removesuffix(".0").replace(".", ",")
    return f"{part} из {whole} ({percent}\u00a0%)"
