"""A file brought in: read and placed first, so that a person sees what will be; written after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from actquiz import paths
from actquiz.errors import ActquizError
from actquiz.exchange.deck_update import DeckUpdate
from actquiz.exchange.existing_decks import Shelf
from actquiz.exchange.import_report import Imported, ImportNote
from actquiz.exchange.import_target import place
from actquiz.exchange.importers import ImportOptions, bring_in, bring_in_folder, read_file
from actquiz.exchange.yaml_out import as_yaml
from actquiz.exchange.yaml_update import merged
from actquiz.files import save_all
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.memory.store import Store

_SINGLE = (".yaml", ".yml")


class NoCards(ActquizError):
    """There is no card in a file; ``notes`` say what was found in place of cards."""

    def __init__(self, file: Path, notes: Sequence[ImportNote]) -> None:
        super().__init__(f"there is no card in {file}", fix="docs/exchange.md says what is read")
        self.notes = notes


@dataclass(frozen=True, slots=True)
class Bringing:
    """What will be written, and what could not be carried."""

    found: list[Imported]
    plan: DeckUpdate
    texts: dict[Path, str]
    """The files as they will be."""

    @property
    def notes(self) -> list[ImportNote]:
        """What the person should know, in the order of the source."""
        return [*(note for one in self.found for note in one.notes), *self.plan.notes]

    @property
    def cards(self) -> int:
        """How many cards the files will have."""
        return sum(len(deck.cards) for deck in self.plan.decks.values())

    @property
    def reviews(self) -> int:
        """How many reviews made elsewhere could come along."""
        return sum(len(past.reviews) for one in self.found for past in one.history)

    def write(self) -> None:
        """Write all files, or none. Raises ActquizError if one cannot be written."""
        save_all({path: text.encode() for path, text in self.texts.items()}, force=True)

    def bring_reviews(self, store: Store, progress: Callable[[int, int], None]) -> int:
        """Put the reviews into the learner's history, and say how many; those there stay."""
        from actquiz import clock
        from actquiz.exchange.anki_history import journal
        from actquiz.memory.merge import merge

        studied = {card.id for deck in self.plan.decks.values() for card in deck.cards}
        made = journal([past for one in self.found for past in one.history], studied)
        with store.reading("SELECT id FROM review UNION ALL SELECT id FROM mark") as rows:
            for (known,) in rows:
                made.reviews.pop(known, None)
                made.marks.pop(known, None)
        return merge(store, made, store.path, clock.now(), progress).reviews


def prepare(
    file: Path, options: ImportOptions, target: Path | None = None, *, force: bool = False
) -> Bringing:
    """Read ``file`` (or a folder of Markdown) and find its decks their place.

    ``target``: a folder, or the YAML file of a single deck; the learner's own decks by default.
    Raises ActquizError for what cannot be read or may not be replaced, ``NoCards`` among them.
    """
    found = list(bring_in_folder(file, options)) if file.is_dir() else [bring_in(file, options)]
    if not any(deck.cards for one in found for deck in one.decks):
        raise NoCards(file, [note for one in found for note in one.notes])
    plan = _placed(file, found, target or paths.user_decks(), named=bool(options.deck), force=force)
    texts = {
        # Comments and cards that did not change stay as they stand.
        path: merged(deck, read_file(path)) if path.exists() else as_yaml(deck)
        for path, deck in plan.decks.items()
    }
    return Bringing(found, plan, texts)


def _placed(
    file: Path, found: list[Imported], target: Path, *, named: bool, force: bool
) -> DeckUpdate:
    count = sum(len(one.decks) for one in found)
    single = target.suffix in _SINGLE
    if single and count != 1:
        what = f"{file} holds {counted(count, 'deck')}, which is more than fit {target}"
        raise ActquizError(what, fix="name a folder")
    if target.exists() and not single and not target.is_dir():
        raise ActquizError(f"{target} is a file", fix="name a folder, or a .yaml file")
    shelf = Shelf.open(target.parent if single else target)
    plan = DeckUpdate()
    for one in found:
        place(one, shelf, plan, file=target if single else None, named=named, force=force)
    return plan
