"""Raised and lowered text: Unicode has signs for most of it, mathematics for the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from actquiz.text.markdown import Span
from actquiz.text.symbols import LOWER, RAISE


def raised(tag: str, spans: list[Span], lose: Callable[[str], None]) -> Iterator[Span]:
    """The spans of a ``sup`` or ``sub`` as spans that say the same."""
    table = RAISE if tag == "sup" else LOWER
    mark = "^" if tag == "sup" else "_"
    text = "".join(span.text for span in spans).strip()
    if not text:
        return
    if all(span.style == "maths" for span in spans):
        yield Span(f"{{}}{mark}{{{text}}}", "maths")
    elif all(
        span.style != "maths" and ord(sign) in table for span in spans for sign in span.text.strip()
    ):
        yield from (Span(span.text.strip().translate(table), span.style) for span in spans)
    elif re.fullmatch(r"[A-Za-z0-9 +\-−=()/,.<>]+", text):
        words = re.sub(r"[A-Za-z]{2,}", lambda word: f"\\text{{{word[0]}}}", text)
        inner = words.replace("−", "-").replace("<", "\\lt ").replace(">", "\\gt ")
        yield Span(f"{{}}{mark}{{{inner}}}", "maths")
    else:
        lose(f"a {'super' if tag == 'sup' else 'sub'}script is written {mark}(…)")
        yield Span(f"{mark}(")
        yield from spans
        yield Span(")")
