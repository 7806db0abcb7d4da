"""The bank's small Markdown as GitHub's, and back.

The bank has fewer marks than CommonMark: what means nothing there is escaped here, and a formula
that Markdown would chew is written in the forms GitHub has for that, ``$`…`$`` and a math fence.
"""

from __future__ import annotations

import re

_RAW = re.compile(
    r"""
    (?P<fence>^[ ]*```[^\n]*\n(?:.*?\n)??[ ]*```[ ]*$)
    | (?P<code>(?P<ticks>`+)[^`]+(?P=ticks))
    | (?P<own>^\$\$(?!\$)(?P<formula>(?:[^$\\]|\\.)+)\$\$[ ]*$)
    | (?P<display>\$\$(?!\$)(?:[^$\\]|\\.)+\$\$)
    | \$(?P<maths>(?=\S)(?:\\.|[^$\\])+?(?<=\S))\$(?!\d)
    | (?P<escape>\\[\\$*`|.)-])
    | (?P<strong>\*\*(?=\S)(?:\\.|[^*\\])+?(?<=\S)\*\*)
    | (?P<emphasis>(?<![\w*])\*(?=[^\s*])(?:\\.|[^*\\])+?(?<=\S)\*(?![\w*]))
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_CHEWED = re.compile(r"\\[^A-Za-z\s]|[*<`~|]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
"""What Markdown takes for its own inside a formula: escapes, emphasis, tags."""
_SPECIAL = re.compile(
    r"""
    <(?=[A-Za-z/!?]) | &(?=[A-Za-z0-9#]+;) | (?<![A-Za-z0-9])_ | _(?![A-Za-z0-9]) | ~
    | ^[ ]*(?:\#(?=\#{0,5}\s)|>|\+(?=\s)) | \$ | `
    | (?<!^)\* | ^\*(?!\s) | \\(?=[!-/:-@\[-`{-~])
    """,
    re.VERBOSE | re.MULTILINE,
)
_GAP = re.compile(r"\[\[(\w+)\]\]")
_MATHS = re.compile(
    r"(?P<math>^(?P<margin> *)```math\n(?P<formula>.*?)\n(?P=margin)```$)|\$`(?P<ticked>[^`]+)`\$"
    r"|(?P<fence>^ *```[^\n]*\n(?:.*?\n)??[ ]*```[ ]*$)|(?P<code>(?P<ticks>`+)[^`]+(?P=ticks))"
    r"|(?P<maths>\$\$(?:[^$\\]|\\.)+\$\$|\$(?=\S)(?:\\.|[^$\\])+?(?<=\S)\$(?!\d))"
    r"|\\(?P<escaped>[<&_#>+~])|‹(?P<gap>\w+)›",
    re.MULTILINE | re.DOTALL,
)


def encode(text: str) -> str:
    """Markdown that GitHub shows as the bank shows ``text``."""
    parts: list[str] = []
    end = 0
    for found in _RAW.finditer(text):
        parts.append(_plain(text[end : found.start()], at_line_start=_starts_line(text, end)))
        parts.append(_token(found, text))
        end = found.end()
    parts.append(_plain(text[end:], at_line_start=_starts_line(text, end)))
    return "".join(parts)


def decode(text: str) -> str:
    """What ``encode`` made of a text; other Markdown stays as it is."""
    return _MATHS.sub(_decoded, text)


def gaps_only(text: str) -> str:
    """For readers that take formulas as they are: only gaps are rewritten."""
    return _GAP.sub(r"‹\1›", text)


def _starts_line(text: str, place: int) -> bool:
    return place == 0 or text[place - 1] == "\n"


def _token(found: re.Match[str], text: str) -> str:
    if found["maths"] is not None:
        return _inline(found, text)
    if found["own"] is not None and _CHEWED.search(found["formula"]):
        return f"```math\n{found['formula']}\n```"
    for style, mark in (("strong", "**"), ("emphasis", "*")):
        if inner := found[style]:
            return f"{mark}{encode(inner[len(mark) : -len(mark)])}{mark}"
    return found[0]


def _inline(found: re.Match[str], text: str) -> str:
    latex = found["maths"]
    line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    if line.lstrip().startswith("|"):
        # A bar ends the cell of a table, even inside a formula.
        latex = latex.replace("\\|", "\\Vert ").replace("|", "\\vert ")
    before = text[found.start() - 1 : found.start()] or " "
    after = text[found.end() : found.end() + 1] or " "
    apart = (before.isspace() or before in "(") and (after.isspace() or after in ".,;:!?)")
    if (_CHEWED.search(latex) and "`" not in latex) or not apart:
        return f"$`{latex}`$"
    return f"${latex}$"


def _plain(text: str, *, at_line_start: bool) -> str:
    if not at_line_start:
        # ``^`` must not match where a line goes on after a formula.
        return _plain("\0" + text, at_line_start=True).removeprefix("\0")
    return _GAP.sub(r"‹\1›", _SPECIAL.sub(_escaped, text))


def _escaped(found: re.Match[str]) -> str:
    return f"{found[0][:-1]}\\{found[0][-1]}"


def _decoded(found: re.Match[str]) -> str:
    if found["math"] is not None:
        return f"$${found['formula']}$$"
    if found["ticked"] is not None:
        return f"${found['ticked']}$"
    if found["escaped"] is not None:
        return found["escaped"]
    if found["gap"] is not None:
        return f"[[{found['gap']}]]"
    return found[0]


def gaps_back(text: str) -> str:
    """What ``gaps_only`` was given."""
    return re.sub(r"‹(\w+)›", r"[[\1]]", text)
