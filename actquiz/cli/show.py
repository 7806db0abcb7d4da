"""``actquiz show``: a card, both its sides, and where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, assert_never

import click

from actquiz.cli import output
from actquiz.cli.indexing import open_index

if TYPE_CHECKING:
    from actquiz.bank.studied_card import Entry

_EXAMPLE_SEED = 0
"""Numeric cards draw their values anew each time; these stand for all of them."""


@click.command()
@click.argument("card")
@click.option("--json", "as_json", is_flag=True, help="Print the card as JSON.")
def command(card: str, as_json: bool) -> None:
    """Show CARD with its answer; the id of a formula shows all its cards."""
    with open_index(quiet=True) as index:
        entries = index.entries(card)
        doubles = [index.same_as(entry.id) for entry in entries]
    if as_json:
        output.as_json([_as_data(entry) for entry in entries])
        return
    width = min(output.width(), 100)
    for number, (entry, others) in enumerate(zip(entries, doubles, strict=True)):
        if number:
            output.text()
            output.text("─" * min(width, 40))
        for line in _lines(entry, others, width):
            output.text(line)


def _as_data(entry: Entry) -> dict[str, Any]:
    import msgspec

    data: dict[str, Any] = msgspec.to_builtins(entry)
    return data


def _lines(entry: Entry, doubles: Sequence[str], width: int) -> list[str]:
    """Id and place, question, answer, reason, sources: what a reader of the bank asks for."""
    from actquiz.bank.card_text import kind_of
    from actquiz.text.layout import render
    from actquiz.text.safe import clean

    card = entry.card
    facts = [kind_of(card), card.level, *card.tags]
    lines = [
        entry.id,
        f"{clean(entry.deck_title)} · {', '.join(facts)}",
        f"{entry.path}:{entry.line}",
        "",
    ]
    question, answer = _sides(entry)
    lines += [*render(question, width), ""]
    lines += render(answer, width)
    if card.needs:
        lines += ["", f"Needs: {', '.join(card.needs)}"]
    if doubles:
        lines += ["", f"Also stated by: {', '.join(doubles)}"]
    # Not rendered: a web address must stay in one piece.
    return [*lines, *(["", *_works(entry)] if card.sources else [])]


def _sides(entry: Entry) -> tuple[str, str]:
    """Question and answer as Markdown; what is right is said by a word, not by colour."""
    from actquiz.practice import answer_ways
    from actquiz.practice.card_asking import ask, judge
    from actquiz.practice.turn import Response

    turn = ask(entry, _EXAMPLE_SEED)
    verdict = judge(turn, Response())
    parts = [verdict.answer, verdict.why]
    match turn.way:
        case (
            answer_ways.TrueOrFalse()
            | answer_ways.Reveal()
            | answer_ways.PutInOrder()
            | answer_ways.MatchPairs()
            | answer_ways.FillBlanks()
            | answer_ways.TypeNumber()
        ):
            pass
        case answer_ways.PickOne() | answer_ways.PickSeveral():
            parts[0] = "\n".join(
                f"- {'right' if line.belongs else 'wrong'}: {line.text}"
                + (f" — {line.why}" if line.why else "")
                for line in verdict.lines
            )
        case answer_ways.OwnWords(points):
            parts.append("What counts:\n\n" + "\n".join(f"- {point}" for point in points))
        case _:
            assert_never(turn.way)
    return turn.question, "\n\n".join(part for part in parts if part)


def _works(entry: Entry) -> list[str]:
    """The works behind the card, spelled out where a sources.yaml has them."""
    from pathlib import Path

    from actquiz.bank.sources import sources_of
    from actquiz.text.safe import clean

    known = {
        name: source
        for loaded in reversed(sources_of([Path(entry.path)]).values())
        for name, source in loaded.sources.items()
    }
    return [
        clean(f"Source: {work.authors} ({work.year}): {work.title}. {work.venue}. {work.id}")
        if (work := known.get(name))
        else f"Source: {name}"
        for name in entry.card.sources
    ]
