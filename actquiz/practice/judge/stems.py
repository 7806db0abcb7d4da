"""Words without their inflection: saturates, saturated and saturation are one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from snowballstemmer.english_stemmer import EnglishStemmer

_BRITISH = (
    (re.compile(r"is(e|es|ed|er|ers|ing|ation|ations|able)$"), r"iz\1"),
    (re.compile(r"yse(s|d)?$"), r"yze\1"),
    (re.compile(r"centred$"), "centered"),
    (re.compile(r"centring$"), "centering"),
    (re.compile(r"(cent)re(s)?$"), r"\1er\2"),
    (re.compile(r"our(s|ed|ing|hood|hoods)?$"), r"or\1"),
    (re.compile(r"([aeiou])ll(ed|ing|er)$"), r"\1l\2"),
)
_IZE = re.compile(r"(.{2,}iz)(?:e|es|ed|er|ers|ing|able|ation|ations)")
"""The stemmer makes ``normal`` of ``normalization`` and ``general`` of ``generalize``."""
_OWN = {
    "activation": "activation", "activations": "activation", "meaning": "meaning",
    "means": "mean", "his": "his", "this": "this", "unity": "unity", "general": "general",
    "generally": "general", "relation": "relation", "news": "news", "bias": "bias",
    "biases": "bias", "axis": "axis", "axes": "axis", "died": "die", "dies": "die",
    "dying": "die", "less": "less", "does": "do", "was": "was", "has": "has", "as": "as",
    "is": "is", "us": "us", "loss": "loss", "losses": "loss", "class": "class",
    "classes": "class", "exactly": "exact", "early": "earli", "earlier": "earli",
    "later": "later", "lower": "lower", "factor": "factor", "factors": "factor",
    "rise": "rise", "rises": "rise", "raise": "raise", "precise": "precis", "noise": "nois",
    "otherwise": "otherwis", "piecewise": "piecewis", "elementwise": "elementwis",
    "pointwise": "pointwis", "wise": "wise", "size": "size", "sizes": "size", "sized": "size",
    "hour": "hour", "hours": "hour", "four": "four", "your": "your", "our": "our",
    "exercise": "exercis", "likewise": "likewis", "promise": "promis", "expertise": "expertis",
    "variance": "variance", "variances": "variance", "various": "various",
    "variant": "variant", "variants": "variant", "united": "unit", "units": "unit",
    "universal": "universal", "university": "university", "relative": "relative",
    "relatively": "relative", "negation": "negation", "organ": "organ", "stationary": "stationary",
    "definite": "definite", "wanted": "want", "needed": "need", "integer": "integer",
    "integral": "integral", "integers": "integer", "integrals": "integral",
}  # fmt: skip
"""Where the stemmer would give two words of the field one stem, or one word two."""


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The stem of one lower-case word; British and American spelling give the same."""
    if word in _OWN:
        return _OWN[word]
    if len(word) > 4:
        for pattern, spelling in _BRITISH:
            word = pattern.sub(spelling, word)
    if whole := _IZE.fullmatch(word):
        return whole[1]
    stemmed: str = _snowball().stemWord(word)
    return stemmed


@lru_cache(maxsize=1)
def _snowball() -> EnglishStemmer:
    import snowballstemmer

    made: EnglishStemmer = snowballstemmer.stemmer("english")
    return made
