"""Root addresses: each family of screens has its own file."""

from django.urls import include, path

urlpatterns = [
    path("", include("nastavnik.web.shell.urls")),
    path("", include("nastavnik.web.accounts.urls")),
    path("documents/", include("nastavnik.web.intakes.urls")),
    path("roadmaps/", include("nastavnik.web.roadmaps.urls")),
    path("roadmaps/", include("nastavnik.web.papers.urls")),
    path("", include("nastavnik.web.calendar.urls")),
    path("tasks/", include("nastavnik.web.tasks.urls")),
    path("control/", include("nastavnik.web.control.urls")),
    path("", include("nastavnik.web.coverage.urls")),
    path("", include("nastavnik.web.approvals.urls")),
    path("units/", include("nastavnik.web.organisations.urls")),
    path("people/", include("nastavnik.web.people.urls")),
    path("notices/", include("nastavnik.web.notices.urls")),
    path("journal/", include("nastavnik.web.journal.urls")),
    path("jobs/", include("nastavnik.web.jobs.urls")),
]

handler400 = "nastavnik.web.shell.errors.bad_request"
handler403 = "nastavnik.web.shell.errors.forbidden"
handler404 = "nastavnik.web.shell.errors.not_found"
handler500 = "nastavnik.web.shell.errors.server_error"
