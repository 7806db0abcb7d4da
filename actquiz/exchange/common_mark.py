"""CommonMark as people write it, to the bank's smaller Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actquiz.exchange.dialect import decode
from actquiz.text.safe import clean

_FENCE = re.compile(r"\s{0,3}(```+|~~~+)(.*)")
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_PICTURE = re.compile(r"!\[([^\]\[]*)\]\([^()\n]*\)")
_LINK = re.compile(r"(?<!!)\[([^\]\[]+)\]\(([^()\s]+)[^()]*\)")
_RAW = re.compile(
    r"(?P<raw>^```.*?^```[ ]*$|(?<!`)(?P<ticks>`++)[^`]+(?P=ticks)"
    r"|\$\$.+?\$\$|\$(?=\S)(?:\\.|[^$\\])+?(?<=\S)\$(?!\d))",
    re.DOTALL | re.MULTILINE,
)
_STRONG = re.compile(r"(?<![\w_])__(?=\S)([^_]+?)(?<=\S)__(?![\w_])")
_EMPHASIS = re.compile(r"(?<![\w_])_(?=[^\s_])([^_]+?)(?<=\S)_(?![\w_])")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line, numbered from 1."""

    number: int
    text: str
    is_code: bool
    """Inside a fence, or the fence itself: no marks are looked for."""


def lines_of(text: str) -> list[Line]:
    """The lines without comments; every fence is written with backticks."""
    hidden = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), clean(text))
    lines: list[Line] = []
    fence = ""
    for number, line in enumerate(hidden.split("\n"), start=1):
        found = _FENCE.match(line)
        if fence:
            closes = bool(found) and line.strip().startswith(fence) and not line.strip(" `~")
            lines.append(Line(number, "```" if closes else line, True))
            fence = "" if closes else fence
        elif found and "`" not in found[2]:
            fence = found[1]
            lines.append(Line(number, f"```{found[2].strip()}", True))
        else:
            lines.append(Line(number, line, False))
    return lines


def to_bank(text: str) -> tuple[str, list[str]]:
    """The text in the bank's Markdown, and what it cannot hold: ``a picture``, ``a tag``."""
    lost: set[str] = set()
    parts: list[str] = []
    end = 0
    text = decode(text)
    for found in _RAW.finditer(text):
        parts += [_running(text[end : found.start()], lost), found[0]]
        end = found.end()
    parts.append(_running(text[end:], lost))
    lines = [line.rstrip() for line in "".join(parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), sorted(lost)


def _running(text: str, lost: set[str]) -> str:
    if _PICTURE.search(text):
        lost.add("a picture")
        text = _PICTURE.sub(r"\1", text)
    text = _BREAK.sub("\n", text)
    if _TAG.search(text):
        lost.add("an HTML tag")
        text = _TAG.sub("", text)
    text = _LINK.sub(r"\1 (\2)", text)
    text = _STRONG.sub(r"**\1**", text)
    return _EMPHASIS.sub(r"*\1*", text)
