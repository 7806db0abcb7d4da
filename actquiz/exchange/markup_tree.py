"""A text with its blocks and its nesting, whichever markup it was written in."""

from __future__ import annotations

from dataclasses import dataclass, field

_MAX_DEPTH = 60
"""Deeper elements are taken as if they were not there; nobody reads lists sixty deep."""
_GO_ON = 8
"""So many formats go on after an element around them ended."""
VOID = frozenset(("br", "img", "hr", "wbr", "input", "col", "source", "track", "embed", "area"))
LISTS = frozenset(("ul", "ol"))
BLOCKS = (
    frozenset(
        (
            "p",
            "div",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "blockquote",
            "pre",
            "ul",
            "ol",
            "li",
            "dl",
        )
    )
    | frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "dt", "dd", "hr"))
    | frozenset(
        (
            "section",
            "article",
            "header",
            "footer",
            "center",
            "details",
            "summary",
            "figure",
            "display",
        )
    )
)
_FORMATS = frozenset(("b", "strong", "i", "em", "code", "u", "s", "sup", "sub"))
_ENDS: dict[str, frozenset[str]] = {
    "li": frozenset(("li",)),
    "tr": frozenset(("tr", "td", "th")),
    "td": frozenset(("td", "th")),
    "th": frozenset(("td", "th")),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
}
"""What a beginning element ends where it was left open, inside the nearest list or table."""
_WALLS = frozenset(("ul", "ol", "table", "dl", "gap", "root"))


@dataclass(slots=True)
class MarkupNode:
    """An element; ``gap``, ``maths`` and ``display`` beside those of HTML."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[MarkupNode | str] = field(default_factory=list)
    ordinals: tuple[int, ...] = ()
    """Of a gap: the cards it is hidden on."""
    pending: list[str] = field(default_factory=list)
    """Of a gap: elements around it that were closed inside; they end with it."""

    def text(self) -> str:
        """All text inside; the number of elements is bounded by their depth and the text."""
        return "".join(one if isinstance(one, str) else one.text() for one in self.children)


class Builder:
    """Puts elements together as they begin and end, and mends what does not nest."""

    def __init__(self) -> None:
        self.root = MarkupNode("root")
        self._stack = [self.root]
        self._ignored: dict[str, int] = {}

    def add(self, child: MarkupNode | str) -> None:
        """Text, or an element that holds nothing."""
        if child:
            self._stack[-1].children.append(child)

    def begin(self, node: MarkupNode) -> None:
        """An element that holds what is added until it ends."""
        if node.tag in BLOCKS:
            self._leave("p")
        if ends := _ENDS.get(node.tag):
            self._leave_any(ends)
        if len(self._stack) >= _MAX_DEPTH and node.tag != "gap":
            self._ignored[node.tag] = self._ignored.get(node.tag, 0) + 1
            return
        self.add(node)
        self._stack.append(node)

    def end(self, tag: str) -> None:
        """The nearest open element of that name ends."""
        if self._ignored.get(tag):
            self._ignored[tag] -= 1
            return
        for place in range(len(self._stack) - 1, 0, -1):
            node = self._stack[place]
            if node.tag == tag:
                self._close(place)
                return
            if node.tag == "gap":
                node.pending.append(tag)
                if tag in BLOCKS:
                    self.add(MarkupNode("br"))
                return

    def _close(self, place: int) -> None:
        closed, above = self._stack[place], self._stack[place + 1 :]
        del self._stack[place:]
        for tag in closed.pending:
            self.end(tag)
        if closed.tag == "gap" or closed.tag in _FORMATS:
            # <b>one<i>two</b>three</i>: the inner one goes on.
            for node in above[:_GO_ON]:
                if node.tag in _FORMATS:
                    self.begin(MarkupNode(node.tag, node.attributes))

    def _leave(self, tag: str) -> None:
        for place in range(len(self._stack) - 1, 0, -1):
            if self._stack[place].tag == tag:
                del self._stack[place:]
                return
            if self._stack[place].tag in BLOCKS or self._stack[place].tag == "gap":
                return

    def _leave_any(self, tags: frozenset[str]) -> None:
        last = 0
        for place in range(len(self._stack) - 1, 0, -1):
            if self._stack[place].tag in tags:
                last = place
            if self._stack[place].tag in _WALLS:
                break
        if last:
            del self._stack[last:]
