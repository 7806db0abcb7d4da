"""A tree's blocks as the bank's Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from actquiz.exchange.bank_inline import Context, lines_of, one_line, runs, visible, written
from actquiz.exchange.markup_tree import BLOCKS, LISTS, MarkupNode

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_MAX_DEPTH = 4
_LANGUAGE = re.compile(r"(?:language-|lang-)?([A-Za-z0-9+#-]{1,20})$")


def as_markdown(nodes: Iterable[MarkupNode | str], context: Context) -> str:
    """The bank's Markdown of what stands in the tree; ``context`` gathers what is lost."""
    return "\n\n".join(_blocks(nodes, context))


def _blocks(nodes: Iterable[MarkupNode | str], context: Context) -> Iterator[str]:
    running: list[MarkupNode | str] = []
    for node in nodes:
        if isinstance(node, str) or (node.tag != "display" and not _holds_block(node)):
            running.append(node)
            continue
        yield from _lines(running, context)
        running = []
        yield from _block(node, context)
    yield from _lines(running, context)


def _holds_block(node: MarkupNode) -> bool:
    if node.tag in BLOCKS or (node.tag == "latex" and "\n" in node.text()):
        return True
    return node.tag != "gap" and any(
        not isinstance(child, str) and _holds_block(child) for child in node.children
    )


def _lines(nodes: list[MarkupNode | str], context: Context) -> Iterator[str]:
    """Running text; the bank has no line break, so each line is a paragraph."""
    for line in lines_of(runs(nodes, context)):
        if text := written(line, context):
            yield text


def _block(node: MarkupNode, context: Context) -> Iterator[str]:
    if node.tag == "display":
        (formula,) = runs([node], context)
        if formula.text.strip():
            yield f"$${visible(formula.text).strip()}$$"
    elif node.tag in LISTS:
        yield from _listing(node, context)
    elif node.tag == "pre":
        yield from _code(node, context)
    elif node.tag == "latex":
        context.lose("LaTeX that is no formula is shown as code")
        yield _fenced(node.text(), "latex", context)
    elif node.tag == "table":
        yield from _table(node, context)
    elif node.tag in _HEADINGS:
        inner = [MarkupNode("strong", {}, node.children)]
        yield from filter(None, [one_line(inner, context)])
    elif node.tag == "hr":
        return
    else:
        if node.tag == "blockquote":
            context.lose("the mark of a quotation is left out")
        yield from _blocks(node.children, context)


def _code(node: MarkupNode, context: Context) -> Iterator[str]:
    inner = next(
        (one for one in node.children if isinstance(one, MarkupNode) and one.tag == "code"), node
    )
    found = _LANGUAGE.match(
        (inner.attributes.get("class") or node.attributes.get("class", "")).strip()
    )
    text = "".join(_raw(node, context))
    if text.strip():
        yield _fenced(text, found[1] if found else "", context)


def _raw(node: MarkupNode, context: Context) -> Iterator[str]:
    """Text of a code block, its gaps hidden."""
    for child in node.children:
        if isinstance(child, str):
            yield child
        elif child.tag == "br":
            yield "\n"
        elif child.tag == "gap" and context.hides(child) and child.text().strip():
            context.lose("a gap inside a code block is shown with it")
            yield "".join(span.text for span in runs([child], context))
        else:
            yield from _raw(child, context)
            if child.tag in BLOCKS:
                yield "\n"


def _fenced(text: str, language: str, context: Context) -> str:
    text = "\n".join(visible(line.replace("\t", "    ")).rstrip() for line in text.split("\n"))
    if re.search(r"^\s*```", text, re.MULTILINE):
        context.lose("three backticks inside code are written ~~~")
        text = text.replace("```", "~~~")
    text = text.strip("\n")
    return f"```{language}\n{text}\n```"


def _listing(node: MarkupNode, context: Context) -> Iterator[str]:
    """Entries line below line; what an entry cannot hold stands below it."""
    lines: list[str] = []
    for line in _entries(node, context, 0):
        if line.lstrip().startswith(("- ", *"0123456789")) and "\n" not in line:
            lines.append(line)
            continue
        if lines:
            yield "\n".join(lines)
        yield line
        lines = []
    if lines:
        yield "\n".join(lines)


def _entries(node: MarkupNode, context: Context, depth: int) -> Iterator[str]:
    start = node.attributes.get("start", "1")
    number = int(start) if start.isascii() and start.isdigit() and len(start) < 4 else 1
    for child in node.children:
        if isinstance(child, str) or child.tag not in ("li", *LISTS):
            text = one_line([child], context)
            if text:
                yield "  " * depth + f"- {text}"
            continue
        if child.tag in LISTS:
            yield from _entries(child, context, min(depth + 1, _MAX_DEPTH))
            continue
        mark = f"{min(number, 999)}." if node.tag == "ol" else "-"
        yield from _entry(child, context, depth, mark)
        number += 1


def _entry(node: MarkupNode, context: Context, depth: int, mark: str) -> Iterator[str]:
    inline: list[MarkupNode | str] = []
    below: list[MarkupNode] = []
    for child in node.children:
        tag = "" if isinstance(child, str) else child.tag
        if isinstance(child, MarkupNode) and (tag in LISTS or tag in ("pre", "table")):
            below.append(child)
        else:
            inline.append(child)
    text = one_line(inline, context)
    if text:
        yield "  " * depth + f"{mark} {text}"
    for child in below:
        if child.tag in LISTS:
            yield from _entries(child, context, min(depth + 1, _MAX_DEPTH))
        else:
            yield from _block(child, context)


def _table(node: MarkupNode, context: Context) -> Iterator[str]:
    rows = [row for row in _rows(node) if row.children]
    found = [
        [one for one in row.children if isinstance(one, MarkupNode) and one.tag in ("td", "th")]
        for row in rows
    ]
    found = [cells for cells in found if cells]
    if not found:
        yield from _blocks(
            [one for one in node.children if isinstance(one, MarkupNode) and one.tag not in _PARTS],
            context,
        )
        return
    if any({"colspan", "rowspan"} & set(cell.attributes) for cells in found for cell in cells):
        context.lose("the joining of a table's cells is left out")
    width = max(map(len, found))
    # A table without headings has rows alone; the bank wants a first line above them.
    headed = all(cell.tag == "th" for cell in found[0])
    texts = [[one_line(cell.children, context) for cell in cells] for cells in found]
    if not any(any(row) for row in texts):
        return
    header, body = (texts[0], texts[1:]) if headed else ([], texts)
    lines = [[*row, *[""] * (width - len(row))] for row in (header, *body)]
    ruled = ["|" + "|".join(["---"] * width) + "|"]
    drawn = ["| " + " | ".join(row) + " |" for row in lines]
    yield "\n".join([drawn[0], *ruled, *drawn[1:]])
    for caption in node.children:
        if isinstance(caption, MarkupNode) and caption.tag == "caption":
            yield from _blocks(caption.children, context)


_PARTS = frozenset(("tr", "thead", "tbody", "tfoot"))


def _rows(node: MarkupNode) -> Iterator[MarkupNode]:
    for child in node.children:
        if isinstance(child, MarkupNode):
            if child.tag == "tr":
                yield child
            elif child.tag in _PARTS:
                yield from _rows(child)
