"""The operator's door: `nastavnik COMMAND`. Data on stdout, talk on stderr, exit codes by kind.

Exit codes: 0 ok · 1 failure · 2 usage · 3 not found · 4 not allowed · 5 conflict · 6 invalid data.
"""

from __future__ import annotations

import os
from importlib import import_module

import click
import django

from nastavnik import __version__

# name of the command → module and function; reading needs neither Django nor a database
PLAIN = {
    "read-plan": "reading:read_plan_command",
    "read-terms": "reading:read_terms_command",
    "read-actors": "reading:read_actors_command",
}
WITH_DJANGO = {
    "start-region": "founding:start_region",
    "import-plan": "plans:import_plan",
    "roadmap": "plans:roadmap",
    "migrate": "upkeep:migrate",
    "doctor": "upkeep:doctor",
    "backup": "copies:backup",
    "restore": "copies:restore",
    "mail": "upkeep:mail",
    "serve": "serving:serve",
    "demo": "serving:demo",
}


class Commands(click.Group):
    """Loads a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, reading first."""
        return [*PLAIN, *WITH_DJANGO]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, None when there is no such."""
        if cmd_name in WITH_DJANGO:
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nastavnik.config.settings")
            django.setup()
        address = PLAIN.get(cmd_name) or WITH_DJANGO.get(cmd_name)
        if address is None:
            return None
        module, function = address.split(":")
        command: click.Command = getattr(import_module(f"nastavnik.cli.{module}"), function)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="nastavnik")
def main() -> None:
    """Наставник: целевая модель наставничества в образовании для всего региона."""
