"""What the screens work on: the open store, the open index and the settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from actquiz.bank.index import Index
from actquiz.memory.settings import Settings, load_settings
from actquiz.memory.store import Store


@dataclass(slots=True)
class Desk:
    """Opened once before the first frame, closed after the last."""

    store: Store
    index: Index
    settings: Settings

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
