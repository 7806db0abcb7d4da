"""The HTML of Anki's fields as the bank's Markdown. What is not text is left out and named."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from actquiz.text.markdown import escape
from actquiz.text.safe import clean

_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
_BREAKS = frozenset(("div", "p", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"))
_SILENT = frozenset(("script", "style", "head", "template", "iframe", "object", "svg"))
_MEDIA = frozenset(("img", "audio", "video", "embed", "iframe", "object", "svg"))
_SOUND = re.compile(r"\[sound:[^\]\[]*\]")
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_MATHS = re.compile(
    r"\\\((?P<inline>(?:(?!\\\().)*?)\\\)|\\\[(?P<display>(?:(?!\\\[).)*?)\\\]"
    r"|\[\$\](?P<old>(?:(?!\[\$).)*?)\[/\$\]|\[\$\$\](?P<olddisplay>(?:(?!\[\$).)*?)\[/\$\$\]",
    re.DOTALL,
)
"""None of them holds another's beginning: else a long run of beginnings would take for ever."""
_MAX_DEPTH = 200


def as_markdown(html: str) -> tuple[str, list[str]]:
    """The field's text, and what could not be carried: ``a picture``, ``a sound``, ``a script``."""
    lost = ["a sound"] if _SOUND.search(html) else []
    reader = _Reader()
    reader.feed(_COMMENT.sub("", _SOUND.sub("", html)).replace("<!--", ""))
    reader.close()
    return _tidied(reader.text()), sorted({*lost, *reader.lost})


class _Reader(HTMLParser):
    """Keeps emphasis, code, lists and formulas; attributes, and with them handlers, are dropped."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lost: set[str] = set()
        self._parts: list[str] = []
        self._silent: list[str] = []
        self._lists: list[tuple[str, int]] = []
        self._pre = False

    def text(self) -> str:
        """Everything so far, formulas in dollar signs."""
        return _with_maths("".join(self._parts))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _MEDIA:
            self.lost.add("a picture" if tag in ("img", "svg") else "a recording or page inside")
        if tag == "script" or any(name.startswith("on") for name, _ in attrs):
            self.lost.add("a script")
        if tag in _SILENT:
            self._silent.append(tag)
        elif not self._silent:
            self._open(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
        elif tag in _MARKS and not self._pre:
            self._parts.append(_MARKS[tag])
        elif tag == "pre":
            self._parts.append("\n```\n")
            self._pre = False
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
            self._parts.append("\n")
        elif tag in _BREAKS:
            self._parts.append("\n")
        elif tag == "anki-mathjax":
            self._parts.append("\\)")

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self._parts.append(data if self._pre else data.replace("\n", " "))

    def _open(self, tag: str) -> None:
        if tag in _MARKS and not self._pre:
            self._parts.append(_MARKS[tag])
        elif tag == "pre":
            self._parts.append("\n```\n")
            self._pre = True
        elif tag in ("ul", "ol") and len(self._lists) < _MAX_DEPTH:
            self._lists.append((tag, 0))
            self._parts.append("\n")
        elif tag == "li" and self._lists:
            kind, number = self._lists[-1]
            self._lists[-1] = (kind, number + 1)
            margin = "  " * min(len(self._lists) - 1, 4)
            self._parts.append(f"\n{margin}{'-' if kind == 'ul' else f'{number + 1}.'} ")
        elif tag == "br" or tag in _BREAKS:
            self._parts.append("\n")
        elif tag in ("td", "th"):
            self._parts.append(" ")
        elif tag == "anki-mathjax":
            self._parts.append("\\(")


def _with_maths(text: str) -> str:
    parts: list[str] = []
    end = 0
    for found in _MATHS.finditer(text):
        parts.append(text[end : found.start()].replace("$", "\\$"))
        display = found["display"] or found["olddisplay"]
        latex = (display or found["inline"] or found["old"] or "").strip()
        latex = " ".join(latex.split()).replace("$", "\\$")
        if latex:
            parts.append(f"\n\n$${latex}$$\n\n" if display else f"${latex}$")
        end = found.end()
    parts.append(text[end:].replace("$", "\\$"))
    return "".join(parts)


def _tidied(text: str) -> str:
    """Lines without trailing space, never two blank ones; empty marks are taken out."""
    text = clean(text.replace("\xa0", " "))
    text = text.replace("****", "")
    lines = [line.rstrip() for line in text.split("\n")]
    fenced = False
    for number, line in enumerate(lines):
        fenced ^= line.startswith("```")
        if not fenced and not re.match(r"\s+(?:-|\d+\.) ", line):
            lines[number] = line.strip()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def plain(text: str) -> str:
    """A field that is text, not HTML."""
    return escape(text).strip()
