"""Which parts of a Markdown file are cards: questions, headings, lines with ``::``, gaps, sides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from actquiz.exchange.cloze_gaps import NAMESPACES
from actquiz.exchange.foreign_table import role_of
from actquiz.exchange.markdown_file import FileBlock, MarkdownFile
from actquiz.exchange.markdown_tree import nodes_of
from actquiz.exchange.markup_tree import MarkupNode
from actquiz.exchange.review_notes import Separated, separated

if TYPE_CHECKING:
    from markdown_it.token import Token

Nodes = list[MarkupNode | str]
_QUESTION = re.compile(r"\s{0,3}(?:\*\*)?Q(?:uestion)?:(?:\*\*)?\s*(.*)")
_ANSWER = re.compile(r"\s{0,3}(?:\*\*)?A(?:nswer)?:(?:\*\*)?\s*(.*)")
_RAW = re.compile(
    r"(?<!`)(`+)(?!`)(?:(?!\1).)+\1(?!`)|\$\$.+?\$\$|\$(?=\S)(?:\\.|[^$\\])+?(?<=\S)\$(?!\d)|[A-Za-z+.-]{1,20}://\S*"
)
_PROPERTY = re.compile(
    r"\s*(?:id|collapsed|card-[a-z-]+|title|tags|alias|type|icon|heading|created-at|updated-at):: "
)
"""What Logseq keeps about a block."""
_LINE_START = re.compile(r"[A-Za-z_]\w*$")


@dataclass(slots=True)
class FoundCard:
    """A card as the file has it."""

    line: int
    """Counted from 0, as ``end`` is."""
    end: int
    front: Nodes
    back: Nodes = field(default_factory=list)
    gaps: bool = False
    """``front`` is a text with gaps."""
    both_ways: bool = False
    """The answer asks for the question, too."""


def cards(file: MarkdownFile) -> Iterator[FoundCard | tuple[int, str]]:
    """The cards, and between them lines at which something is left out, with what it is."""
    if any(_QUESTION.match(file.lines[line]) for line in file.running):
        yield from _pairs(file)
        return
    if parts := list(separated(file)):
        yield from _around(file, parts)
        return
    headings = [block for block in file.blocks if block.level]
    rules = any(block.kind == "hr" for block in file.blocks)
    one_level = len(headings) <= 1 and not any(block.level > 1 for block in headings)
    if one_level and any(map(_roles, file.blocks)):
        yield from _rows(file)
        return
    if rules and one_level and not _several(file):
        yield from _sides(file)
        return
    yield from _sections(file, headings)


def one_card(file: MarkdownFile) -> FoundCard | None:
    """The file as one card: its sides, or all of it if it has gaps; None if it is neither."""
    sides = next((one for one in _sides(file) if isinstance(one, FoundCard)), None)
    if sides is not None:
        return sides
    shown = [block for block in file.blocks if block.kind not in ("hr", "front_matter")]
    tokens = _flat(shown)
    if not any(_has_gap(child) for token in tokens for child in token.children or ()):
        return None
    return FoundCard(shown[0].start, shown[-1].end, nodes_of(tokens), gaps=True)


def _pairs(file: MarkdownFile) -> Iterator[FoundCard | tuple[int, str]]:
    """``Q:`` begins a card, ``A:`` its answer; a heading or a rule ends both."""
    start = -1
    sides: list[list[str]] = []
    loose = -1

    def made(end: int) -> FoundCard:
        front, back = ("\n".join(side) for side in [*sides, []][:2])
        return FoundCard(start, end, file.parsed(front), file.parsed(back))

    for number, line in enumerate(file.lines):
        running = number in file.running
        if running and (asked := _QUESTION.match(line)):
            if start >= 0:
                yield made(number)
            # The mark that began the line is closed behind the question.
            said = asked[1].rstrip()
            bold = line.lstrip().startswith("**") and said.count("**") % 2 == 1
            first = said.removesuffix("**") if bold else asked[1]
            start, sides, loose = number, [[first]], -1
        elif number in file.breaks:
            if start >= 0:
                yield made(number)
            start = -1
        elif start >= 0 and running and len(sides) == 1 and (told := _ANSWER.match(line)):
            sides.append([told[1]])
        elif start >= 0:
            sides[-1].append(line)
        elif running and line.strip() and loose < 0 and number > file.body:
            loose = number
            yield number, "this text belongs to no question: it is left out"
    if start >= 0:
        yield made(len(file.lines))


def _around(file: MarkdownFile, parts: list[Separated]) -> Iterator[FoundCard | tuple[int, str]]:
    """Questions and answers with ``?`` between them, and the other cards in their order."""
    taken = {line for part in parts for line in range(part.start, part.end)}
    found: list[FoundCard | tuple[int, str]] = [
        FoundCard(
            part.start,
            part.end,
            file.parsed(part.front),
            file.parsed(part.back),
            both_ways=part.both_ways,
        )
        for part in parts
    ]
    # Headings only say what the cards below are about.
    left = [
        replace(block, tokens=tokens)
        for block in file.blocks
        if not block.level and block.kind not in ("hr", "front_matter")
        if (tokens := [one for one in block.tokens if not one.map or one.map[0] not in taken])
        if block.kind != "fence" or block.start not in taken
    ]
    found += _inner(left)
    yield from sorted(found, key=lambda one: one.line if isinstance(one, FoundCard) else one[0])


def _sides(file: MarkdownFile) -> Iterator[FoundCard | tuple[int, str]]:
    """Mochi keeps a card a file; sides after the second belong to the answer."""
    parts: list[list[FileBlock]] = [[]]
    for block in file.blocks:
        if block.kind == "hr":
            parts.append([])
        elif block.kind != "front_matter":
            parts[-1].append(block)
    filled = [part for part in parts if part]
    if len(filled) < 2:
        return
    front = _flat(filled[0])
    if len(filled[0]) == 1 and filled[0][0].level:
        front = filled[0][0].tokens[1:-1]
    rest = [token for part in filled[1:] for block in part for token in block.tokens]
    last = file.blocks[-1]
    yield FoundCard(filled[0][0].start, last.end, nodes_of(front), nodes_of(rest))


def _roles(block: FileBlock) -> tuple[int, int] | None:
    """In which columns of a table questions and answers stand; None if its header names none."""
    if block.kind != "table":
        return None
    header = [token for token in block.tokens if token.type == "inline" and token.level == 4]
    start = block.start
    names = [role_of(one.content) for one in header if one.map and one.map[0] == start]
    if "front" in names and "back" in names:
        return names.index("front"), names.index("back")
    return None


def _rows(file: MarkdownFile) -> Iterator[FoundCard | tuple[int, str]]:
    """The rows of tables that ask, and the cards around them."""
    around: list[FileBlock] = []
    for block in file.blocks:
        roles = _roles(block)
        if roles is None:
            around += [] if block.level or block.kind in ("hr", "front_matter") else [block]
            continue
        yield from _inner(around)
        around = []
        rows: dict[int, list[Token]] = {}
        for token in block.tokens:
            if token.type == "inline" and token.map and token.map[0] > block.start:
                rows.setdefault(token.map[0], []).append(token)
        for line, cells in rows.items():
            asked, told = (nodes_of([cells[role]]) for role in roles)
            if asked and told:
                yield FoundCard(line, line + 1, asked, told)
            else:
                yield line, "this row is left out: it has no question or no answer"
    yield from _inner(around)


def _several(file: MarkdownFile) -> bool:
    """Whether rules stand between cards of one line, and not between the sides of one card."""
    count = 0
    part: list[FileBlock] = []
    for block in [*file.blocks, None]:
        if block is not None and block.kind != "hr":
            part.append(block)
            continue
        count += any(isinstance(one, FoundCard) and not one.gaps for one in _inner(part))
        part = []
    return count > 1


def _flat(blocks: Iterable[FileBlock]) -> list[Token]:
    return [token for block in blocks for token in block.tokens]


def _sections(
    file: MarkdownFile, headings: list[FileBlock]
) -> Iterator[FoundCard | tuple[int, str]]:
    """Each heading with what is below it, unless that has cards of its own."""
    titled = (
        len(headings) > 1 and headings[0].level == 1 and all(one.level > 1 for one in headings[1:])
    )
    heading: FileBlock | None = None
    body: list[FileBlock] = []
    for block in [*file.blocks, None]:
        if block and not block.level:
            body.append(block)
            continue
        inner = list(_inner(body))
        if any(isinstance(one, FoundCard) for one in inner):
            yield from inner
        elif heading and titled and heading is headings[0]:
            if body and nodes_of(_flat(body)):
                yield body[0].start, "the text below the title is left out: it has no question"
        elif heading:
            yield from _section(heading, body, block.start if block else len(file.lines))
        heading, body = block, []


def _section(
    heading: FileBlock, body: list[FileBlock], end: int
) -> Iterator[FoundCard | tuple[int, str]]:
    """A heading and its answer, which ends at a rule."""
    while body and body[0].kind == "hr":
        body = body[1:]
    rule = next((place for place, block in enumerate(body) if block.kind == "hr"), len(body))
    answer, rest = body[:rule], [block for block in body[rule:] if block.kind != "hr"]
    told = nodes_of(_flat(answer))
    gaps = any(_has_gap(child) for child in heading.tokens[1].children or ())
    if told:
        yield FoundCard(heading.start, end, nodes_of(heading.tokens[1:-1]), told)
        if gaps:
            yield heading.start, "the gaps of this heading are filled in: its text is the answer"
    elif gaps:
        yield FoundCard(heading.start, end, nodes_of(heading.tokens[1:-1]), gaps=True)
    if rest:
        yield rest[0].start, "the text after the rule belongs to no card: it is left out"


def _inner(body: list[FileBlock]) -> Iterator[FoundCard | tuple[int, str]]:
    """Lines ``front::back`` and texts with gaps, in paragraphs and list entries."""
    loose = -1
    for block in body:
        before = loose
        for token in block.tokens:
            if token.type != "inline" or token.map is None:
                continue
            found = list(_in_text(token, listed=block.kind != "paragraph"))
            if any(isinstance(one, FoundCard) for one in found):
                yield from found
            else:
                yield from found
                loose = block.start if loose < 0 else loose
        if block.kind in ("fence", "table") and loose < 0:
            loose = block.start
        if before < 0 <= loose:
            yield loose, "this text belongs to no card: it is left out"


def _in_text(token: Token, *, listed: bool) -> Iterator[FoundCard | tuple[int, str]]:
    assert token.map is not None
    first = token.map[0]
    children = token.children or []
    if any(_has_gap(child) for child in children):
        for place, end, part in _sentences(children):
            yield FoundCard(first + place, first + end, nodes_of([_running(part)]), gaps=True)
        return
    left: list[int] = []
    found = False
    for number, (line, part) in enumerate(
        zip(token.content.split("\n"), _lines(children), strict=False)
    ):
        end = _parting(line, listed=listed)
        if end == -2:
            yield first + number, "'::' inside a name parts no card: put spaces around it"
        if end < 0:
            left += [number] if end == -1 and line.strip() else []
            continue
        front, back, both_ways = _parted(part)
        asked, told = nodes_of([_running(front)]), nodes_of([_running(back)])
        if asked and told:
            place = first + number
            yield FoundCard(place, place + 1, asked, told, both_ways=both_ways)
            found = True
    for number in left if found else ():
        yield first + number, "this line belongs to no card: it is left out"


def _has_gap(token: Token) -> bool:
    return token.type == "gap_open" or (
        token.type == "maths" and bool(re.search(r"\{\{c\d", token.content))
    )


def _running(children: list[Token]) -> Token:
    from markdown_it.token import Token

    return Token("inline", "", 0, children=children)


def _lines(children: list[Token]) -> list[list[Token]]:
    lines: list[list[Token]] = [[]]
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            lines.append([])
        else:
            lines[-1].append(child)
    return lines


def _sentences(children: list[Token]) -> Iterator[tuple[int, int, list[Token]]]:
    """The text whole, or line by line where each is a sentence with gaps of its own."""
    lines = _lines(children)
    apart = len(lines) > 1 and all(
        any(_has_gap(one) for one in line)
        and sum(one.nesting for one in line) == 0
        and line[-1].content.rstrip().endswith((".", "!", "?"))
        for line in lines
    )
    if apart:
        yield from ((place, place + 1, line) for place, line in enumerate(lines))
    else:
        yield 0, len(lines), children


def _parting(line: str, *, listed: bool) -> int:
    """Where ``::`` parts question and answer; -1: nowhere, -2: it is part of a name."""
    if _PROPERTY.match(line):
        return -1
    hidden = _RAW.sub(lambda found: "\0" * len(found[0]), line)
    place = hidden.find("::")
    if place < 0:
        return -1
    before, after = hidden[:place], hidden[place:].lstrip(":")
    if not before.strip() or not after.strip():
        return -1
    name = _LINE_START.search(before)
    if name and re.match(r"[A-Za-z_]", after):
        sentence = not listed and " " in before.strip() and line.rstrip().endswith((".", "!"))
        if name[0] in NAMESPACES or sentence:
            return -2
    return place


def _parted(children: list[Token]) -> tuple[list[Token], list[Token], bool]:
    """The line's tokens before and after ``::``, which stands in plain text; ``:::`` is asked
    both ways.
    """
    for place, child in enumerate(children):
        if child.type == "text" and "::" in re.sub(
            r"[A-Za-z+.-]{1,20}://\S*", lambda url: "\0" * len(url[0]), child.content
        ):
            head, _, tail = child.content.partition("::")
            one, two = child.copy(content=head), child.copy(content=tail.lstrip(":"))
            both_ways = len(tail) - len(tail.lstrip(":")) == 1
            return [*children[:place], one], [two, *children[place + 1 :]], both_ways
    return children, [], False
