"""Markdown as other programs read it, with mathematics, gaps and wiki links, as a tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from actquiz.exchange import html_tree
from actquiz.exchange.cloze_gaps import Gap, Region, find
from actquiz.exchange.markup_tree import Builder, MarkupNode

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    Rule = Callable[[StateInline, bool], bool]

_INLINE = re.compile(
    r"\$\$(?!\$)(?P<display>(?:\\.|[^$\\])+)\$\$|\$`(?P<ticked>[^`]+)`\$|\$(?=\S)(?P<one>(?:\\.|[^$\\])+?)(?<=\S)\$(?!\d)",
    re.DOTALL,
)
_BRACKETED = re.compile(
    r"\\\((?P<one>(?:(?!\\[()]).)+)\\\)|\\\[(?P<display>(?:(?!\\[\[\]]).)+)\\\]", re.DOTALL
)
_IS_FORMULA = re.compile(r"[\\^_=+<>]|\A\s*[A-Za-z]\s*\Z")
_WIKI = re.compile(
    r"(?P<embed>!?)\[\[(?P<target>[^\[\]|\n]{1,200})(?:\|(?P<shown>[^\[\]\n]{1,200}))?\]\]"
)
_CODE = re.compile(r"(?<!`)(?P<ticks>`+)(?!`)(?:(?!(?P=ticks)).)+(?P=ticks)(?!`)", re.DOTALL)
_MANY_MARKS = 4_000
_COSTLY = frozenset(
    ("link", "image", "emphasis", "strikethrough", "html_inline", "entity", "autolink", "backticks")
) | {"math_inline", "bracketed", "gap", "wiki", "escape"}
_LONGEST = 5_000
"""Of a formula or a gap inside running text."""


def tokens_of(text: str, env: dict[str, Any]) -> list[Token]:
    """The blocks of a file; ``env`` keeps its link references for its parts."""
    return _parser().parse(text, env)


def nodes_of(tokens: Sequence[Token]) -> list[MarkupNode | str]:
    """What the tokens show, as a tree."""
    builder = Builder()
    for token in tokens:
        _block(token, builder)
    return builder.root.children


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.use(front_matter_plugin)
    parser.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False)
    parser.inline.ruler.at("math_inline", _maths)
    parser.inline.ruler.before("escape", "bracketed", _maths)
    parser.inline.ruler.before("link", "gap", _gap)
    parser.inline.ruler.before("link", "wiki", _wiki)
    for rule in parser.inline.ruler.__rules__:
        if rule.name in _COSTLY:
            parser.inline.ruler.at(rule.name, _unless_flooded(rule.fn))
    return parser


def _unless_flooded(rule: Rule) -> Rule:
    def guarded(state: StateInline, silent: bool) -> bool:
        return not _is_flood(state.src) and rule(state, silent)

    return guarded


@lru_cache(maxsize=4)
def _is_flood(text: str) -> bool:
    """Whether a paragraph has more marks than anybody writes: they are taken as text.

    The time that Markdown needs for marks which never close grows with the square of their number.
    """
    return len(text) > _MANY_MARKS and sum(map(text.count, "[]*_~<{$\\&`")) > _MANY_MARKS


def _maths(state: StateInline, silent: bool) -> bool:
    """``$…$``, ``$$…$$``, GitHub's ``$`…`$`` and LaTeX's brackets; prices are none."""
    sign = state.src[state.pos]
    if sign not in "$\\":
        return False
    found = (_INLINE if sign == "$" else _BRACKETED).match(
        state.src, state.pos, min(state.posMax, state.pos + _LONGEST)
    )
    if not found:
        return False
    ticked = found["ticked"] if sign == "$" else None
    latex = ticked or found["one"] or found["display"]
    if sign == "\\" and not _IS_FORMULA.search(latex):
        return False
    if sign == "$" and not ticked and latex.count("`") % 2:
        # "costs $10, and a `$PATH`": the second sign is inside code.
        return False
    if not silent:
        token = state.push("maths", "", 0)
        token.content = latex
        token.meta = {"display": bool(found["display"])}
    state.pos = found.end()
    return True


def _gap(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("{{", state.pos):
        return False
    found = _gaps(state.src).get(state.pos)
    if not found or found.end > state.posMax or found.answer_end - found.answer > _LONGEST:
        return False
    if not silent:
        token = state.push("gap_open", "gap", 1)
        hint = state.src[found.hint : found.hint_end] if found.hint else ""
        token.meta = {"ordinals": found.ordinals, "hint": " ".join(hint.split())}
        furthest = state.posMax
        state.pos, state.posMax = found.answer, found.answer_end
        state.md.inline.tokenize(state)
        state.posMax = furthest
        state.push("gap_close", "gap", -1)
    state.pos = found.end
    return True


@lru_cache(maxsize=4)
def _gaps(text: str) -> dict[int, Gap]:
    """The gaps of running text by their beginnings; formulas and code hide theirs."""
    raw: list[Region] = [found.span() for found in _CODE.finditer(text)] if "`" in text else []
    code = set(raw)
    if "$" in text:
        raw += [found.span() for found in _INLINE.finditer(text) if found[0].count("`") % 2 == 0]
    opaque: list[Region] = []
    for region in sorted(raw):
        if not opaque or region[0] >= opaque[-1][1]:
            opaque.append(region)
    return {gap.start: gap for gap in find(text, opaque=opaque, code=sorted(code), bare=True)}


def _wiki(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(("[[", "![["), state.pos):
        return False
    found = _WIKI.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        if found["embed"]:
            state.push("embed", "", 0)
        else:
            state.push("text", "", 0).content = found["shown"] or found["target"]
    state.pos = found.end()
    return True


def _block(token: Token, builder: Builder) -> None:
    match token.type:
        case "inline":
            for child in token.children or ():
                _inline(child, builder)
        case "fence" | "code_block":
            if token.info.strip() == "math":
                builder.add(html_tree.maths(token.content.strip(), display=True, gaps=True))
                return
            language = token.info.split()[0] if token.info.strip() else ""
            builder.add(MarkupNode("pre", {"class": language}, [token.content]))
        case "math_block":
            builder.add(html_tree.maths(token.content.strip(), display=True, gaps=True))
        case "html_block":
            html_tree.feed(builder, token.content, gaps=True)
        case "hr":
            builder.add(MarkupNode("hr"))
        case "front_matter":
            return
        case _:
            if token.hidden:
                return
            if token.nesting > 0:
                start = {"start": str(token.attrs["start"])} if "start" in token.attrs else {}
                builder.begin(MarkupNode(token.tag, start))
            elif token.nesting < 0:
                builder.end(token.tag)


def _inline(token: Token, builder: Builder) -> None:
    match token.type:
        case "text" | "text_special":
            builder.add(token.content)
        case "softbreak":
            builder.add(" ")
        case "hardbreak":
            builder.add(MarkupNode("br"))
        case "code_inline":
            builder.add(MarkupNode("code", {}, [token.content]))
        case "maths":
            builder.add(html_tree.maths(token.content, display=token.meta["display"], gaps=True))
        case "gap_open":
            builder.begin(
                MarkupNode("gap", {"hint": token.meta["hint"]}, ordinals=token.meta["ordinals"])
            )
        case "image":
            builder.add(MarkupNode("img"))
            builder.add(token.content)
        case "embed":
            builder.add(MarkupNode("img"))
        case "html_inline":
            html_tree.feed(builder, token.content)
        case "link_open":
            builder.begin(MarkupNode("a", {"href": str(token.attrs.get("href", ""))}))
        case _:
            if token.nesting > 0:
                builder.begin(MarkupNode(token.tag))
            elif token.nesting < 0:
                builder.end(token.tag)
