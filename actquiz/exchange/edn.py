"""EDN, Clojure's notation, as far as decks are written in it: to plain values.

Keywords and symbols become text, sets and lists become lists, a tag is left out and its value
stays. No recursion: hostile nesting is refused by its depth.
"""

from __future__ import annotations

import re
from typing import Any

_TOKEN = re.compile(
    r"""
    (?:[\s,]+ | ;[^\n]* | \#![^\n]*)*
    (?: (?P<text>"(?:[^"\\]|\\.)*") | (?P<open>\#\{|[(\[{]) | (?P<close>[)\]}]) | (?P<skip>\#_)
      | \\(?P<sign>newline|space|tab|return|formfeed|backspace|u[0-9a-fA-F]{4}|.)
      | \#(?P<tag>[A-Za-z][\w./-]*) | \^(?P<meta>:[^\s,()\[\]{}"]+) | (?P<word>[^\s,()\[\]{}"\\;]+)
      | (?P<end>\Z) )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_SIGNS = {"newline": "\n", "space": " ", "tab": "\t", "return": "\r"}
_CLOSES = {"#{": "}", "(": ")", "[": "]", "{": "}"}
_NUMBER = re.compile(r"[-+]?\d{1,18}(?P<real>\.\d+(?:[eE][-+]?\d{1,3})?|[eE][-+]?\d{1,3})?[NM]?")
_WORDS: dict[str, Any] = {"nil": None, "true": True, "false": False}
_DEEPEST = 60


def loads(text: str) -> Any:
    """The one value in ``text``; raises ValueError for what is no EDN."""
    stack: list[tuple[str, list[Any], list[int]]] = [("", [], [])]
    place = 0
    while True:
        found = _TOKEN.match(text, place)
        if found is None:
            raise ValueError(f"unexpected text at character {place}")
        place = found.end()
        kind = found.lastgroup
        sign, values, skipped = stack[-1]
        if kind == "end":
            if len(stack) > 1 or len(values) != 1:
                raise ValueError("the text ends too early")
            return values[0]
        if kind == "open":
            if len(stack) > _DEEPEST:
                raise ValueError("nested too deeply")
            stack.append((found["open"], [], []))
            continue
        if kind == "skip":
            skipped.append(len(values))
            continue
        if kind in ("tag", "meta"):
            continue
        if kind == "close":
            if found["close"] != _CLOSES.get(sign):
                raise ValueError(f"a {found['close']} that closes nothing at character {place}")
            stack.pop()
            value = _collected(sign, values)
            _, values, skipped = stack[-1]
        else:
            value = _atom(found)
        if skipped and skipped[-1] == len(values):
            skipped.pop()
        else:
            values.append(value)


def _atom(found: re.Match[str]) -> Any:
    if (quoted := found["text"]) is not None:
        return _ESCAPE.sub(_unescaped, quoted[1:-1]) if "\\" in quoted else quoted[1:-1]
    if (sign := found["sign"]) is not None:
        return _SIGNS.get(sign) or (chr(int(sign[1:], 16)) if len(sign) == 5 else sign)
    word = found["word"]
    if word in _WORDS:
        return _WORDS[word]
    if number := _NUMBER.fullmatch(word):
        plain = word.rstrip("NM")
        return float(plain) if number["real"] else int(plain)
    return word.removeprefix(":")


def _unescaped(found: re.Match[str]) -> str:
    sign = found[1]
    return chr(int(sign[1:], 16)) if len(sign) == 5 else _ESCAPES.get(sign, sign)


def _collected(sign: str, values: list[Any]) -> Any:
    if sign != "{":
        return values
    if len(values) % 2:
        raise ValueError("a map has a key without a value")
    pairs = zip(values[::2], values[1::2], strict=True)
    return {str(key): value for key, value in pairs}
