"""A Markdown file with its blocks, and what it says about itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from actquiz.exchange.bank_inline import visible
from actquiz.exchange.markdown_tree import nodes_of, tokens_of
from actquiz.exchange.markup_tree import MarkupNode

if TYPE_CHECKING:
    from markdown_it.token import Token

_BLOCK_ID = re.compile(r"(?:(?<=\s)|^)\^([A-Za-z0-9-]{2,60})\s*$")
_NOTE_ID = re.compile(r"<!--\s*ID:?\s*([\w-]{1,60})\s*-->", re.IGNORECASE)
_CELLS = re.compile(r"^\s{0,3}\|")
_BAR_IN_CODE = re.compile(r"(`+)([^`|]*\S)\|(\S[^`|]*)\1(?!`)")
_CLOSED = frozenset(("fence", "code_block", "html_block", "math_block", "front_matter"))
_LARGEST_HEAD = 20_000


@dataclass(slots=True)
class FileBlock:
    """A block of the outermost level; lines are counted from 0."""

    kind: str
    start: int
    end: int
    tokens: list[Token]
    level: int = 0
    """Of a heading."""


@dataclass(slots=True)
class MarkdownFile:
    """The file, parsed."""

    lines: list[str]
    blocks: list[FileBlock]
    running: set[int]
    """Lines of text in which marks count: not code, not comments."""
    breaks: set[int]
    """Lines of headings and rules."""
    body: int
    """The line of the first heading, before which nothing needs a question."""
    title: str
    tags: tuple[str, ...]
    keys: dict[int, str] = field(default_factory=dict)
    """What identifies the card around a line, by the line."""
    env: dict[str, Any] = field(default_factory=dict)
    outline: frozenset[int] = frozenset()
    """Lines of list entries that ask, and are answered by what is inside them."""

    def parsed(self, text: str) -> list[MarkupNode | str]:
        """A part of the file as a tree."""
        return nodes_of(tokens_of(text.strip("\n"), dict(self.env)))

    def key(self, start: int, end: int) -> str:
        """The source's own identity of the card on those lines; empty if it has none."""
        return next((self.keys[line] for line in range(start, end) if line in self.keys), "")


def read(text: str) -> MarkdownFile:
    """Parse a file."""
    text = "\n".join(visible(line.replace("\t", "    ")) for line in text.split("\n"))
    env: dict[str, Any] = {}
    tokens = tokens_of(text, env)
    lines = text.split("\n")
    closed = _lines_of(tokens, _CLOSED)
    keys = _keys(lines, closed, tokens)
    mended = [
        _mended(line, number in keys) if number not in closed else line
        for number, line in enumerate(lines)
    ]
    if mended != lines:
        lines = mended
        env = {}
        tokens = tokens_of("\n".join(lines), env)
    blocks = _blocks(tokens)
    breaks = set()
    for block in blocks:
        if block.kind == "hr" or (block.level and block.tokens[0].markup.startswith("#")):
            breaks |= set(range(block.start, block.end))
        elif block.level:
            # An answer with a rule right below it reads as a heading; the rule ends the answer.
            breaks.add(block.end - 1)
    running = set(range(len(lines))) - closed - breaks
    head = next((block for block in blocks if block.kind == "front_matter"), None)
    title, tags = _front_matter(head.tokens[0].content if head else "")
    first = next((block for block in blocks if block.level == 1), None)
    if not title and first:
        title = _plain(nodes_of(first.tokens[1:-1]))
    start = next((block.start for block in blocks if block.level), -1)
    return MarkdownFile(lines, blocks, running, breaks, start, title, tags, keys, env)


def _mended(line: str, keyed: bool) -> str:
    """The line without its block id, and with bars in code that part no cells."""
    if keyed:
        line = _BLOCK_ID.sub("", line).rstrip()
    if _CELLS.match(line):
        line = _BAR_IN_CODE.sub(r"\1\2\|\3\1", line)
    return line


def _plain(nodes: list[MarkupNode | str]) -> str:
    return "".join(one if isinstance(one, str) else one.text() for one in nodes).strip()


def _blocks(tokens: list[Token]) -> list[FileBlock]:
    blocks: list[FileBlock] = []
    start = 0
    for place, token in enumerate(tokens):
        if token.level == 0 and token.nesting <= 0:
            mine = tokens[start : place + 1]
            lines = mine[0].map or [0, 0]
            kind = mine[0].type.removesuffix("_open")
            level = int(mine[0].tag[1]) if kind == "heading" else 0
            if kind != "html_block" or _shows(mine[0].content):
                blocks.append(FileBlock(kind, lines[0], lines[1], mine, level))
            start = place + 1
    return blocks


def _shows(html: str) -> bool:
    """Whether there is more than comments in it."""
    return bool(re.sub(r"<!--(?:(?!<!--).)*?-->", "", html, flags=re.DOTALL).strip())


def _lines_of(tokens: list[Token], kinds: frozenset[str]) -> set[int]:
    found: set[int] = set()
    for token in tokens:
        if token.type in kinds and token.map:
            found |= set(range(*token.map))
    return found


def _keys(lines: list[str], closed: set[int], tokens: list[Token]) -> dict[int, str]:
    code = _lines_of(tokens, _CLOSED - {"html_block"})
    keys: dict[int, str] = {}
    for number, line in enumerate(lines):
        if number in code:
            continue
        if "<!--" in line and (found := _NOTE_ID.search(line)):
            keys[number] = found[1]
        elif number not in closed and "^" in line and (found := _BLOCK_ID.search(line)):
            if line[: found.start()].count("$") % 2:
                continue
            keys[number] = found[1]
    return keys


def _front_matter(text: str) -> tuple[str, tuple[str, ...]]:
    """Title and tags in the YAML at the top; empty where it has none or is not sound."""
    import yaml

    try:
        found = yaml.safe_load(text[:_LARGEST_HEAD])
    except (yaml.YAMLError, ValueError, RecursionError):
        return "", ()
    if not isinstance(found, dict):
        return "", ()
    title, tags = found.get("title"), found.get("tags")
    words = tags.replace(",", " ").split() if isinstance(tags, str) else tags
    listed = (
        [str(one) for one in words if isinstance(one, (str, int))]
        if isinstance(words, list)
        else []
    )
    return (str(title).strip() if isinstance(title, (str, int, float)) else ""), tuple(listed[:50])
