"""Lines asked for on stdout and read from stdin, one for each answer."""

from __future__ import annotations

import re
import sys

from actquiz.cli import output, plain_card

COMMANDS = {
    "u": "undo the last grade",
    "f": "flag this card, or take the flag away",
    "b": "bury it: not today",
    "s": "suspend it: not until you take it back",
    "l": "the lesson's text that explains the card you have just seen",
    "e": "evidence: run the experiment behind it",
    "o": "where the card stands: file and line",
    "?": "this help",
    "q": "quit",
}
"""What can be typed at every prompt."""


class Command(Exception):
    """A command was typed instead of an answer."""

    def __init__(self, letter: str) -> None:
        super().__init__(letter)
        self.letter = letter


class EndOfInput(Exception):
    """stdin has ended."""


def accept_any_text() -> None:
    """What cannot be read or shown becomes a question mark; it must not end a session."""
    for stream in (sys.stdin, sys.stdout):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def line(prompt: str, *, letters: str = "") -> str:
    """One stripped line; raises ``Command`` for a command.

    ``letters`` are answers here, not commands; ``*`` means that all are. A colon makes a command of
    any of them (``:f``).
    """
    typed = read(prompt).strip()
    letter = typed.removeprefix(":").lower()
    bare = letter not in letters and letters != "*"
    if letter in COMMANDS and (bare or typed.startswith(":")):
        raise Command(letter)
    return typed


def read(prompt: str) -> str:
    """One line as it was typed. In a pipe it is repeated, so that the transcript can be read."""
    *above, last = plain_card.words(prompt, output.width() - 1)
    for part in above:
        output.text(part)
    output.text(last, end=" ")
    typed = sys.stdin.readline()
    if not typed:
        output.text()
        raise EndOfInput
    typed = typed.rstrip("\r\n")
    if not sys.stdin.isatty():
        output.text(typed)
    return typed


def numbers(typed: str, count: int) -> list[int] | None:
    """``1 3`` or ``1,3`` as indices from 0, each once; None if it is anything else."""
    found = re.split(r"[\s,]+", typed.strip())
    if not all(word.isdecimal() and 1 <= int(word) <= count for word in found):
        return None
    picked = [int(word) - 1 for word in found]
    return picked if len(set(picked)) == len(picked) else None


def pairs(typed: str, count: int, letters: str) -> tuple[int, ...] | None:
    """``1b 2a 3c`` as the place of each number's letter; None if a number is left out or a letter
    stands twice. Spaces and commas may be left out, and the pairs come in any order.
    """
    bare = re.sub(r"[\s,]+", "", typed.lower())
    found = re.findall(r"(\d)([a-z])", bare)
    if "".join(map("".join, found)) != bare or len(found) != count:
        return None
    chosen = {int(number): letters.find(letter) for number, letter in found}
    places = tuple(chosen.get(number, -1) for number in range(1, count + 1))
    return places if -1 not in places and len({*places}) == count else None
