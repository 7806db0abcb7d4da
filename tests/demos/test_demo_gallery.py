"""The curve gallery."""

from __future__ import annotations

import pytest

from actquiz.demos import registry, runner
from actquiz.demos.gallery import Chosen, together
from actquiz.engine import activations
from actquiz.plots.figure import Line

DEMO = registry.get("gallery")


def test_figures_are_the_functions_facts() -> None:
    """Minimum and slope bounds are over all real numbers, not over the picture."""
    figures = runner.outcome(DEMO, {"activations": "silu,sigmoid", "reach": "1"}).figures
    assert figures["silu.minimum"] == pytest.approx(-0.2784645428)
    assert figures["sigmoid.slope_max"] == 0.25
    assert figures["sigmoid.at_zero"] == 0.5


def test_every_function_has_a_panel_with_its_slope() -> None:
    """One panel a function; the slope is drawn unless it is turned off."""
    for slope in (True, False):
        params = runner.parameters(DEMO, {"slope": slope})
        (frame,) = runner.run(DEMO, params, None, 0)
        assert [panel.title for panel in frame.figure.panels] == list(params["activations"])
        assert all(len(panel.marks) == 1 + slope for panel in frame.figure.panels)


def test_all_functions_can_be_drawn() -> None:
    """The gallery takes every function there is."""
    result = runner.outcome(DEMO, {"activations": ",".join(activations.names())})
    assert len(result.table) == 1 + len(activations.names())


def test_parameters_show_in_the_label() -> None:
    """A function with parameters says which, and is drawn with them."""
    chosen = Chosen(activations.get("leaky_relu"), {"alpha": 0.2})
    mark = together([chosen], -1, 1, slope=False).panels[0].marks[0]
    assert isinstance(mark, Line)
    assert mark.name == "leaky_relu alpha=0.2"
    assert mark.y[0] == pytest.approx(-0.2)
