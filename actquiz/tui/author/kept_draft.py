"""What is being written, on the disk: a crash or a closed terminal loses no more than a second."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from actquiz import files, paths
from actquiz.errors import ActquizError


def _file() -> Path:
    return paths.home() / "draft.json"


def keep(card: str, text: str) -> None:
    """Remember the text of ``card``, the id of one that is edited or empty for a new one.

    Where it cannot be written there is none: saving the card itself says what is wrong.
    """
    with contextlib.suppress(ActquizError):
        files.save(_file(), json.dumps({"card": card, "text": text}, ensure_ascii=False))


def forget() -> None:
    """There is nothing to go on with."""
    with contextlib.suppress(OSError):
        _file().unlink(missing_ok=True)


def left(card: str) -> str:
    """What was being written of ``card`` when the program ended; empty if nothing was."""
    try:
        kept = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    if not isinstance(kept, dict) or kept.get("card") != card:
        return ""
    text = kept.get("text")
    return text if isinstance(text, str) else ""
