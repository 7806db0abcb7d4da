"""Claims on PyTorch itself: run where it is installed, held against a record where it is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from actquiz.errors import Problem
from actquiz.proofs.claim_fields import Claim, text_of


def check_torch(claim: Claim) -> Iterator[Problem]:
    """What PyTorch says, or what was recorded of it where it is not installed."""
    from actquiz.engine import torch_facts

    text, said = text_of(claim, "torch"), claim["value"]
    recorded = torch_record()["facts"]
    if torch_facts.is_installed():
        truth = torch_facts.look_up(text)
    elif text in recorded:
        truth = recorded[text]
    else:
        what = f"“{text}” cannot be looked up: PyTorch is not installed, and it is not recorded"
        yield Problem(what, "add it with scripts/run --torch …", severity="warning")
        return
    numbers = all(isinstance(each, (int, float)) for each in (truth, said))
    booleans = [isinstance(each, bool) for each in (truth, said)]
    alike = booleans[0] == booleans[1] and (numbers or type(truth) is type(said))
    if not alike or truth != said:
        yield Problem(f"{text} is {truth!r}, not {said!r}", "correct the value")


@cache
def torch_record() -> dict[str, Any]:
    """What PyTorch said when the shipped claims were last looked up, and its version."""
    text = Path(__file__).with_name("torch_facts.json").read_text(encoding="utf-8")
    record: dict[str, Any] = json.loads(text)
    return record
