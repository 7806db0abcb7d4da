"""The command line: one table of commands, each imported only when it runs."""

from __future__ import annotations

import importlib
from collections.abc import Sequence

import click

from actquiz import __version__
from actquiz.cli import diagnostics
from actquiz.errors import unknown

COMMANDS: dict[str, str] = {
    "study": "Review what is due.",
    "learn": "Read a lesson; its cards and experiments come where they are spoken of.",
    "quiz": "Take a scored test over all topics.",
    "cram": "Ask what you know least, again until right; the schedule is left alone.",
    "drill": "Name curves and formulas for two minutes; your best is kept.",
    "interview": "Sit a timed mock interview; a report says what was missing.",
    "exercise": "Implement it from scratch; your file is checked by properties.",
    "demo": "Run an experiment and hold it against theory.",
    "function": "Say all that is known of a function, named or typed.",
    "plot": "Draw the curves of activation functions.",
    "fit": "Fit the scheduler to how you remember.",
    "stats": "Say how the learning goes.",
    "plan": "Plan the days to an interview; reviews follow the plan.",
    "settings": "Show what can be chosen, and choose it.",
    "sheet": "Put your weakest points on one page, for the day before.",
    "due": "Say how much is due, quickly enough for a shell prompt.",
    "decks": "List the decks in learning order.",
    "search": "Find cards by their words.",
    "show": "Show a card with its answer.",
    "judge": "Say which key points an answer to an open question makes.",
    "new": "Write a card into a deck of yours.",
    "edit": "Open a card's file in your editor.",
    "check": "Check decks: their form, their cards, their formulas.",
    "schema": "Print the JSON Schema of deck files.",
    "export": "Write decks as Markdown, CSV, JSON, a page or an Anki package.",
    "import": "Turn Markdown, CSV, JSON or Anki's files into decks.",
    "serve": "Open the app in a browser on this machine.",
    "progress": "Back up, restore, examine and merge your progress.",
}
"""Command name to its line in ``--help``; the module is ``actquiz.cli.<name>``, dashes as ``_``."""

_MODULES = {"import": "import_"}
"""Where a command's name cannot be a module's."""


class _Lazy(click.Group):
    """Knows its commands by name, and imports a command's module when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = _MODULES.get(cmd_name, cmd_name.replace("-", "_"))
        command: click.Command = importlib.import_module(f"actquiz.cli.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table: importing them all would cost a second."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise unknown("command", args[0], COMMANDS, "'actquiz --help' lists them")
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Lazy,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Interview preparation about activation functions, in the terminal.

    Without a command it opens the app.
    """
    if ctx.invoked_subcommand is None:
        from actquiz.cli.app import open_app

        open_app()


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; every failure is one message on stderr."""
    return diagnostics.guarded(lambda: _run(arguments))


def _run(arguments: Sequence[str]) -> int:
    try:
        code = cli.main(args=list(arguments), prog_name="actquiz", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "actquiz"
        diagnostics.note(f"actquiz: {error.format_message()} — see '{where} --help'")
        return diagnostics.BAD_INPUT
    except click.ClickException as error:
        diagnostics.note(f"actquiz: {error.format_message()}")
        return diagnostics.BAD_INPUT
    except click.Abort:
        return diagnostics.INTERRUPTED
    except BrokenPipeError:
        return _reader_left()
    return code if isinstance(code, int) else 0


def _reader_left() -> int:
    """``actquiz … | head`` is no error; keep the interpreter from flushing into the closed pipe."""
    import os
    import sys

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
