"""What parts the cells of a table in a text file."""

from __future__ import annotations

import csv
import io

SEPARATORS = {
    "tab": "\t",
    "comma": ",",
    "semicolon": ";",
    "space": " ",
    "pipe": "|",
    "colon": ":",
}
"""As Anki names them."""
NAMES = {sign: "a space" if name == "space" else f"{name}s" for name, sign in SEPARATORS.items()}
_GUESSED = "\t;,|"
_SAMPLE = 200_000


def guessed_delimiter(text: str) -> str:
    """The sign that gives the most rows one and the same number of cells, more than one."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample.rpartition("\n")[0]
    scores = {sign: _score(sample, sign) for sign in _GUESSED}
    best = max(_GUESSED, key=lambda sign: scores[sign])
    return best if scores[best] else "\t"


def _score(sample: str, sign: str) -> float:
    """The share of rows with the commonest number of cells; 0 if that is one."""
    if sign not in sample:
        return 0.0
    try:
        rows = csv.reader(io.StringIO(sample, newline=""), delimiter=sign)
        counts = [len(row) for row in rows if row][:500]
    except csv.Error:
        return 0.0
    several = [count for count in counts if count > 1]
    if not several:
        return 0.0
    usual = max(set(several), key=several.count)
    return several.count(usual) / len(counts)
