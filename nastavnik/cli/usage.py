"""What the command-line library says by itself, in Russian: help and misuse."""

from __future__ import annotations

from collections.abc import Iterable

import click

WORDS = {
    "Options": "Параметры",
    "Commands": "Команды",
    "Positional arguments": "Аргументы",
    "Show this message and exit.": "Показать эту справку.",
    "Show the version and exit.": "Показать версию.",
}


class Formatter(click.HelpFormatter):
    """Writes help with Russian headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how the command is called."""
        super().write_usage(prog, args, prefix="Вызов: ")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a part."""
        super().write_heading(WORDS.get(heading, heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write names with their meanings."""
        known = [
            (name, WORDS.get(text, text).replace("[default: ", "[по умолчанию: "))
            for name, text in rows
        ]
        super().write_dl(known, col_max, col_spacing)


click.Context.formatter_class = Formatter  # of every command, also of those inside groups


def explain(misuse: click.UsageError) -> str:
    """Say what is wrong with the words of the command, and where its help is."""
    if isinstance(misuse, click.exceptions.NoArgsIsHelpError):
        return misuse.format_message()
    path = misuse.ctx.command_path if misuse.ctx else "nastavnik"
    return f"{_trouble(misuse)} Справка: {path} --help"


def _trouble(misuse: click.UsageError) -> str:
    match misuse:
        case click.MissingParameter():
            return f"Не указано: {_name(misuse)}."
        case click.BadParameter():
            allowed = getattr(misuse.param and misuse.param.type, "choices", ())
            choice = f" Допустимо: {', '.join(allowed)}." if allowed else ""
            return f"Недопустимое значение: {_name(misuse)}.{choice}"
        case click.NoSuchOption():
            return f"Нет такого параметра: {misuse.option_name}."
        case click.exceptions.NoSuchCommand():
            return f"Нет такой команды: {misuse.command_name}."
        case click.BadOptionUsage():
            return f"Параметр {misuse.option_name} записан неверно."
    return "Команда записана неверно: лишние или недостающие слова."


def _name(misuse: click.BadParameter) -> str:
    hint = misuse.param.get_error_hint(misuse.ctx) if misuse.param and misuse.ctx else ""
    return hint.replace("'", "")
