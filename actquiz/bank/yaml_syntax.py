"""What a YAML syntax error means, in the words of someone who wanted to write a card."""

from __future__ import annotations

import re

from yaml import YAMLError
from yaml.error import Mark, MarkedYAMLError

from actquiz.errors import IN_TEXT, Location, Problem


def in_text(what: str, fix: str, line: int, column: int) -> Problem:
    """A problem at ``line`` and ``column`` (both from 0) of a text."""
    return Problem(what, fix, Location(IN_TEXT, line + 1, column + 1))


QUOTE = "put the whole text in single quotes (a ' inside is written '')"
_BLOCK = f"{QUOTE}, or on lines of its own under the field's name and a |"

_VALUE = re.compile(r"^\s*(?:- +)*(?:[\w.-]+: +|- +)?(?P<value>\S.*)$")
_FIELDS = re.compile(r"\{\s*[\w-]+: ")
"""A mapping that is meant as one, not a text that begins with a brace."""

_BACKSLASH = "write the text in single quotes, where a backslash is a backslash"

_OPENERS = {
    "[": "an unquoted [ starts a list",
    "{": "an unquoted { starts a mapping",
    "*": "an unquoted * starts a YAML alias",
    "&": "an unquoted & starts a YAML anchor",
    "!": "an unquoted ! starts a YAML tag",
    "%": "a text may not begin with an unquoted %",
    "@": "a text may not begin with an unquoted @",
    "`": "a text may not begin with an unquoted `",
    "- ": "an unquoted - starts a list",
    "? ": "an unquoted ? starts a YAML key",
    "|": "text may not stand on the line of a |",
    ">": "text may not stand on the line of a >",
    ",": "a text may not begin with an unquoted ,",
    "]": "an unquoted ] closes a list that was not opened",
    "}": "an unquoted } closes a mapping that was not opened",
}


def explain_syntax(error: YAMLError, text: str) -> Problem:
    """The trap behind ``error``, or the parser's own words where it is none of the known ones."""
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return in_text(f"not YAML: {error}", "check quotes and indentation", 0, 0)
    mark = error.problem_mark
    line = _line(text, mark.index)
    problem = error.problem or "not YAML"
    if "\t" in line[: mark.column + 1] and not line[: mark.column].strip(" \t-"):
        return in_text("a tab indents this line", "indent with spaces", mark.line, line.index("\t"))
    if problem == "mapping values are not allowed in this context":
        return _colon(text, mark)
    if "escape" in problem:
        sign = line[mark.column : mark.column + 2]
        what = f"`{sign}` in double quotes is not an escape that YAML knows"
        return in_text(what, _BACKSLASH, mark.line, mark.column)
    if "quoted scalar" in (error.context or ""):
        start = error.context_mark or mark
        return in_text(
            "this quote is never closed", "close it on the same line", start.line, start.column
        )
    if "cannot start any token" in problem and line[mark.column : mark.column + 1] in _OPENERS:
        return in_text(_OPENERS[line[mark.column]], QUOTE, mark.line, mark.column)
    if "',' or '}'" in problem and _FIELDS.search(line):
        what = "the fields in { } break off here"
        fix = "put texts inside { } that contain , : [ ] { or } in single quotes, and close with }"
        return in_text(what, fix, mark.line, mark.column)
    return _by_opening(error, text)


def _line(text: str, index: int) -> str:
    """The line that the character at ``index`` is on."""
    start = text.rfind("\n", 0, index) + 1
    end = text.find("\n", index)
    return text[start : end if end >= 0 else len(text)]


def _colon(text: str, mark: Mark) -> Problem:
    """A colon where none may be: in an unquoted text, or after a line that has none."""
    number, column = mark.line, mark.column
    line = _line(text, mark.index)
    before = line[:column]
    if re.search(r":\s", before) or re.match(r"\s*- ", line):
        ends = not line[column + 1 :].strip()
        what = "ends in a colon" if ends else "contains a colon followed by a space"
        return in_text(f"an unquoted text {what}", _BLOCK, number, column)
    above = _line(text, max(mark.index - column - 1, 0)) if number else ""
    if re.match(r"^\s*(?:- +)*[\w-]+:\S", above):
        what = "the line above has no space after its colon"
        return in_text(what, "write a space after the colon", number - 1, above.index(":"))
    what = "this line does not continue the one above"
    return in_text(what, "line its first letter up with the fields above it", number, column)


def _by_opening(error: MarkedYAMLError, text: str) -> Problem:
    """Look at the first sign of the value on the line, which is mostly what went wrong."""
    mark = error.problem_mark
    assert mark is not None
    problem = error.problem or "not YAML"
    places = [mark] + ([error.context_mark] if error.context_mark else [])
    for place in places:
        found = _VALUE.match(_line(text, place.index))
        if not found:
            continue
        value, column = found["value"], found.start("value")
        if what := _OPENERS.get(value[0]) or _OPENERS.get(value[:2]):
            return in_text(what, QUOTE, place.line, column)
        if value[0] in "'\"" and place is mark and column < mark.column:
            what = "text follows a closing quote"
            fix = "quote the whole text; inside single quotes write '' for '"
            return in_text(what, fix, mark.line, mark.column)
    if "could not find expected ':'" in problem:
        start = error.context_mark or mark
        what = "this line is neither a field (name: value) nor part of a text"
        fix = "indent it deeper than its field, or write the colon"
        return in_text(what, fix, start.line, start.column)
    if "did not find expected" in problem:
        what = "this line's indentation does not fit the lines above it"
        return in_text(what, "line it up with the other fields", mark.line, mark.column)
    return in_text(f"not YAML: {problem}", "check quotes and indentation", mark.line, mark.column)
