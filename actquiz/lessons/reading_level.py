"""How hard a text is to read: words, sentences, and a school grade from both.

The grade is Flesch and Kincaid's: 0.39 · words a sentence + 11.8 · syllables a word − 15.59. A
formula or a piece of code counts as one short word, for it is looked at and not spelled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from actquiz.text.markdown import Listing, Paragraph, Spans, parse

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_SENTENCE = re.compile(r"(?<=[.!?:;])[\"”)]*\s+")
_FORMULA = "it"
"""What stands for a formula or a piece of code."""


@dataclass(frozen=True, slots=True)
class Readability:
    """What was counted in a text."""

    words: int
    sentences: int
    syllables: int
    longest: str
    """The sentence with the most words."""

    @property
    def grade(self) -> float:
        """The school grade; 0 for an empty text."""
        if not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59


def measure(markdown: str) -> Readability:
    """Count the running text of ``markdown``; tables, code and displayed formulas are left out."""
    words = syllables = sentences = most = 0
    longest = ""
    for sentence in _sentences(markdown):
        found = _WORD.findall(sentence)
        if not found:
            continue
        sentences += 1
        words += len(found)
        syllables += sum(map(_syllables, found))
        if len(found) > most:
            most, longest = len(found), sentence.strip()
    return Readability(words, max(sentences, 1), syllables, longest)


def words(markdown: str) -> int:
    """The words of running text."""
    return measure(markdown).words


def _sentences(markdown: str) -> Iterator[str]:
    for block in parse(markdown):
        if isinstance(block, Paragraph):
            yield from _SENTENCE.split(_text(block.spans))
        elif isinstance(block, Listing):
            for item in block.items:
                yield from _SENTENCE.split(_text(item.spans))


def _text(spans: Spans) -> str:
    return "".join(_FORMULA if one.style in ("maths", "code") else one.text for one in spans)


def _syllables(word: str) -> int:
    """As many as there are groups of vowels, a silent e at the end left out."""
    text = word.lower()
    groups = len(_VOWELS.findall(text))
    if text.endswith("e") and not text.endswith(("le", "ee")) and groups > 1:
        groups -= 1
    return max(groups, 1)
