"""Markdown laid out for a width: lines of styled spans that any face can draw.

In the spans of a laid-out line formulas are text already; their style says what they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from actquiz.text import maths
from actquiz.text.markdown import (
    Block,
    Code,
    Display,
    Listing,
    ListItem,
    Paragraph,
    Span,
    Spans,
    Style,
    Table,
    parse,
)
from actquiz.text.safe import cells, cut

_GAP = "  "
_INDENT = "  "
Word = list[Span]


def layout(text: str, width: int, *, flat: bool = False) -> list[Spans]:
    """``text`` in lines of at most ``width`` cells, a blank line between blocks.

    ``flat``: displayed formulas on one line too, as a screen reader needs them.
    """
    lines: list[Spans] = []
    for block in parse(text):
        laid = _block(block, max(width, 1), flat)
        if lines and laid:
            lines.append(())
        lines += laid
    return lines


def render(text: str, width: int, *, flat: bool = False) -> list[str]:
    """``text`` as plain lines of at most ``width`` cells; ``flat``: every formula on one line."""
    lines = layout(text, width, flat=flat)
    return ["".join(span.text for span in line).rstrip() for line in lines]


def plain(text: str) -> str:
    """``text`` in one line without any marks; formulas in their one-line form."""
    lines = layout(text, 10_000, flat=True)
    return " ".join("".join(span.text for span in line).strip() for line in lines if line)


def flow(spans: Sequence[Span], width: int) -> list[Spans]:
    """Running text in lines of at most ``width`` cells, broken between words where possible."""
    lines: list[Word] = []
    room = 0
    for word in _words(spans):
        size = _size(word)
        if lines and size + 1 <= room:
            lines[-1] += [Span(" "), *word]
            room -= size + 1
            continue
        for part in _pieces(word, width):
            lines.append(part)
            room = width - _size(part)
    return [tuple(_joined(line)) for line in lines]


def _block(block: Block, width: int, flat: bool) -> list[Spans]:
    match block:
        case Paragraph(spans):
            return flow(spans, width)
        case Listing(items):
            return [line for item in items for line in _item(item, items, width)]
        case Code(lines):
            return [(Span(part, "code"),) for line in lines for part in _hard(line, width)]
        case Display(latex):
            return _display(latex, width, flat)
        case Table():
            return _table(block, width)


def _item(item: ListItem, items: Sequence[ListItem], width: int) -> list[Spans]:
    """One entry, its further lines under its first word."""
    numbered = [len(other.marker) for other in items if other.depth == item.depth]
    marker = item.marker.rjust(max(numbered)) if item.marker[0].isdigit() else item.marker
    lead = _INDENT * item.depth + marker + " "
    if 2 * len(lead) > width:
        lead = item.marker + " "
    room = width - len(lead)
    if room < 1:
        return flow(item.spans, width)
    hang = " " * len(lead)
    lines = flow(item.spans, room)
    return [(Span(hang if number else lead), *line) for number, line in enumerate(lines)]


def _display(latex: str, width: int, flat: bool) -> list[Spans]:
    indent = _INDENT if width > 4 * len(_INDENT) else ""
    room = width - len(indent)
    lines = maths.wrap(maths.inline(latex), room) if flat else maths.block(latex, room)
    return [(Span(indent), Span(line, "maths")) for line in lines]


def _table(table: Table, width: int) -> list[Spans]:
    """Columns if they fit; else each row as a list of what its header asks."""
    grid = [[flow(cell, 10_000) for cell in row] for row in (table.header, *table.rows)]
    widths = [max((_size(row[column][0]) if row[column] else 0) for row in grid)
              for column in range(len(table.header))]  # fmt: skip
    if sum(widths) + len(_GAP) * (len(widths) - 1) > width:
        return _listed(table, width)
    lines = [_columns([cell[0] if cell else () for cell in row], widths) for row in grid]
    head = tuple(Span(s.text, "strong" if s.style == "plain" else s.style) for s in lines[0])
    rule = (Span(_GAP.join("-" * size for size in widths)),)
    return [head, rule, *lines[1:]]


def _columns(row: Sequence[Spans], widths: Sequence[int]) -> Spans:
    line: list[Span] = []
    for index, (cell, size) in enumerate(zip(row, widths, strict=True)):
        line += cell
        if index + 1 < len(widths):
            line.append(Span(" " * (size - _size(cell)) + _GAP))
    return tuple(line)


def _listed(table: Table, width: int) -> list[Spans]:
    """The first cell of each row as a heading, the others as ``header: value``."""
    lines: list[Spans] = []
    for row in table.rows:
        heading = tuple(Span(s.text, "strong" if s.style == "plain" else s.style) for s in row[0])
        lines += flow(heading, width)
        for name, cell in zip(table.header[1:], row[1:], strict=True):
            entry = (*name, Span(": "), *cell)
            indent = _INDENT if width > 4 * len(_INDENT) else ""
            lines += [(Span(indent), *line) for line in flow(entry, width - len(indent))]
    return lines


def _words(spans: Sequence[Span]) -> Iterator[Word]:
    """What must stay together: runs without a space, formulas and code as a whole."""
    word: Word = []
    for span in spans:
        whole = span.style in ("maths", "code")
        text = maths.inline(span.text) if span.style == "maths" else span.text
        for number, part in enumerate([text] if whole else text.split(" ")):
            if number and word:
                yield word
                word = []
            if part:
                word.append(Span(part, span.style))
    if word:
        yield word


def _pieces(word: Word, width: int) -> Iterator[Word]:
    """The word as it is, or in parts where it is wider than a line."""
    if _size(word) <= width:
        yield word
        return
    line: Word = []
    for span in word:
        for part in _broken(span, width):
            if line and _size(line) + cells(part) > width:
                yield line
                line = []
            line.append(Span(part, span.style))
    yield line


def _broken(span: Span, width: int) -> list[str]:
    if cells(span.text) <= width:
        return [span.text]
    if span.style == "maths":
        return maths.wrap(span.text, width)
    return _hard(span.text, width)


def _hard(text: str, width: int) -> list[str]:
    """``text`` cut wherever the line is full; a wide character never makes it stand still."""
    parts: list[str] = []
    while cells(text) > width:
        reach = max(len(cut(text, width)), 1)
        parts.append(text[:reach])
        text = text[reach:]
    return [*parts, text]


def _joined(line: Word) -> Iterator[Span]:
    """Neighbours of one style as one span; a space takes the style it stands inside."""
    text, style = "", line[0].style
    for index, span in enumerate(line):
        after: Style = line[index + 1].style if index + 1 < len(line) else span.style
        shared = span.text == " " and style == after and style in ("strong", "emphasis")
        if shared or span.style == style:
            text += span.text
        else:
            yield Span(text, style)
            text, style = span.text, span.style
    yield Span(text, style)


def _size(spans: Sequence[Span]) -> int:
    return sum(cells(span.text) for span in spans)
