"""Running text of a tree as the bank's Markdown: escaped, and held against what the bank reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from actquiz.exchange.markup_tree import BLOCKS, MarkupNode
from actquiz.exchange.superscripts import raised
from actquiz.text import markdown
from actquiz.text.markdown import Span, Style
from actquiz.text.safe import clean

_STYLES: dict[str, Style] = {
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "cite": "emphasis",
    "code": "code",
    "tt": "code",
    "kbd": "code",
    "samp": "code",
}
_NOT_CARRIED = {
    "img": "a picture",
    "svg": "a picture",
    "picture": "a picture",
    "canvas": "a picture",
    "audio": "a recording or page inside",
    "video": "a recording or page inside",
    "iframe": "a recording or page inside",
    "object": "a recording or page inside",
    "embed": "a recording or page inside",
    "sound": "a sound",
    "script": "a script",
    "input": "a form",
    "u": "underlining",
    "ins": "underlining",
}
_STRUCK = frozenset(("s", "del", "strike"))
_SPECIAL = re.compile(r"[$*`|]|\\(?=[\\$*`|.)-]|$)")
_JOINED = re.compile("[\u200c\u200d\ufe00-\ufe0f]")
"""Signs without a shape of their own that scripts and emoji need."""


@dataclass(slots=True)
class Context:
    """What is hidden, and what is gathered on the way."""

    hidden: int | None = None
    """The card whose gaps are hidden; 0: all gaps, None: none."""
    lost: dict[str, None] = field(default_factory=dict)
    """What could not be carried, in the order it was met."""
    blanks: list[dict[str, str]] = field(default_factory=list)

    def lose(self, what: str) -> None:
        """Name something that is left out."""
        self.lost.setdefault(what)

    def hides(self, node: MarkupNode) -> bool:
        """Whether the gap ``node`` is one on this card."""
        if self.hidden is None:
            return False
        return not self.hidden or not node.ordinals or self.hidden in node.ordinals


def visible(text: str) -> str:
    """``text`` without what could move a cursor; joiners, which letters need, stay."""
    if text.isascii() and text.isprintable():
        return text
    parts = _JOINED.split(text)
    marks = _JOINED.findall(text)
    return "".join(
        clean(part) + mark for part, mark in zip(parts, [*marks, ""], strict=True)
    ).replace("\t", " ")


def runs(
    nodes: Iterable[MarkupNode | str], context: Context, style: Style = "plain"
) -> Iterator[Span]:
    """The text in its styles; a line break is a plain line feed."""
    for node in nodes:
        if isinstance(node, str):
            yield from _literal(node, context, style)
        elif node.tag in ("maths", "display"):
            yield Span(_latex(node, context), "maths")
        elif node.tag == "br" or node.tag in BLOCKS:
            yield Span("\n")
            yield from runs(node.children, context, style)
            if node.tag != "br":
                yield Span("\n")
        elif node.tag == "gap":
            yield from _gap(node, context, style)
        else:
            yield from _element(node, context, style)


def _literal(text: str, context: Context, style: Style) -> Iterator[Span]:
    if context.hidden is not None:
        # Nothing but a space keeps the bank from taking it for a gap.
        text = text.replace("[[", "[ [")
    yield Span(visible(text), style)


def _element(node: MarkupNode, context: Context, style: Style) -> Iterator[Span]:
    if node.tag in _NOT_CARRIED:
        context.lose(f"{_NOT_CARRIED[node.tag]} is left out")
    if node.tag in ("img", "svg"):
        # What stood on its two sides stays apart.
        yield Span(" ", style)
        return
    if node.tag in ("sup", "sub"):
        yield from raised(node.tag, list(runs(node.children, context, style)), context.lose)
    elif node.tag in _STRUCK:
        context.lose("strike-through is written ~~…~~")
        yield from (Span("~~", style), *runs(node.children, context, style), Span("~~", style))
    elif node.tag == "latex":
        context.lose("LaTeX that is no formula is shown as code")
        yield Span(" ".join(node.text().split()), "code")
    elif node.tag == "ruby":
        yield from runs(node.children, context, style)
    elif node.tag == "rt":
        yield from (Span("(", style), *runs(node.children, context, style), Span(")", style))
    elif node.tag == "rp":
        return
    elif node.tag == "a":
        yield from _link(node, context, style)
    else:
        inner = _STYLES.get(node.tag, style)
        kept = style if style in ("code", "strong") else inner
        yield from runs(node.children, context, inner if inner == "code" else kept)


def _link(node: MarkupNode, context: Context, style: Style) -> Iterator[Span]:
    yield from runs(node.children, context, style)
    address = visible(node.attributes.get("href", "")).strip()
    if re.match(r"(?:https?|mailto):\S+$", address):
        if address.removeprefix("mailto:") != node.text().strip():
            yield Span(f" ({address})")
    elif address:
        context.lose("the target of a link is left out")


def _gap(node: MarkupNode, context: Context, style: Style) -> Iterator[Span]:
    if not context.hides(node):
        yield from runs(node.children, context, style)
        return
    inner = Context(lost=context.lost)
    children = [MarkupNode("code", {}, node.children)] if style == "code" else node.children
    answer = one_line(children, inner)
    if not answer:
        context.lose("a gap without an answer is left out")
        return
    # Code would show the gap's name.
    yield Span(_blank(answer, node, context), "plain" if style == "code" else style)


def _latex(node: MarkupNode, context: Context) -> str:
    """The formula, its hidden gaps as ``[[1]]``."""
    parts = []
    for child in node.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.tag == "gap" and context.hides(child):
            inner = " ".join(child.text().split())
            parts.append(_blank(f"${inner}$", child, context) if inner else "")
        else:
            parts.append(child.text())
    return re.sub(r"(?<!\\)\$", r"\\$", " ".join("".join(parts).split()))


def _blank(answer: str, node: MarkupNode, context: Context) -> str:
    hint = visible(node.attributes.get("hint", ""))
    context.blanks.append({"answer": answer, **({"hint": hint} if hint else {})})
    return f"[[{len(context.blanks)}]]"


def one_line(nodes: Iterable[MarkupNode | str], context: Context) -> str:
    """The text on one line: breaks become semicolons, unless a sentence ends there."""
    lines = [written(line, context) for line in lines_of(runs(nodes, context))]
    text = ""
    for line in filter(None, lines):
        joint = "" if not text else " " if text[-1] in ".,;:!?" else "; "
        text += joint + line
    return text


def lines_of(spans: Iterable[Span]) -> Iterator[list[Span]]:
    """The spans line by line."""
    line: list[Span] = []
    for span in spans:
        if span.style in ("maths", "code"):
            line.append(span)
            continue
        first, *others = span.text.split("\n")
        line.append(replace(span, text=first))
        for other in others:
            yield line
            line = [replace(span, text=other)]
    yield line


def written(line: list[Span], context: Context) -> str:
    """One line of Markdown that the bank reads as ``line``; marks that it cannot hold are lost."""
    wanted = _tidied(line)
    for keep in (("strong", "emphasis"), ("strong",), ()):
        spans = [
            one if one.style in ("plain", "code", "maths", *keep) else replace(one, style="plain")
            for one in wanted
        ]
        text = _joined(spans)
        if _reads(text, spans):
            break
        if "emphasis" in keep and any(one.style == "emphasis" for one in wanted):
            context.lose("emphasis inside a word or another mark is left out")
        elif "strong" in keep and any(one.style == "strong" for one in wanted):
            context.lose("the mark of a bold passage is left out")
    else:
        context.lose("the marks of code or a formula are left out")
        text = _joined([Span("".join(one.text for one in wanted))])
    return _guarded(text)


def _tidied(line: list[Span]) -> list[Span]:
    """Neighbours of a style together, spaces outside of marks, none doubled or at the ends."""
    out: list[Span] = []
    for style, group in groupby(line, key=lambda span: span.style):
        texts = [one.text for one in group if one.text]
        if style in ("code", "maths"):
            out += _raw(texts, style)
            continue
        text = re.sub(r"[ \n]+", " ", "".join(texts))
        inner = text.strip(" ")
        if not inner:
            out.append(Span(" " if text else ""))
            continue
        before, after = text[0] == " ", text[-1] == " "
        out += [Span(" " * before), Span(inner, style), Span(" " * after)]
    merged: list[Span] = []
    for style, group in groupby(out, key=lambda span: span.style):
        if style in ("code", "maths"):
            merged += [one for one in group if one.text]
        elif text := re.sub(" +", " ", "".join(one.text for one in group)):
            merged.append(Span(text, style))
    if merged and merged[0].style == "plain":
        merged[0] = Span(merged[0].text.lstrip(" "))
    if merged and merged[-1].style == "plain":
        merged[-1] = Span(merged[-1].text.rstrip(" "))
    return [one for one in merged if one.text]


def _raw(texts: list[str], style: Style) -> Iterator[Span]:
    if style == "code":
        text = " ".join("".join(texts).split("\n"))
        yield Span(text.strip() or text, "plain" if "`" in text or not text.strip() else style)
        return
    for text in texts:
        latex = visible(text).strip()
        if latex:
            yield Span(latex, style)


def _joined(spans: list[Span]) -> str:
    parts: list[str] = []
    for number, span in enumerate(spans):
        if span.style == "code":
            parts.append(f"`{span.text}`")
        elif span.style == "maths":
            following = spans[number + 1].text[:1] if number + 1 < len(spans) else ""
            parts.append(f"${span.text}$" + (" " if following.isdigit() else ""))
        else:
            mark = {"strong": "**", "emphasis": "*"}.get(span.style, "")
            parts.append(f"{mark}{_SPECIAL.sub(lambda sign: chr(92) + sign[0], span.text)}{mark}")
    return "".join(parts)


def _reads(text: str, spans: list[Span]) -> bool:
    def flat(some: Iterable[Span]) -> list[tuple[str, str]]:
        grouped: list[tuple[str, str]] = []
        for one in some:
            if grouped and grouped[-1][1] == one.style and one.style not in ("maths", "code"):
                grouped[-1] = (grouped[-1][0] + one.text, one.style)
            elif one.text:
                grouped.append((one.text, one.style))
        return [(re.sub(r"\s+", "", words), style) for words, style in grouped if words.strip()]

    return flat(markdown.spans(text)) == flat(spans)


def _guarded(line: str) -> str:
    """The line with its beginning escaped where the bank would take it for a list's mark."""
    if found := re.match(r"(-|\d{1,3}[.)])(?=\s)", line):
        end = found.end() - 1
        return f"{line[:end]}\\{line[end:]}"
    return line
