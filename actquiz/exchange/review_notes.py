"""Notes as Obsidian's spaced-repetition plugin reads them.

Beside ``front::back`` lines it knows ``front:::back``, asked both ways; ``?`` (or ``??`` for both
ways) on a line of its own between question and answer, which an empty line ends; and ``==gaps==``,
each of them a card. ``#flashcards`` and the plugin's own remarks are no part of a card. Logseq's
outlines are read as well: an entry with ``#card`` asks, and the entries inside it answer.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from actquiz.exchange.markdown_file import MarkdownFile

_TAG = re.compile(r"(?<![\w/#&])#(?:flashcards?|card)(?:[/-][\w/-]+)?(?![\w/-])")
_SCHEDULE = re.compile(r"<!--SR:.*?-->")
_ENTRY = re.compile(r"(?P<margin>[ \t]*)[-*+][ \t]+(?P<text>.*\S)[ \t]+#card(?![\w/-])")
_CLOZE = re.compile(r"\{\{cloze\s+")
_PROPERTY = re.compile(r"\s*[a-z][a-z-]*:: ")
_SEPARATORS = ("?", "??")
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s", re.MULTILINE)
_HIDDEN = (
    r"(?<!`)(?P<ticks>`+)(?!`)(?:(?!(?P=ticks)).)+(?P=ticks)(?!`)"
    r"|\$\$.+?\$\$|\$(?=\S)(?:\\.|[^$\\\n])+?(?<=\S)\$(?!\d)|\\."
)
_MARKED = re.compile(
    rf"(?P<hidden>{_HIDDEN})"
    r"|(?<![=!<>A-Za-z0-9_)\]])==(?=[^\s=])(?P<answer>(?:(?!==|\n\s*\n).)+?)(?<=[^\s=])==(?!=)"
    r"(?:\^\[(?P<hint>[^\]\n]*)\])?",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Separated:
    """A question and an answer with ``?`` between them; lines are counted from 0."""

    start: int
    end: int
    front: str
    back: str
    both_ways: bool


def prepared(text: str) -> str:
    """``text`` with its gaps as Anki writes them, and without what is not of a card.

    ``==text==`` is a gap where the note says that it holds flashcards, or has no headings that
    could ask; elsewhere it is text in another colour.
    """
    text = _CLOZE.sub("{{", text)
    says_so = bool(_TAG.search(text) or _SCHEDULE.search(text))
    if "==" in text and (says_so or not _HEADING.search(text)):
        text = _with_gaps(text)
    return "\n".join(_without_marks(text)) if says_so else text


def _without_marks(text: str) -> Iterator[str]:
    """The lines as many as they were; those of code stay as they are."""
    fence = ""
    for line in text.split("\n"):
        if found := _FENCE.match(line):
            fence = "" if fence and found[1].startswith(fence) else fence or found[1]
        yield line if fence else _TAG.sub("", _SCHEDULE.sub("", line)).rstrip()


def _with_gaps(text: str) -> str:
    parts = re.split(r"(\n[ \t]*\n|^ {0,3}(?:`{3}|~{3}).*?^ {0,3}(?:`{3}|~{3})[ \t]*$)", text,
                     flags=re.DOTALL | re.MULTILINE)  # fmt: skip
    return "".join(part if place % 2 else _numbered(part) for place, part in enumerate(parts))


def _numbered(paragraph: str) -> str:
    """One paragraph, whose gaps are counted from 1."""
    count = 0

    def gap(found: re.Match[str]) -> str:
        nonlocal count
        if found["hidden"] is not None:
            return found[0]
        count += 1
        hint = f"::{found['hint'].strip()}" if found["hint"] else ""
        return f"{{{{c{count}::{found['answer']}{hint}}}}}"

    return _MARKED.sub(gap, paragraph)


def outline(text: str) -> frozenset[int]:
    """The lines, from 0, of an outline's entries that are cards; to be asked before ``prepared``
    takes the tags away.
    """
    if "#card" not in text:
        return frozenset()
    return frozenset(
        number for number, line in enumerate(text.split("\n")) if _ENTRY.match(line.rstrip())
    )


def _entry(file: MarkdownFile, start: int) -> Separated | None:
    """An outline's entry with what is inside it; None if nothing is."""
    lines = file.lines
    margin = _margin(lines[start])
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or _margin(lines[end]) > margin):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    front = lines[start].strip().lstrip("-*+").strip()
    back = textwrap.dedent(
        "\n".join(line for line in lines[start + 1 : end] if not _PROPERTY.match(line))
    )
    return Separated(start, end, front, back, both_ways=False) if back.strip() else None


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip())


def separated(file: MarkdownFile) -> Iterator[Separated]:
    """The cards with a ``?`` line; the lines of code, where an empty line ends nothing, count."""
    lines = file.lines
    first = 0
    for place, line in enumerate(lines):
        if place >= first and place in file.outline and (entry := _entry(file, place)):
            yield entry
            first = entry.end
            continue
        if place < first or line.strip() not in _SEPARATORS or place not in file.running:
            continue
        start = place
        while start > first and not _ends(file, start - 1):
            start -= 1
        end = place + 1
        while end < len(lines) and not _ends(file, end):
            end += 1
        front, back = "\n".join(lines[start:place]), "\n".join(lines[place + 1 : end])
        if front.strip() and back.strip():
            yield Separated(start, end, front, back, line.strip() == "??")
            first = end


def _ends(file: MarkdownFile, line: int) -> bool:
    if line in file.breaks:
        return True
    return not file.lines[line].strip() and line in file.running
