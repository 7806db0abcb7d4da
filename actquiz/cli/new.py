"""``actquiz new``: write a card, answer by answer or in an editor, into a deck of one's own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actquiz.cli import diagnostics, output
from actquiz.cli.indexing import open_index
from actquiz.errors import ActquizError
from actquiz.words import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from actquiz.bank.card_change import Target
    from actquiz.bank.index import Index
    from actquiz.errors import Problem
    from actquiz.proofs.draft import Checked

_DEFAULT_KIND = "flashcard"


@click.command()
@click.option("--deck", default="", metavar="ID", help="The deck of yours; a new name begins one.")
@click.option("--title", default="", help="The title of a deck that is new.")
@click.option("--kind", default="", metavar="KIND", help="The card's kind: flashcard, choice, …")
@click.option("--editor", is_flag=True, help="Fill in a form in your editor; nothing is asked.")
@click.option(
    "--file",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The card as YAML; - is standard input. Nothing is asked.",
)
def command(deck: str, title: str, kind: str, editor: bool, file: Path | None) -> int:
    """Write a card into a deck of yours: it is asked for, checked, proved and added.

    What is asked stands on stderr; stdout gets the place of the card, as file:line.
    """
    from actquiz.bank import card_change
    from actquiz.bank.card_templates import TEMPLATES
    from actquiz.errors import unknown

    if kind and kind not in TEMPLATES:
        raise unknown("kind", kind, TEMPLATES, f"there are {', '.join(TEMPLATES)}")
    asks = not editor and file is None
    with open_index(quiet=True) as index:
        if asks:
            deck = deck or _ask_deck(index)
            kind = kind or _ask_kind(TEMPLATES)
        where = card_change.target(index, deck, title)
        taken = {one for card_id, group, _ in index.ids() for one in (card_id, group)}
        writer = _Writer(index, where, taken)
        if file is not None:
            text = _given(file)
        elif editor or kind in BY_FORM:
            text = writer.by_editor(TEMPLATES[kind or _DEFAULT_KIND])
        else:
            text = _answers(kind)
        return writer.add(text, by_hand=editor or file is not None)


def _answers(kind: str) -> str:
    from actquiz.cli.new_questions import ask_for
    from actquiz.exchange.yaml_out import card_as_yaml

    return f"id:\n{card_as_yaml(ask_for(kind))}"


BY_FORM = ("numeric", "curve", "predict", "formula")
"""Kinds with too much to ask in a row."""


class _Writer:
    """Checks a card, lets it be mended where there is somebody to do it, and adds it."""

    def __init__(self, index: Index, where: Target, taken: Collection[str]) -> None:
        self._index, self._where, self._taken = index, where, taken
        self._asks = sys.stdin.isatty() and sys.stderr.isatty()

    def by_editor(self, form: str) -> str:
        """What comes of the form; raises ActquizError if it was left as it is."""
        text = _edited(form)
        if text.strip() == form.strip():
            raise ActquizError("the form was left empty: nothing was written", fix="fill it in")
        return text

    def add(self, text: str, *, by_hand: bool) -> int:
        """Write the card into its deck, and say where. Returns the exit code.

        Raises ActquizError if it is no card, or wrong and nobody mends it.
        """
        from actquiz.bank import card_change
        from actquiz.exchange.card_form import finished

        checked = self._check(text)
        while checked.errors:
            _print(checked.problems)
            if not self._asks or not click.confirm("Mend it in your editor?", True, err=True):
                self._refuse(checked, text)
            text = _edited(text)
            checked = self._check(text)
        assert checked.card is not None
        made = finished(text, self._taken)
        change = card_change.appended(self._where, made, checked.card.id)
        change.write()
        _print(checked.problems)
        self._index.look_again()
        place = self._index.place(checked.card.id)
        output.text(str(place or change.path))
        begun = "" if self._where.exists else ", a new deck"
        diagnostics.note(
            f"added '{checked.card.id}' to {self._where.title}{begun}: "
            f"'actquiz study {self._where.deck}' asks it"
        )
        return _experiments(checked)

    def _check(self, text: str) -> Checked:
        from actquiz.exchange.card_form import filled
        from actquiz.proofs.draft import check

        return check(filled(text, self._taken), self._where.path, self._where.deck, self._index)

    def _refuse(self, checked: Checked, text: str) -> None:
        from actquiz import files, paths

        kept = paths.home() / "unfinished-card.yaml"
        files.save(kept, text)
        what = f"the card has {counted(len(checked.errors), 'error')}: nothing was added"
        fix = f"mend {kept}, then run 'actquiz new --file {kept}'"
        raise ActquizError(what, fix=fix)


def _experiments(checked: Checked) -> int:
    """Prove what takes seconds, now that the card is safe."""
    from actquiz.proofs.cards import prove

    if not checked.has_experiments or checked.card is None:
        return 0
    diagnostics.note("running its experiments …")
    wrong = prove(checked.card)
    _print(wrong)
    return diagnostics.FOUND_SOMETHING_WRONG if wrong else 0


def _print(problems: Sequence[Problem]) -> None:
    from actquiz.text.safe import clean

    for problem in problems:
        line = f"line {problem.where.line}: " if problem.where else ""
        mild = "" if problem.severity == "error" else "warning: "
        fix = f" — {problem.fix}" if problem.fix else ""
        diagnostics.note(clean(f"{line}{mild}{problem.what}{fix}"))


def _given(file: Path) -> str:
    from actquiz.bank.deck_reading import decode, read_text

    if file == output.STANDARD_OUTPUT:
        return decode(sys.stdin.buffer.read(), Path("standard input"))
    return read_text(file)


def _edited(text: str) -> str:
    """The text after the learner's editor was closed."""
    import tempfile

    from actquiz.bank.deck_reading import read_text
    from actquiz.bank.editing import edit
    from actquiz.errors import Location

    with tempfile.TemporaryDirectory(prefix="actquiz-") as folder:
        path = Path(folder) / "card.yaml"
        path.write_text(text, encoding="utf-8")
        edit(Location(path, 2))
        return read_text(path)


def _ask_deck(index: Index) -> str:
    from actquiz.bank.card_change import OWN_DECK, own_decks

    own = [deck.id for deck in own_decks(index)]
    if own:
        diagnostics.note(f"Your decks: {', '.join(own)}")
    default = OWN_DECK if OWN_DECK in own or not own else own[0]
    return str(click.prompt("Deck (a new name begins one)", default=default, err=True)).strip()


def _ask_kind(kinds: Collection[str]) -> str:
    chosen = click.prompt("Kind", default=_DEFAULT_KIND, type=click.Choice(list(kinds)), err=True)
    return str(chosen)
