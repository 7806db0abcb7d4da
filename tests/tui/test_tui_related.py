"""Which cards an experiment stands behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from actquiz.tui.desk import Desk
from actquiz.tui.lab.related_cards import cards_about

DECK = """
format: 1
deck: depth
title: Depth
cards:
  - {id: named-only, front: What does the demo vanishing show?, back: Slopes.}
  - {id: shown, front: Why do they vanish?, back: Slopes., evidence: {demo: vanishing}}
  - {id: other, front: Why not vanishing?, back: Slopes., evidence: {demo: born-dead}}
"""


def test_a_card_is_behind_an_experiment_by_its_evidence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A card that only speaks of the experiment, or has another one, is not among them."""
    (tmp_path / "depth.yaml").write_text(DECK)
    monkeypatch.setenv("ACTQUIZ_DECKS", str(tmp_path))
    desk = Desk.open()
    assert [card_id for card_id, _ in cards_about(desk.index, "vanishing")] == ["shown"]
    desk.close()
