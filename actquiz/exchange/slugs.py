"""Ids for cards and decks that come without one."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b


def slug(text: str, *, otherwise: str) -> str:
    """Lower-case words with dashes, at most 60 characters; ``otherwise`` if nothing is left."""
    ascii_ = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", re.sub(r"\\[a-z]+|[']", " ", ascii_))
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word[:60]
        if len(longer) > 60:
            break
        made = longer
    return made or otherwise


def unique(wanted: str, taken: set[str]) -> str:
    """``wanted``, with a number behind it if it is taken; taken from now on."""
    made, number = wanted, 1
    while made in taken:
        number += 1
        made = f"{wanted}-{number}"
    taken.add(made)
    return made


def fingerprint(text: str) -> str:
    """Ten hex digits that stand for ``text``."""
    return blake2b(text.encode(), digest_size=5).hexdigest()
