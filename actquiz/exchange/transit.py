"""Transit, in its two forms of JSON, to plain values: keywords become text, tags are left out."""

from __future__ import annotations

from typing import Any

import msgspec

_BASE = 44
_FIRST = 48
_CACHED = _BASE * _BASE
_MAP = "^ "
_DEEPEST = 60


def loads(text: bytes) -> Any:
    """The value in ``text``; raises ValueError for what is no JSON."""
    try:
        return _Reader().value(msgspec.json.decode(text), 0)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError(str(error)) from None


class _Reader:
    """Words that come again are written as a short code, in the order in which they came."""

    def __init__(self) -> None:
        self._words: list[str] = []

    def value(self, given: Any, depth: int) -> Any:
        if depth > _DEEPEST:
            raise ValueError("nested too deeply")
        if isinstance(given, str):
            return self._text(given, key=False)
        if isinstance(given, dict):
            return self._map(given, depth)
        if not isinstance(given, list):
            return given
        if given and given[0] == _MAP:
            pairs = zip(given[1::2], given[2::2], strict=False)
            return {self._key(key, depth): self.value(value, depth + 1) for key, value in pairs}
        if len(given) == 2 and isinstance(given[0], str):
            # A tag and its value: of a list, a set, a time.
            tag = self._word(given[0], key=False)
            if tag.startswith("~#"):
                return self._tagged(tag, given[1], depth)
            return [_plain(tag), self.value(given[1], depth + 1)]
        return [self.value(one, depth + 1) for one in given]

    def _map(self, given: dict[str, Any], depth: int) -> Any:
        if len(given) == 1:
            ((key, value),) = given.items()
            word = self._word(key, key=True)
            if word.startswith("~#"):
                return self._tagged(word, value, depth)
            return {_plain(word): self.value(value, depth + 1)}
        return {self._key(key, depth): self.value(one, depth + 1) for key, one in given.items()}

    def _tagged(self, tag: str, value: Any, depth: int) -> Any:
        made = self.value(value, depth + 1)
        if tag == "~#cmap" and isinstance(made, list):
            return {str(key): one for key, one in zip(made[::2], made[1::2], strict=False)}
        return made

    def _key(self, key: Any, depth: int) -> str:
        return self._text(key, key=True) if isinstance(key, str) else str(self.value(key, depth))

    def _text(self, text: str, *, key: bool) -> str:
        return _plain(self._word(text, key=key))

    def _word(self, text: str, *, key: bool) -> str:
        """The word as it was written in full."""
        if text.startswith("^") and text != _MAP and not text.startswith("^^"):
            number = 0
            for sign in text[1:]:
                number = number * _BASE + ord(sign) - _FIRST
            if not 0 <= number < len(self._words):
                raise ValueError(f"{text} stands for nothing")
            return self._words[number]
        if len(text) > 3 and (key or text[:2] in ("~:", "~$", "~#")):
            if len(self._words) == _CACHED:
                self._words.clear()
            self._words.append(text)
        return text


def _plain(text: str) -> str:
    if text[:2] in ("~~", "~^", "^^", "~`"):
        return text[1:]
    return text[2:] if text.startswith("~") and len(text) > 2 else text
