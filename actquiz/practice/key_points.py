"""Cards answered in one's own words: which key points an answer makes.

What is found is a proposal. A program cannot tell "the gradient vanishes" from "the gradient does
not vanish", so the learner always has the last word.
"""

from __future__ import annotations

import re
from functools import lru_cache

from actquiz.bank.cards import KeyPoint
from actquiz.practice.typed import spelled

ENOUGH_WORDS = 0.6
"""Share of a key point's own words that make it found where none of its listed words is."""
GOOD_SHARE, HARD_SHARE = 0.8, 0.5
"""Share of the key points from which Good, and from which Hard, is suggested."""

_SMALL_WORDS = """
    a an and are as at be been but by can could do does for from had has have how if in into is
    it its itself more most much not of on one only or other our same so some such than that the
    their them then there these they this to too up use very was we were what when where which
    while who why will with would you your check look
"""
_SMALL = frozenset(_SMALL_WORDS.split())
"""They carry no point."""
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ness", "edly", "ied", "ies", "ed",
            "es", "ly", "s", "e")  # fmt: skip
_SHORT = {
    "lr": "learning rate", "init": "initialization", "grad": "gradient", "grads": "gradients",
    "bn": "batch norm", "batchnorm": "batch norm", "layernorm": "layer norm", "fp16": "float16",
    "bf16": "bfloat16", "fp32": "float32", "params": "parameters", "expensive": "cost",
}  # fmt: skip
"""What people type for a longer word, and key points' lists do not always name."""
_FRACTION = re.compile(r"(?<![\d./])(\d{1,3})/([1-9]\d{0,2})(?![\d./])")
_SENTENCE = re.compile(r"[.;!?]\s+|\n+")


def makes(typed: str, key: KeyPoint) -> bool:
    """Whether a sentence of ``typed`` holds one of the key's words, or most of the point's own."""
    sentences = [_stems(sentence) for sentence in _SENTENCE.split(typed)]
    wanted = [stems for words in key.words if (stems := _stems(words))]
    if any(_share(stems, said) == 1 for stems in wanted for said in sentences):
        return True
    point = frozenset(stem for stem in _stems(key.point) if stem not in _SMALL)
    whole = frozenset().union(*sentences)
    return len(point) > 1 and _share(point, whole) >= ENOUGH_WORDS


@lru_cache(maxsize=512)
def _stems(text: str) -> frozenset[str]:
    text = _FRACTION.sub(_decimal, spelled(text.replace("\n", " ")))
    text = re.sub(r"[a-z]+\d*", lambda word: _SHORT.get(word[0], word[0]), text)
    words = re.findall(r"[a-z]+|\d+(?:\.\d+)?", text)
    content = [word for word in words if word not in _SMALL] or words
    return frozenset(map(_stem, content))


def _decimal(fraction: re.Match[str]) -> str:
    """1/4 as 0.25, so that either is found for the other."""
    return f"{int(fraction[1]) / int(fraction[2]):.4g}"


def _stem(word: str) -> str:
    """The word without its inflection: saturates, saturated and saturation are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    # ``vanish`` and ``initialis``/``initializ`` differ between spellings, ``stopp`` by doubling.
    word = word.replace("isat", "izat").removesuffix("at")
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return re.sub(r"is$", "iz", word) if len(word) > 5 else word


def _share(wanted: frozenset[str], said: frozenset[str]) -> float:
    """Share of the wanted stems that are said."""
    return sum(any(_alike(stem, other) for other in said) for stem in wanted) / len(wanted)


def _alike(stem: str, other: str) -> bool:
    """Equal, or one keystroke apart in a long word."""
    if stem == other:
        return True
    if min(len(stem), len(other)) < 5 or stem[0] != other[0] or abs(len(stem) - len(other)) > 1:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(stem, other, score_cutoff=1) <= 1
