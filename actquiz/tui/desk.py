"""What the screens work on: the open store, the open index and the settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actquiz.bank.index import Index
from actquiz.memory.settings import Settings, load_settings
from actquiz.memory.store import Store

if TYPE_CHECKING:
    from actquiz.bank.card_change import Change


@dataclass(slots=True)
class Desk:
    """Opened once before the first frame, closed after the last."""

    store: Store
    index: Index
    settings: Settings
    change: Change | None = None
    """The last card that was written into a file, to be taken back."""

    @classmethod
    def open(cls, progress: Callable[[int, int], None] | None = None) -> Desk:
        """Open everything; whatever is wrong is an ``ActquizError`` before a screen is drawn."""
        settings = load_settings()
        store = Store.open()
        try:
            return cls(store, Index.open(progress=progress), settings)
        except BaseException:
            store.close()
            raise

    def close(self) -> None:
        """Close both files."""
        self.index.close()
        self.store.close()
