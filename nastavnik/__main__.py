"""`python -m nastavnik`: the same as the command `nastavnik`."""

from nastavnik.cli import main

main()
