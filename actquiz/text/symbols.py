"""LaTeX commands that stand for one symbol, and Unicode's raised and lowered characters.

The selection is what formulas about neural networks, probability and calculus use; a command that
is not here is reported by ``maths.problems``.
"""

from __future__ import annotations

from typing import Literal

Role = Literal["ord", "word", "text", "op", "big", "bin", "rel", "open", "close", "punct", "space"]
"""How a symbol behaves next to others: ``word`` is a name of several letters, ``text`` is prose,
``op`` a named function such as max, ``big`` a sum, product or integral."""


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


_ORDINARY = _pairs(
    """
    alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
    kappa κ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ
    upsilon υ phi φ varphi φ chi χ psi ψ omega ω
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
    infty ∞ partial ∂ nabla ∇ ell ℓ hbar ℏ Re ℜ Im ℑ aleph ℵ emptyset ∅ varnothing ∅ forall ∀
    exists ∃ nexists ∄ neg ¬ lnot ¬ top ⊤ bot ⊥ prime ′ angle ∠ degree ° checkmark ✓ dagger †
    ddagger ‡ ldots … dots … dotsc … dotsb … cdots ⋯ vdots ⋮ ddots ⋱ % % # # & & $ $ _ _
    surd √ square □ blacksquare ■ imath ı jmath ȷ
    """
)
_BINARY = _pairs(
    """
    cdot · times × div ÷ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet • odot ⊙ oplus ⊕ otimes ⊗ ominus ⊖
    cup ∪ cap ∩ setminus ∖ wedge ∧ land ∧ vee ∨ lor ∨
    """
)
_RELATIONS = _pairs(
    """
    le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ lt < gt > ne ≠ neq ≠ ll ≪ gg ≫ approx ≈ sim ∼
    simeq ≃ cong ≅ equiv ≡ propto ∝ doteq ≐ coloneqq ≔ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆
    supset ⊃ supseteq ⊇ to → rightarrow → longrightarrow → gets ← leftarrow ← leftrightarrow ↔
    mapsto ↦ Rightarrow ⇒ implies ⇒ Longrightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ iff ⇔
    uparrow ↑ downarrow ↓ nearrow ↗ searrow ↘ mid ∣ perp ⟂ parallel ∥ lesssim ≲ gtrsim ≳
    """
)
_BIG = _pairs("sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁")
_OPENING = _pairs("{ { lbrace { lbrack [ langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖")
_CLOSING = _pairs("} } rbrace } rbrack ] rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖")
_FUNCTIONS = """
    arccos arcsin arctan arg argmax argmin cos cosh cot coth csc deg det dim erf exp gcd inf ker
    lg lim liminf limsup ln log max min Pr sec sin sinh sup tan tanh
"""
_SPACES = {",": " ", ":": " ", ">": " ", ";": " ", " ": " ", "quad": "  ", "qquad": "    "}
_SPACES |= {"enspace": " ", "thinspace": " ", "!": "", "displaystyle": "", "textstyle": ""}
_SPACES |= {"limits": "", "nolimits": "", "allowbreak": ""}

COMMANDS: dict[str, tuple[str, Role]] = {
    **{name: (char, "ord") for name, char in _ORDINARY.items()},
    **{name: (char, "bin") for name, char in _BINARY.items()},
    **{name: (char, "rel") for name, char in _RELATIONS.items()},
    **{name: (char, "big") for name, char in _BIG.items()},
    **{name: (char, "open") for name, char in _OPENING.items()},
    **{name: (char, "close") for name, char in _CLOSING.items()},
    **{name: (name, "op") for name in _FUNCTIONS.split()},
    **{name: (blank, "space") for name, blank in _SPACES.items()},
    "|": ("‖", "ord"),
    "Vert": ("‖", "ord"),
    "vert": ("|", "ord"),
    "colon": (":", "punct"),
    "backslash": ("\\", "ord"),
}
"""Command name (no backslash) to what it shows and how it behaves."""

CHARACTERS: dict[str, tuple[str, Role]] = {
    **dict.fromkeys("+", ("+", "bin")),
    **dict.fromkeys("-−–", ("−", "bin")),
    **{char: (char, "bin") for char in "·×÷±∓∘⊙⊕⊗∪∩∧∨"},
    "*": ("∗", "bin"),
    **{char: (char, "rel") for char in "=<>≤≥≠≈≡∝∈∉⊂⊆→←↦⇒⇔∼≪≫≔:"},
    **{char: (char, "open") for char in "([⟨⌊⌈"},
    **{char: (char, "close") for char in ")]⟩⌋⌉"},
    **{char: (char, "punct") for char in ",;"},
    **{char: (char, "big") for char in "∑∏∫"},
    "~": (" ", "space"),
}
"""Characters that are not simply themselves; every other one is ``ord``."""

RAISED = {
    **dict(zip("0123456789+−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾", strict=True)),
    **dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)),
    **dict(zip("ABDEGHIJKLMNOPRTUVW", "ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ", strict=True)),
    **dict(zip("αβγδθφχ", "ᵅᵝᵞᵟᶿᵠᵡ", strict=True)),
    "⊤": "ᵀ",
    "ℓ": "ˡ",
    "∗": "*",
    "′": "′",
}
"""Superscripts that fonts have. There is none for ``.`` or ``/``: look-alikes mean other things."""

LOWERED = {
    **dict(zip("0123456789+−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True)),
    **dict(zip("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)),
    **dict(zip("βγρφχ", "ᵦᵧᵨᵩᵪ", strict=True)),
}
"""Subscripts that fonts have."""

RAISE = str.maketrans({**RAISED, "-": "⁻"})
LOWER = str.maketrans({**LOWERED, "-": "₋"})
"""For ``str.translate``: to superscripts and to subscripts."""

UNRAISED = {high: low for low, high in RAISED.items() if high not in (low, "*")}
"""Superscript to plain character; the minus sign is a true one."""

VULGAR = {
    (1, 2): "½", (1, 3): "⅓", (2, 3): "⅔", (1, 4): "¼", (3, 4): "¾", (1, 5): "⅕", (2, 5): "⅖",
    (3, 5): "⅗", (4, 5): "⅘", (1, 6): "⅙", (5, 6): "⅚", (1, 8): "⅛", (3, 8): "⅜", (5, 8): "⅝",
    (7, 8): "⅞",
}  # fmt: skip
"""Fractions with a character of their own."""

ACCENTS = {
    "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303",
    "bar": "\u0304", "overline": "\u0304", "dot": "\u0307", "ddot": "\u0308", "vec": "\u20d7",
}  # fmt: skip
"""Accents as combining characters."""

_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_DOUBLE = "𝔸𝔹ℂ𝔻𝔼𝔽𝔾ℍ𝕀𝕁𝕂𝕃𝕄ℕ𝕆ℙℚℝ𝕊𝕋𝕌𝕍𝕎𝕏𝕐ℤ𝕒𝕓𝕔𝕕𝕖𝕗𝕘𝕙𝕚𝕛𝕜𝕝𝕞𝕟𝕠𝕡𝕢𝕣𝕤𝕥𝕦𝕧𝕨𝕩𝕪𝕫"
_SCRIPT = "𝒜ℬ𝒞𝒟ℰℱ𝒢ℋℐ𝒥𝒦ℒℳ𝒩𝒪𝒫𝒬ℛ𝒮𝒯𝒰𝒱𝒲𝒳𝒴𝒵𝒶𝒷𝒸𝒹ℯ𝒻ℊ𝒽𝒾𝒿𝓀𝓁𝓂𝓃ℴ𝓅𝓆𝓇𝓈𝓉𝓊𝓋𝓌𝓍𝓎𝓏"
_BOLD_DIGITS = dict(zip("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", strict=True))
_BOLD = "𝐀𝐁𝐂𝐃𝐄𝐅𝐆𝐇𝐈𝐉𝐊𝐋𝐌𝐍𝐎𝐏𝐐𝐑𝐒𝐓𝐔𝐕𝐖𝐗𝐘𝐙𝐚𝐛𝐜𝐝𝐞𝐟𝐠𝐡𝐢𝐣𝐤𝐥𝐦𝐧𝐨𝐩𝐪𝐫𝐬𝐭𝐮𝐯𝐰𝐱𝐲𝐳"

ALPHABETS: dict[str, dict[str, str]] = {
    "mathbb": {**dict(zip(_LATIN, _DOUBLE, strict=True)), "1": "𝟙"},
    "mathcal": dict(zip(_LATIN, _SCRIPT, strict=True)),
    "mathscr": dict(zip(_LATIN, _SCRIPT, strict=True)),
    "mathbf": dict(zip(_LATIN, _BOLD, strict=True)) | _BOLD_DIGITS,
    "boldsymbol": dict(zip(_LATIN, _BOLD, strict=True)),
    "bm": dict(zip(_LATIN, _BOLD, strict=True)),
}
"""Fonts that change a letter's meaning; the others leave it as it is."""
