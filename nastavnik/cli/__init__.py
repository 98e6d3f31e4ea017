"""The operator's door: `nastavnik COMMAND`. Data on stdout, talk on stderr, exit codes by kind.

Exit codes: 0 ok · 1 failure · 2 usage · 3 not found · 4 not allowed · 5 conflict · 6 invalid data.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import NoReturn

import click
import django

from nastavnik import __version__
from nastavnik.cli import outcome, usage

# name of the command → module and function; reading needs neither Django nor a database
PLAIN = {
    "read-plan": "reading:read_plan_command",
    "read-terms": "reading:read_terms_command",
    "read-actors": "reading:read_actors_command",
}
WITH_DJANGO = {
    "start-region": "founding:start_region",
    "import-plan": "plans:import_plan",
    "roadmap": "roadmaps:roadmap",
    "migrate": "upkeep:migrate",
    "doctor": "upkeep:doctor",
    "backup": "copies:backup",
    "restore": "copies:restore",
    "mail": "upkeep:mail",
    "schedule": "schedule:schedule",
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
@click.version_option(__version__, message="nastavnik %(version)s")
def commands() -> None:
    """Наставник: целевая модель наставничества в образовании для всего региона."""


def main() -> NoReturn:
    """Run the command of the command line and end the process with its exit code."""
    outcome.speak_utf8()
    try:
        code = commands.main(prog_name="nastavnik", standalone_mode=False)
    except click.UsageError as misuse:
        outcome.stop(usage.explain(misuse), outcome.USAGE)
    except click.Abort:
        outcome.stop("Прервано.")
    except BrokenPipeError:
        outcome.fall_silent()
        sys.exit(outcome.FAILURE)
    sys.exit(code or 0)
