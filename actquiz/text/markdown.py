"""The small Markdown of decks: paragraphs, lists, code, tables, strong, emphasis and mathematics.

Everything else is literal text, and so is a mark that is never closed. A backslash keeps
``$ * ` | \\`` from being marks, and the ``-`` or ``1.`` of a line from beginning a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from actquiz.text.safe import clean

Style = Literal["plain", "strong", "emphasis", "code", "maths"]


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one style; the text of ``maths`` is LaTeX."""

    text: str
    style: Style = "plain"


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class ListItem:
    """One entry of a list."""

    marker: str
    """``•`` or a number with its dot."""
    depth: int
    """0 for the outermost list."""
    spans: Spans


@dataclass(frozen=True, slots=True)
class Listing:
    """A bullet or numbered list."""

    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Lines to show exactly as they are."""

    lines: tuple[str, ...]
    language: str = ""
    """The word after the opening backticks: ``python``."""


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows; every row has as many cells as the header."""

    header: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]


@dataclass(frozen=True, slots=True)
class Display:
    """A formula on lines of its own, as LaTeX."""

    latex: str


Block = Paragraph | Listing | Code | Table | Display

_FENCE = re.compile(r"\s*```")
_ITEM = re.compile(r"(\s*)(?:([-*•])|(\d{1,3})[.)])\s+(?=\S)")
_MARKED = re.compile(rf"{_FENCE.pattern}|{_ITEM.pattern}|\s*(?:\$\$|\|)")
"""A line that a list entry does not go on in."""
_RULE = re.compile(r"(?=.*\|)\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")
_DISPLAY = re.compile(r"(?<![\\$])\$\$(?!\$)(.+?)(?<!\\)\$\$", re.DOTALL)
_INLINE = re.compile(
    r"""
    \\(?P<literal>[\\$*`|.)-])
    | (?P<ticks>`+)(?P<code>[^`]+)(?P=ticks)
    | \$(?P<maths>(?=\S)(?:\\.|[^$\\])+?(?<=\S))\$(?!\d)
    | \*\*(?P<strong>(?=\S)(?:\\.|[^*\\]|\*(?!\*))+?(?<=\S))\*\*
    | (?<![\w*])\*(?P<emphasis>(?=[^\s*])(?:\\.|[^*\\])+?(?<=\S))\*(?![\w*])
    """,
    re.VERBOSE,
)
_MAX_DEPTH = 4


def parse(text: str) -> tuple[Block, ...]:
    """The blocks of ``text``; any text is valid."""
    return tuple(_blocks(clean(text).split("\n")))


def spans(text: str) -> Spans:
    """One line of running text in its styles."""
    return tuple(_merged(_styled(text, "plain")))


def escape(text: str) -> str:
    """Markdown that shows ``text`` as it is; for what a learner typed."""
    return re.sub(r"([\\$*`|])", r"\\\1", clean(text))


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    place = 0
    running: list[str] = []
    while place < len(lines):
        block, after = _special(lines, place)
        if block is None:
            if lines[place].strip():
                running.append(lines[place].strip())
            else:
                yield from _paragraph(running)
                running = []
            place += 1
            continue
        yield from _paragraph(running)
        running = []
        yield block
        place = after
    yield from _paragraph(running)


def _special(lines: Sequence[str], place: int) -> tuple[Block | None, int]:
    """The block other than a paragraph that begins here, and the line after it."""
    line = lines[place]
    if _FENCE.match(line):
        return _code(lines, place)
    if _ITEM.match(line):
        return _listing(lines, place)
    if "|" in line and place + 1 < len(lines) and _RULE.fullmatch(lines[place + 1]):
        return _table(lines, place)
    if line.lstrip().startswith("$$"):
        return _display(lines, place)
    return None, place


def _code(lines: Sequence[str], place: int) -> tuple[Block | None, int]:
    for end in range(place + 1, len(lines)):
        if lines[end].strip() == "```":
            language = lines[place].strip().strip("`").strip()
            shown = tuple(line.rstrip() for line in lines[place + 1 : end])
            return Code(shown, language), end + 1
    return None, place


def _display(lines: Sequence[str], place: int) -> tuple[Block | None, int]:
    """A formula that has its lines to itself; others are found inside paragraphs."""
    taken = ""
    for end in range(place, len(lines)):
        if not lines[end].strip():
            break
        taken += lines[end].strip() + " "
        found = _DISPLAY.match(taken)
        if found:
            alone = not taken[found.end() :].strip()
            return (Display(found[1].strip()), end + 1) if alone else (None, place)
    return None, place


def _listing(lines: Sequence[str], place: int) -> tuple[Block | None, int]:
    items: list[ListItem] = []
    while place < len(lines) and (found := _ITEM.match(lines[place])):
        text = lines[place][found.end() :]
        place += 1
        while place < len(lines) and lines[place].strip() and not _MARKED.match(lines[place]):
            text += " " + lines[place].strip()
            place += 1
        marker = "•" if found[2] else f"{found[3]}."
        depth = min(len(found[1]) // 2, _MAX_DEPTH)
        items.append(ListItem(marker, depth, spans(text.strip())))
        if place + 1 < len(lines) and not lines[place].strip():
            place += _continues(items[0], lines[place + 1])
    return Listing(tuple(items)), place


def _continues(first: ListItem, line: str) -> bool:
    """Whether ``line``, after a blank one, is another item of the same list."""
    found = _ITEM.match(line)
    return bool(found and (found[1] or (found[2] is None) == first.marker.endswith(".")))


def _table(lines: Sequence[str], place: int) -> tuple[Block | None, int]:
    header = _cells(lines[place])
    rows: list[tuple[Spans, ...]] = []
    place += 2
    while place < len(lines) and "|" in lines[place]:
        cells = _cells(lines[place], len(header))
        rows.append((*cells, *[()] * (len(header) - len(cells))))
        place += 1
    return Table(header, tuple(rows)), place


def _cells(line: str, most: int = 0) -> tuple[Spans, ...]:
    """The cells of one row; a bar inside a formula or code does not separate.

    What is beyond ``most`` cells, such as text behind the last bar, stands in the last of them.
    """
    hidden = _INLINE.sub(lambda mark: mark[0].replace("|", "\0"), line.strip())
    texts = [text.strip() for text in hidden.removeprefix("|").removesuffix("|").split("|")]
    if most:
        texts = [*texts[: most - 1], " ".join(filter(None, texts[most - 1 :]))]
    return tuple(spans(text.replace("\0", "|")) for text in texts)


def _paragraph(lines: Sequence[str]) -> Iterator[Block]:
    """Running text, cut at displayed formulas."""
    text = " ".join(lines)
    end = 0
    for found in _DISPLAY.finditer(text):
        if before := text[end : found.start()].strip():
            yield Paragraph(spans(before))
        yield Display(found[1].strip())
        end = found.end()
    if rest := text[end:].strip():
        yield Paragraph(spans(rest))


def _styled(text: str, style: Style) -> Iterator[Span]:
    end = 0
    for mark in _INLINE.finditer(text):
        yield Span(text[end : mark.start()], style)
        end = mark.end()
        match mark.lastgroup:
            case "literal":
                yield Span(mark["literal"], style)
            case "code":
                yield Span(mark["code"].strip() or mark["code"], "code")
            case "maths":
                yield Span(mark["maths"], "maths")
            case "strong":
                yield from _styled(mark["strong"], "strong")
            case "emphasis":
                yield from _styled(mark["emphasis"], "emphasis" if style == "plain" else style)
    yield Span(text[end:], style)


def _merged(parts: Iterator[Span]) -> Iterator[Span]:
    """Without empty spans, neighbours of one style as one; formulas and code stay apart."""
    before: Span | None = None
    for part in parts:
        if not part.text:
            continue
        if before and before.style == part.style and part.style not in ("maths", "code"):
            before = Span(before.text + part.text, part.style)
            continue
        if before:
            yield before
        before = part
    if before:
        yield before
