"""The bank's Markdown as HTML in which every character of a deck is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from html import escape
from xml.etree import ElementTree

from actquiz.text import markdown
from actquiz.text.markdown import Code, Display, Listing, ListItem, Paragraph, Span, Table

_ANY_TAG = re.compile(r"<[^>]*>?")
_MATHML_TAG = re.compile(r'</?m[a-z]+((?: [a-z]+="[^"<>]*")*) ?/?>')
_ATTRIBUTE = re.compile(r' ([a-z]+)="')
_ATTRIBUTES = {
    "xmlns",
    "display",
    "displaystyle",
    "scriptlevel",
    "stretchy",
    "fence",
    "form",
    "separator",
    "accent",
    "accentunder",
    "movablelimits",
    "linethickness",
    "mathvariant",
    "columnalign",
    "rowspacing",
    "columnspacing",
    "columnlines",
    "rowlines",
    "minsize",
    "maxsize",
    "lspace",
    "rspace",
    "width",
    "height",
    "depth",
    "notation",
    "largeop",
    "symmetric",
}

Maths = Callable[[str, bool], str]
"""LaTeX, and whether it stands on a line of its own, to HTML."""


def as_html(text: str, maths: Maths) -> str:
    """The blocks of ``text``; a single paragraph has no ``<p>`` around it."""
    blocks = markdown.parse(text)
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return _spans(blocks[0].spans, maths)
    return "\n".join(_block(block, maths) for block in blocks)


@lru_cache(maxsize=4096)
def mathml(latex: str, display: bool) -> str:
    """The formula as MathML; as its source where latex2mathml makes none or unsafe one."""
    from latex2mathml.converter import convert

    try:
        made = convert(latex, display="block" if display else "inline")
    except Exception:
        # The library raises a different error for each mistake; the source can still be read.
        made = ""
    return made if _is_mathml(made) else f"<code>{escape(latex)}</code>"


def _is_mathml(text: str) -> bool:
    """Whether ``text`` is nothing but MathML.

    latex2mathml copies ``\\text`` and ``\\href`` unescaped, and a card may come from a stranger.
    """
    for tag in _ANY_TAG.findall(text):
        known = _MATHML_TAG.fullmatch(tag)
        if not known or not set(_ATTRIBUTE.findall(known[1])) <= _ATTRIBUTES:
            return False
    try:
        # Without a <!DOCTYPE, which is no MathML tag, there are no entities to blow up.
        ElementTree.fromstring(text)
    except ElementTree.ParseError:
        return False
    return True


def braces_apart(latex: str) -> str:
    """Without ``}}``, which would end a gap of Anki's; a space means nothing in LaTeX."""
    return re.sub(r"\}(?=\})", "} ", latex)


def mathjax(latex: str, display: bool) -> str:
    """The formula between the marks that Anki gives to MathJax."""
    safe = escape(braces_apart(latex), quote=False)
    return f"\\[{safe}\\]" if display else f"\\({safe}\\)"


def _block(block: markdown.Block, maths: Maths) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{_spans(block.spans, maths)}</p>"
    if isinstance(block, Display):
        return f"<div>{maths(block.latex, True)}</div>"
    if isinstance(block, Code):
        return f"<pre><code>{escape(chr(10).join(block.lines))}</code></pre>"
    if isinstance(block, Listing):
        return _listing(block.items, maths)
    return _table(block, maths)


def _listing(items: Sequence[ListItem], maths: Maths) -> str:
    """Nested lists; an item deeper than the one before opens a list inside it."""
    parts: list[str] = []
    open_tags: list[str] = []
    for item in items:
        while len(open_tags) > item.depth + 1:
            parts.append(f"</li></{open_tags.pop()}>")
        if len(open_tags) == item.depth + 1:
            parts.append("</li>")
        while len(open_tags) < item.depth + 1:
            tag = "ul" if item.marker == "•" else "ol"
            parts.append(f"<{tag}>" if len(open_tags) == item.depth else f"<{tag}><li>")
            open_tags.append(tag)
        parts.append(f"<li>{_spans(item.spans, maths)}")
    parts.extend(f"</li></{tag}>" for tag in reversed(open_tags))
    return "".join(parts)


def _table(table: Table, maths: Maths) -> str:
    head = "".join(f'<th scope="col">{_spans(cell, maths)}</th>' for cell in table.header)
    rows = "".join(
        "<tr>" + "".join(f"<td>{_spans(cell, maths)}</td>" for cell in row) + "</tr>"
        for row in table.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _spans(spans: Iterable[Span], maths: Maths) -> str:
    return "".join(_span(span, maths) for span in spans)


def _span(span: Span, maths: Maths) -> str:
    if span.style == "maths":
        return maths(span.text, False)
    text = escape(span.text)
    tag = {"strong": "strong", "emphasis": "em", "code": "code"}.get(span.style)
    return f"<{tag}>{text}</{tag}>" if tag else text
