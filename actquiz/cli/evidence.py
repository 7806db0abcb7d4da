"""The experiment behind a card, as a call of ``actquiz demo``."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from actquiz.cli import diagnostics
from actquiz.errors import ActquizError

if TYPE_CHECKING:
    from actquiz.bank.cards import Card


def arguments(card: Card) -> list[str]:
    """What to put after ``actquiz demo``; empty for a card without an experiment."""
    evidence = card.evidence
    if not evidence:
        return []
    settings = [f"{name}={_written(value)}" for name, value in evidence.set.items()]
    return [evidence.demo, *(word for setting in settings for word in ("--set", setting))]


def as_typed(given: Sequence[str]) -> str:
    """The command a person would type."""
    return shlex.join(["actquiz", "demo", *given])


def run(given: Sequence[str]) -> None:
    """Run it without a picture; what goes wrong is said, and the review goes on."""
    from actquiz.cli.demo import command

    try:
        command.main([*given, "--plain"], prog_name="actquiz demo", standalone_mode=False)
    except ActquizError as error:
        diagnostics.report(error)


def _written(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
