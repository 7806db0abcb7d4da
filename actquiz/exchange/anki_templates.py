"""Anki's card templates: what a card asks and answers, as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_MARK = re.compile(r"\{\{\s*([#^/]?)\s*([^{}]*?)\s*\}\}|<%\s*([#^/]?)\s*([^<>%]*?)\s*%>")
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_RULE = re.compile(r"<hr\b[^<>]*\bid\s*=\s*[\"']?answer\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_SPECIAL = frozenset(("Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID"))
_SIMPLE = frozenset(("type", "text", "hint", "cloze", "furigana", "kana", "kanji", "nc", "edit"))
_READ = re.compile(r" ?([^ >\[\]]+)\[(?!sound:|anki:)([^\[\]<>]+)\]")
"""``日本[にほん]``: a word and how it is read."""
_READINGS = {"furigana": r"<ruby>\1<rt>\2</rt></ruby>", "kana": r"\2", "kanji": r"\1"}
_END = re.compile(r"(?:\s|<br\s*/?>|&nbsp;)+\Z")
_MAX = 400_000


@dataclass(slots=True)
class Side:
    """One side of a card."""

    html: str
    typed: str = ""
    """The field whose text is to be typed."""
    lost: list[str] = field(default_factory=list)


def question(template: str, fields: Mapping[str, str]) -> Side:
    """What is asked; a ``{{cloze:…}}`` field keeps its gaps."""
    return _rendered(template, fields, answering=False)


def answer(template: str, fields: Mapping[str, str], asked: str) -> Side:
    """What the answer adds to the question ``asked``."""
    side = _rendered(template, fields, answering=True)
    if rule := _RULE.search(side.html):
        side.html = side.html[rule.end() :]
    elif (asked := _END.sub("", asked).strip()) and side.html.strip().startswith(asked):
        side.html = side.html.strip()[len(asked) :]
    return side


def _rendered(template: str, fields: Mapping[str, str], *, answering: bool) -> Side:
    side = Side("")
    parts: list[str] = []
    size = 0
    for part in _parts(_COMMENT.sub("", template), fields, side, answering=answering):
        size += len(part)
        if size > _MAX:
            side.lost.append("a side of a card is cut: it is too long")
            break
        parts.append(part)
    side.html = "".join(parts)
    return side


def _parts(
    template: str, fields: Mapping[str, str], side: Side, *, answering: bool
) -> Iterator[str]:
    closed: list[tuple[str, bool]] = []
    """Sections that are open, and whether each hides what is inside."""
    place = 0
    for mark in _MARK.finditer(template):
        hidden = any(hides for _, hides in closed)
        if not hidden:
            yield template[place : mark.start()]
        place = mark.end()
        sign, name = (mark[1], mark[2]) if mark[2] is not None else (mark[3], mark[4])
        if sign == "/":
            if closed and closed[-1][0] == name:
                closed.pop()
        elif sign:
            full = bool(
                _TAG.sub("", fields.get(name, "")).strip() or "<img" in fields.get(name, "")
            )
            closed.append((name, full if sign == "^" else not full and name not in _SPECIAL))
        elif not hidden:
            yield _value(name, fields, side, answering=answering)
    if not any(hides for _, hides in closed):
        yield template[place:]


def _value(mark: str, fields: Mapping[str, str], side: Side, *, answering: bool) -> str:
    *filters, name = [part.strip() for part in mark.split(":")]
    filters = [one.split(" ")[0] for one in filters]
    if name == "FrontSide":
        return ""
    if "tts" in filters or mark.startswith("tts"):
        return ""
    if name not in fields:
        if name in _SPECIAL:
            return fields.get(f"\0{name}", "")
        if mark:
            side.lost.append(f"its template names a field that does not exist, '{mark[:40]}'")
        return ""
    if unknown := [one for one in filters if one not in _SIMPLE]:
        side.lost.append(f"its template uses '{unknown[0][:40]}:', which is not known here")
    if "type" in filters:
        side.typed = name
        if not answering:
            return ""
    if "cloze" in filters and answering:
        return ""
    reading = next((_READINGS[one] for one in filters if one in _READINGS), None)
    return _READ.sub(reading, fields[name]) if reading else fields[name]
