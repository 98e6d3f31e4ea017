"""The journal's page."""

from tests.region import Region


def test_auditor_opens_the_journal(region: Region, sign_in) -> None:
    assert sign_in("auditor").get("/journal/").status_code == 200
