"""A complaint about a card before it is known where in the file the field stands."""

from __future__ import annotations

from dataclasses import dataclass

from actquiz.bank.problem import Severity
from actquiz.bank.yaml_positions import Path


@dataclass(frozen=True, slots=True)
class Complaint:
    """``path`` leads from the card to the field."""

    path: Path
    what: str
    fix: str
    severity: Severity = "error"
