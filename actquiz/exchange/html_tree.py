"""HTML as a tree. Small on purpose, and linear in the text, whatever a stranger wrote.

Parsers that follow the HTML standard need minutes for a megabyte of nested tags (selectolax does);
this one knows what notes are made of, and takes everything else as text or leaves it out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from html import unescape

from actquiz.exchange.cloze_gaps import Gap, Region, find
from actquiz.exchange.markup_tree import VOID, Builder, MarkupNode

_TOKEN = re.compile(
    r"(?P<comment><!--)|<(?P<end>/?)(?P<tag>[A-Za-z][A-Za-z0-9:-]{0,40})(?=[\s/>])"
    r"|<(?P<other>[!?])"
)
_ATTRIBUTE = re.compile(r"([A-Za-z][\w:-]{0,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_SILENT = frozenset(("script", "style", "head", "template", "iframe", "object", "svg", "title"))
_KEPT = ("class", "href", "alt", "src", "start", "align", "colspan", "rowspan", "id")
_MATHS = re.compile(
    r"\\\(|\\\)|\\\[|\\\]|\[\$\$?\]|\[/\$\$?\]|\[/?latex\]|<anki-mathjax(?:\s[^<>]*)?>|</anki-mathjax>"
)
_CLOSES = {
    "\\(": "\\)",
    "\\[": "\\]",
    "[$]": "[/$]",
    "[$$]": "[/$$]",
    "[latex]": "[/latex]",
    "<anki-mathjax": "</anki-mathjax>",
}
_SOUND = re.compile(r"\[(?:sound:|anki:(?:play|tts)[: ])[^\]\[<>]*\]")
_ANY_TAG = re.compile(r"<[^<>]*>")
_BREAK = re.compile(r"<(?:br|/?div|/?p)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f]+")


def parse(html: str, *, gaps: bool = False) -> MarkupNode:
    """The text as a tree. ``gaps``: ``{{c1::…}}`` become elements, also inside formulas."""
    root = Builder()
    feed(root, html, gaps=gaps)
    return root.root


def feed(builder: Builder, html: str, *, gaps: bool = False) -> None:
    """Add what ``html`` holds to a tree that is being built."""
    _Reader(builder, html, gaps=gaps).read()


def from_text(text: str) -> str:
    """HTML that shows a text as it is."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r\n", "\n").replace("\n", "<br>")


def maths(latex: str, *, display: bool, gaps: bool = False) -> MarkupNode:
    """A formula as an element; gaps in it are elements inside."""
    builder = Builder()
    place = 0
    for gap in _outer(find(latex)) if gaps else ():
        builder.add(latex[place : gap.start])
        hint = latex[gap.hint : gap.hint_end] if gap.hint else ""
        inner = MarkupNode("gap", {"hint": hint.strip()}, ordinals=gap.ordinals)
        inner.children.append(latex[gap.answer : gap.answer_end].strip())
        builder.add(inner)
        place = gap.end
    builder.add(latex[place:])
    return MarkupNode("display" if display else "maths", {}, builder.root.children)


def _outer(gaps: Sequence[Gap]) -> list[Gap]:
    kept: list[Gap] = []
    for gap in gaps:
        if not kept or gap.start >= kept[-1].end:
            kept.append(gap)
    return kept


class _Reader:
    """One pass over the text; formulas and gaps were found before it."""

    def __init__(self, builder: Builder, html: str, *, gaps: bool) -> None:
        self._builder = builder
        self._html = html
        self._tags = _tags(html)
        self._formulas = _formulas(html)
        self._events: list[tuple[int, int, Gap | None]] = []
        """Where a gap begins or ends, where the text goes on, and the gap that begins."""
        self._gaps = gaps
        self._silent = ""
        self._pre = 0
        if gaps:
            self._find_gaps()

    def read(self) -> None:
        marks: list[tuple[int, int, Callable[[], None]]] = [
            *((start, end, partial(self._tag, text)) for start, end, text in self._tags),
            *((start, end, partial(self._formula, text)) for start, end, text in self._formulas),
            *((start, end, partial(self._gap, gap)) for start, end, gap in self._events),
        ]
        place = 0
        for start, end, act in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
            if start < place:
                continue
            self._text(self._html[place:start])
            act()
            place = end
        self._text(self._html[place:])

    def _find_gaps(self) -> None:
        opaque = _merged(
            [*((a, b) for a, b, _ in self._tags), *((a, b) for a, b, _ in self._formulas)]
        )
        for gap in find(self._html, opaque=opaque, code=_code(self._tags)):
            self._events.append((gap.start, gap.answer, gap))
            self._events.append((gap.answer_end, gap.end, None))

    def _gap(self, gap: Gap | None) -> None:
        if self._silent:
            return
        if gap is None:
            self._builder.end("gap")
            return
        hint = parse(self._html[gap.hint : gap.hint_end]).text() if gap.hint else ""
        self._builder.begin(
            MarkupNode("gap", {"hint": " ".join(hint.split())}, ordinals=gap.ordinals)
        )

    def _formula(self, text: str) -> None:
        if self._silent:
            return
        found = _MATHS.match(text)
        assert found is not None
        opener = "<anki-mathjax" if found[0].startswith("<anki") else found[0]
        inner = text[found.end() : -len(_CLOSES[opener])]
        latex = unescape(_ANY_TAG.sub("", _BREAK.sub("\n", inner))).replace("\xa0", " ").strip()
        if opener == "[latex]":
            bare = latex.strip("$").strip()
            if not latex.startswith("$") or "$" in bare:
                self._builder.add(MarkupNode("latex", {}, [latex]))
                return
            display, latex = latex.startswith("$$"), bare
        else:
            display = opener in ("\\[", "[$$]") or 'block="true"' in found[0]
        if latex:
            self._builder.add(maths(latex, display=display, gaps=self._gaps))

    def _tag(self, text: str) -> None:
        found = _TOKEN.match(text)
        assert found is not None
        tag = (found["tag"] or "").lower()
        if self._silent:
            if found["end"] and tag == self._silent:
                self._silent = ""
            return
        if not tag:
            return
        if found["end"]:
            self._pre -= tag == "pre" and self._pre > 0
            self._builder.end(tag)
            return
        given = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(text)}
        attributes = {name: unescape(given[name]) for name in _KEPT if name in given}
        if any(name.startswith("on") for name in given):
            self._builder.add(MarkupNode("script"))
        if tag in _SILENT:
            self._silent = "" if text.endswith("/>") else tag
            self._builder.add(MarkupNode(tag, attributes))
        elif tag in VOID:
            self._builder.add(MarkupNode(tag, attributes))
        else:
            self._pre += tag == "pre"
            self._builder.begin(MarkupNode(tag, attributes))

    def _text(self, text: str) -> None:
        if self._silent or not text:
            return
        place = 0
        for sound in _SOUND.finditer(text):
            self._plain(text[place : sound.start()])
            self._builder.add(MarkupNode("sound"))
            place = sound.end()
        self._plain(text[place:])

    def _plain(self, text: str) -> None:
        text = text if self._pre else _SPACE.sub(" ", text)
        self._builder.add(unescape(text).replace("\xa0", " "))


def _tags(html: str) -> list[tuple[int, int, str]]:
    """Tags and comments. A mark that never ends is text."""
    found: list[tuple[int, int, str]] = []
    place = 0
    no_comment_end = no_end = False
    while mark := _TOKEN.search(html, place):
        place = mark.end()
        if mark["comment"]:
            end = -1 if no_comment_end else html.find("-->", place)
            no_comment_end |= end < 0
            stop = end + 3
        else:
            end = -1 if no_end else _tag_end(html, place)
            no_end |= end < 0
            stop = end + 1
        if end >= 0:
            found.append((mark.start(), stop, html[mark.start() : stop]))
            place = stop
    return found


_SIGN = re.compile("[\"'>]")


def _tag_end(html: str, place: int) -> int:
    """Where the tag ends: ``>`` in a quoted value does not end it, unless the quote never does."""
    first = html.find(">", place)
    quote = ""
    limit = place + 20_000
    while first >= 0 and (sign := _SIGN.search(html, place, limit)):
        place = sign.end()
        if quote:
            quote = "" if sign[0] == quote else quote
        elif sign[0] == ">":
            return sign.start()
        elif html[sign.start() - 1] == "=":
            quote = sign[0]
    return first


def _formulas(html: str) -> list[tuple[int, int, str]]:
    """Formulas with their marks. Where one begins inside another, the inner one counts."""
    found: list[tuple[int, int, str]] = []
    opener: re.Match[str] | None = None
    for mark in _MATHS.finditer(html):
        name = "<anki-mathjax" if mark[0].startswith("<anki") else mark[0]
        if name in _CLOSES:
            opener = mark
        elif opener is not None:
            wanted = "<anki-mathjax" if opener[0].startswith("<anki") else opener[0]
            if _CLOSES[wanted] == mark[0]:
                found.append((opener.start(), mark.end(), html[opener.start() : mark.end()]))
                opener = None
    return found


def _code(tags: Sequence[tuple[int, int, str]]) -> list[Region]:
    """What is inside code elements."""
    found: list[Region] = []
    start = -1
    for begin, end, text in tags:
        name = text[1:6].lower().rstrip("> ")
        if start < 0 and (name.startswith(("code", "pre"))):
            start = end
        elif start >= 0 and name.startswith(("/code", "/pre")):
            found.append((start, begin))
            start = -1
    return found


def _merged(regions: list[Region]) -> list[Region]:
    """Without overlaps, in their order."""
    kept: list[Region] = []
    for start, end in sorted(regions):
        if kept and start < kept[-1][1]:
            if end > kept[-1][1]:
                kept.append((kept[-1][1], end))
        else:
            kept.append((start, end))
    return kept
