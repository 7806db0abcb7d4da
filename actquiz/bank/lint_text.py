"""Texts and formulas as the terminal will show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from actquiz.bank.card_text import fields
from actquiz.bank.cards import Card, Formula
from actquiz.bank.validation import PLACEHOLDER
from actquiz.errors import Problem
from actquiz.text.markdown import Block, Display, Listing, Paragraph, Span, Table, parse
from actquiz.text.maths import problems


def text_complaints(card: Card) -> Iterator[Problem]:
    """Formulas that cannot be shown as meant, and dollar signs without a partner."""
    for path, text in fields(card):
        for what, fix in formula_complaints(text):
            yield Problem(what, fix, field=path)
    if isinstance(card, Formula):
        for field in ("latex", "slope_latex"):
            latex: str = getattr(card, field)
            for what in problems(latex) if latex else ():
                yield Problem(what, "correct the formula; it has no $ signs here", field=(field,))


def formula_complaints(text: str) -> Iterator[tuple[str, str]]:
    """What is wrong with the formulas of a text, and how to mend it."""
    if "$" not in text:
        return
    # A gap or a drawn value inside a formula is filled before anyone sees it.
    filled = PLACEHOLDER.sub("1", text)
    loose = 0
    for span in _spans(parse(filled)):
        if span.style == "maths":
            for what in problems(span.text):
                yield f"${span.text}$: {what}", "correct the formula"
        elif span.style != "code":
            loose += span.text.count("$")
    if loose > filled.count("\\$"):
        fix = r"write $x = 1$, no space just inside the signs, or \$ for a dollar"
        yield "a $ does not enclose a formula", fix


def _spans(blocks: Iterable[Block]) -> Iterator[Span]:
    """All running text of ``blocks``; displayed formulas as spans too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.spans
        elif isinstance(block, Display):
            yield Span(block.latex, "maths")
        elif isinstance(block, Listing):
            for item in block.items:
                yield from item.spans
        elif isinstance(block, Table):
            for row in (block.header, *block.rows):
                for cell in row:
                    yield from cell
