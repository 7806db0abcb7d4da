"""What people write in notes that CommonMark reads as something else, written as it reads it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

_ANSWER_FENCE = re.compile(
    r"(?P<answer>\s{0,3}(?:\*\*)?A(?:nswer)?:(?:\*\*)?)[ \t]*"
    r"(?P<fence>(?P<ticks>`{3,}|~{3,})[\w+-]*)[ \t]*"
)
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_FOOTNOTE = re.compile(r" {0,3}\[\^([^\]\s]{1,60})\]:[ \t]*(.*)")
_GOES_ON = re.compile(r"(?: {2,}|\t)\s*(\S.*)")
_REFERENCE = re.compile(
    r"(?P<code>(?<!`)(`+)(?!`).+?(?<!`)\2(?!`))|(?<!\\)\[\^(?P<name>[^\]\s]+)\]"
)
_LONGEST = 2_000


def outside_code(text: str) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it stands outside of fenced code."""
    fence = ""
    for line in text.split("\n"):
        found = _FENCE.match(line)
        yield line, not fence and not found
        if found:
            fence = "" if fence and found[1].startswith(fence) else fence or found[1]


def fences_apart(text: str) -> tuple[str, Callable[[int], int]]:
    """``A: ``` `` as two lines, for behind other text a fence is none.

    Also what gives a line's number, from 0, in the text as it was.
    """
    lines: list[str] = []
    added: list[int] = []
    fence = ""
    for line in text.split("\n"):
        found = None if fence else _ANSWER_FENCE.fullmatch(line)
        if found:
            lines += [found["answer"], found["fence"]]
            added.append(len(lines) - 1)
            fence = found["ticks"]
            continue
        lines.append(line)
        if opened := _FENCE.match(line):
            fence = "" if fence and opened[1].startswith(fence) else fence or opened[1]
    return "\n".join(lines), lambda line: line - bisect_right(added, line)


def footnotes_inline(text: str) -> str:
    """Footnotes in brackets where they are named: a card has no foot. Lines keep their numbers."""
    if "[^" not in text:
        return text
    notes: dict[str, str] = {}
    lines: list[tuple[str, bool]] = []
    name = ""
    for line, plain in outside_code(text):
        if plain and (found := _FOOTNOTE.fullmatch(line)):
            name = found[1]
            notes[name] = found[2].strip()
            lines.append(("", False))
        elif plain and name and (more := _GOES_ON.fullmatch(line)):
            notes[name] = f"{notes[name]} {more[1].strip()}".strip()
            lines.append(("", False))
        else:
            name = ""
            lines.append((line, plain))

    def told(found: re.Match[str]) -> str:
        note = notes.get(found["name"] or "", "")
        return f" ({note[:_LONGEST]})" if note else found[0]

    return "\n".join(
        _REFERENCE.sub(told, line) if plain and "[^" in line else line for line, plain in lines
    )
