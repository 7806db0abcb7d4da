"""Ids for cards and decks that come without one.

An id is plain ASCII: it is typed, and it is a file's name on every system. Letters of other
scripts are written in Latin ones where that can be told from the letter alone, and where it cannot,
or where signs such as those of C++ would be lost, a few digits stand for the whole text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b

_LONGEST = 60
_CYRILLIC_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў"
_IN_LATIN = (
    "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e yu ya i yi ye g u"
)
_CYRILLIC = dict(zip(_CYRILLIC_LETTERS, _IN_LATIN.split(" "), strict=True))
_LATIN = {
    "ß": "ss",
    "ø": "o",
    "đ": "d",
    "ł": "l",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ð": "d",
    "ı": "i",
}
_SIGNS = {"++": " plus plus ", "#": " sharp "}
_COMBINING = ("Mn", "Mc", "Me")
_NAMED = re.compile(
    r"(?:GREEK SMALL LETTER|HANGUL SYLLABLE|(?:HIRAGANA|KATAKANA) LETTER(?: SMALL)?) ([A-Z]+)"
)


def slug(text: str, *, otherwise: str) -> str:
    """Lower-case words with dashes, at most 60 characters; ``otherwise`` if nothing is left.

    Texts that differ in more than case, spaces, accents and punctuation give different ids.
    """
    text = re.sub(r"\\[a-z]+|['’]", " ", unicodedata.normalize("NFC", text)).lower()
    text = re.sub(r"(?<=\w)\+\+", _SIGNS["++"], re.sub(r"(?<=\w)#(?!\w)", _SIGNS["#"], text))
    pieces = [_latin(sign) for sign in unicodedata.normalize("NFKC", text)]
    lossy = any(exact is False for _, exact in pieces)
    words = re.findall(r"[a-z0-9]+", "".join(piece for piece, _ in pieces))
    ending = "u" + fingerprint(" ".join(text.split()))[:8] if lossy else ""
    room = _LONGEST - len(ending) - 1
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word[:room]
        if len(longer) > room:
            break
        made = longer
    return "-".join(filter(None, (made, ending))) or otherwise


def slug_path(parts: Sequence[str], *, otherwise: str, joint: str = ".") -> str:
    """A name in a tree: the parts' slugs with dots between them, at most 60 characters."""
    made = joint.join(slug(part, otherwise="") or f"u{fingerprint(part)[:8]}" for part in parts)
    if len(made) > _LONGEST:
        kept = made[: _LONGEST - 9].rpartition("-")[0] or made[: _LONGEST - 9]
        made = f"{kept.rstrip('.-')}-{fingerprint(made)[:8]}"
    return made or otherwise


@lru_cache(maxsize=4096)
def _latin(sign: str) -> tuple[str, bool | None]:
    """A sign in Latin letters; whether nothing was lost, None for what parts words anyway."""
    if sign.isascii():
        return (sign, True) if sign.isalnum() else (" ", None)
    if known := _LATIN.get(sign):
        return known, True
    base = [
        one
        for one in unicodedata.normalize("NFKD", sign)
        if unicodedata.category(one) not in _COMBINING
    ]
    plain = "".join(base)
    if plain.isascii():
        return plain if plain.isalnum() else "", True
    if (written := _CYRILLIC.get(sign) or _CYRILLIC.get(plain)) is not None:
        return written.strip("-"), True
    if named := _NAMED.match(unicodedata.name(sign, "")):
        # Small kana, voicing marks and like names: several signs share one reading.
        return named[1].lower(), _is_exact(sign)
    return " ", False if unicodedata.category(sign)[0] in "LNS" else None


def _is_exact(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith(("GREEK", "HANGUL"))


def unique(wanted: str, taken: set[str]) -> str:
    """``wanted``, with a number behind it if it is taken; taken from now on."""
    made, number = wanted, 1
    while made in taken:
        number += 1
        made = f"{wanted}-{number}"
    taken.add(made)
    return made


def free(wanted: str, taken: Iterable[str]) -> str:
    """As ``unique``, without taking it."""
    return unique(wanted, set(taken))


def fingerprint(text: str) -> str:
    """Ten hex digits that stand for ``text``."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
