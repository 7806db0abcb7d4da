"""``actquiz judge``: what an answer to an open question says, point by point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from actquiz.cli import diagnostics, output
from actquiz.cli.indexing import open_index
from actquiz.errors import ActquizError

if TYPE_CHECKING:
    from actquiz.bank.cards import Open
    from actquiz.practice.judge import Judgement

_LONGEST = 100_000
"""Characters of an answer."""


@click.command()
@click.argument("card", required=False)
@click.option("--groups", is_flag=True, help="List the groups of ways that decks share.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(card: str | None, groups: bool, as_json: bool) -> None:
    """Read an answer to CARD, an open question, from standard input and judge it.

    For each key point it says whether it was found and by which words, and which mistakes were
    recognised. Nothing is recorded.
    """
    if groups:
        _print_groups(as_json=as_json)
        return
    if card is None:
        raise click.UsageError("Missing argument 'CARD'.")
    asked = _open_card(card)
    from actquiz.practice.judge import judge_answer

    judged = judge_answer(asked, _answer())
    if as_json:
        output.as_json(_as_data(asked, judged))
    else:
        _print(asked, judged)


def _open_card(wanted: str) -> Open:
    from actquiz.bank.card_text import kind_of
    from actquiz.bank.cards import Open

    with open_index(quiet=True) as index:
        card = index.entries(wanted)[0].card
    if not isinstance(card, Open):
        raise ActquizError(
            f"{wanted} is no open question but of kind {kind_of(card)}",
            fix="'actquiz search --kind open' lists the open ones",
        )
    return card


def _answer() -> str:
    """All of standard input; whoever sits at a terminal is told how to end it."""
    import sys

    if sys.stdin.isatty():
        diagnostics.note("Type the answer; Ctrl-D on an empty line ends it.")
    text = sys.stdin.buffer.read(4 * _LONGEST).decode("utf-8", errors="replace")
    if len(text) > _LONGEST:
        raise ActquizError(f"the answer is longer than {_LONGEST:,} characters", fix="shorten it")
    if not text.strip():
        raise ActquizError("the answer is empty", fix="echo 'Because …' | actquiz judge CARD")
    return text


def _as_data(card: Open, judged: Judgement) -> dict[str, Any]:
    points = [
        {
            "point": key.point,
            "found": heard.is_found,
            **({"unsure": True} if heard.is_unsure else {}),
            "words": list(heard.words),
        }
        for key, heard in zip(card.points, judged.points, strict=True)
    ]
    mistakes = [
        {"says": one.says, "why": one.why, "words": list(heard.words)}
        for one, heard in judged.mistakes
    ]
    return {
        "points": points,
        "mistakes": mistakes,
        "suggested": judged.suggested.name.lower(),
    }


def _print(card: Open, judged: Judgement) -> None:
    from actquiz.cli.plain_card import hanging

    width = min(output.width(), 100)
    for key, heard in zip(card.points, judged.points, strict=True):
        sign = "✓ " if heard.is_found else "? " if heard.is_unsure else "✗ "
        ask = " — did you say that?" if heard.is_unsure else ""
        _lines(hanging(sign, key.point + ask, width))
        if heard.words:
            said = ", ".join(f"“{words}”" for words in heard.words)
            _lines(hanging("  ", f"{_HEARD[heard.standing]}: {said}", width))
    for one, _ in judged.mistakes:
        _lines(hanging("! ", f"You said that {one.says} — {one.why}", width))
    found = sum(heard.is_found for heard in judged.points)
    output.text()
    output.text(
        f"{found} of {len(judged.points)} key points; suggested: {judged.suggested.name.title()}."
    )


_HEARD = {3: "heard", 2: "heard in part", 1: "denied", 0: ""}


def _lines(lines: list[str]) -> None:
    for line in lines:
        output.text(line)


def _print_groups(*, as_json: bool) -> None:
    from actquiz.practice.judge.phrases import groups

    if as_json:
        output.as_json({name: list(ways) for name, ways in groups().items()})
        return
    for name, ways in sorted(groups().items()):
        output.text(f"~{name}: {'; '.join(ways)}")
