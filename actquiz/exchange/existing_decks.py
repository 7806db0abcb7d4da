"""What is there already: every deck of the index and of the folder that is written to."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from actquiz import paths
from actquiz.bank.cards import DeckFile, Formula
from actquiz.bank.deck_files import deck_files
from actquiz.bank.index import Index
from actquiz.bank.loader import load_deck


@dataclass(slots=True)
class Shelf:
    """Ids that are taken, and decks that can be brought up to date."""

    folder: Path
    """Where decks are looked for to bring them up to date."""
    ids: dict[str, Path] = field(default_factory=dict)
    """Each card's id, and that of its siblings together, with its file."""
    decks: dict[str, Path] = field(default_factory=dict)
    """Each deck's file."""
    inside: bool = True
    """The folder's decks are studied together with those of the index."""
    _loaded: dict[Path, DeckFile | None] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path) -> Shelf:
        """Look at all decks."""
        shelf = cls(folder)
        with Index.open() as index:
            for card_id, group, file in index.ids():
                shelf.ids.setdefault(card_id, Path(file))
                shelf.ids.setdefault(group, Path(file))
            for info in index.decks():
                shelf.decks.setdefault(info.id, Path(info.path))
        root = folder.absolute()
        shelf.inside = any(root == one or one in root.parents for one in paths.deck_roots())
        for stamp in deck_files([folder]) if folder.is_dir() else ():
            path = Path(stamp.path)
            if deck := shelf.deck_in(path):
                shelf.decks[deck.deck] = path
                shelf.take(deck, path)
        return shelf

    def deck_in(self, path: Path) -> DeckFile | None:
        """The deck in a file; None if there is none that can be read."""
        if path not in self._loaded:
            self._loaded[path] = load_deck(path).deck if path.is_file() else None
        return self._loaded[path]

    def near(self) -> dict[str, Path]:
        """The decks in the folder."""
        root = self.folder.absolute()
        return {deck: path for deck, path in self.decks.items() if root in path.absolute().parents}

    def take(self, deck: DeckFile, path: Path) -> None:
        """From now on those ids are taken."""
        for card in deck.cards:
            self.ids.setdefault(card.id, path)
            self.ids.setdefault(card.id.rpartition(".")[0] or card.id, path)
            if isinstance(card, Formula):
                for ask in card.ask:
                    self.ids.setdefault(f"{card.id}.{ask}", path)

    def put(self, deck: DeckFile, path: Path) -> None:
        """That is what will be in the file."""
        self._loaded[path] = deck
        self.decks[deck.deck] = path
        self.take(deck, path)
