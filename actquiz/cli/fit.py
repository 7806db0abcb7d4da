"""``actquiz fit``: fit the scheduler's memory model to the learner."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actquiz import paths
from actquiz.cli import diagnostics, output
from actquiz.errors import ActquizError, Location
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.memory.settings import Settings
    from actquiz.planner.calibration import Calibration
    from actquiz.planner.fitting import Fit


@click.command()
@click.option("--dry-run", is_flag=True, help="Show what a fit would bring, and change nothing.")
@click.option("--reset", is_flag=True, help="Go back to the standard weights.")
@click.option("--save", type=click.Path(path_type=Path), help="Save the figure: .png or .svg.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--plain", is_flag=True, help="Numbers instead of a picture.")
def command(dry_run: bool, reset: bool, save: Path | None, as_json: bool, plain: bool) -> int:
    """Fit the scheduler to how you remember.

    The fit is adopted only if it foretells reviews better that it did not see.
    """
    from actquiz.memory.settings import load_settings, save_settings

    settings = load_settings()
    if reset:
        if dry_run or save:
            raise click.UsageError("--reset goes with neither --dry-run nor --save")
        save_settings(replace(settings, weights=()))
        _tell_reset(as_json=as_json, changed=bool(settings.weights))
        return 0
    if save is not None:
        from actquiz.plots import image

        image.check(save)
    fit = _fit(settings)
    adopted = fit.better and not dry_run
    if adopted:
        save_settings(replace(load_settings(), weights=fit.weights))
    if as_json:
        output.as_json(_told(fit, adopted))
    else:
        _print(fit, adopted, dry_run=dry_run, plain=plain)
    if save is not None:
        _save(fit, save)
    return 0


def _fit(settings: Settings) -> Fit:
    from actquiz.memory.scheduler import scheduler_for
    from actquiz.memory.store import Store
    from actquiz.planner.fitting import fit, read_reviews

    if not paths.store_file().exists():
        raise ActquizError(
            "there is no progress yet, so there is nothing to fit to",
            fix="'actquiz study' begins",
            where=Location(paths.store_file()),
        )
    # Refuses weights in the settings that are none.
    scheduler_for(settings.parameters())
    with Store.open() as store:
        reviews = read_reviews(store)
    return fit(reviews, settings.weights, relearning_steps=len(settings.relearning_steps))


def _print(fit: Fit, adopted: bool, *, dry_run: bool, plain: bool) -> None:
    from actquiz.cli import picture
    from actquiz.practice.calibration_figure import calibration_figure

    _wrapped(
        f"Fitted to {counted(fit.seen, 'review')} up to {fit.until}, judged on the "
        f"{fit.before.reviews:,} since then, which it did not see:"
    )
    output.text()
    output.text(f"{'':8}{'log loss':>10}{'RMSE':>9}")
    for name, score in (("before", fit.before), ("after", fit.after)):
        output.text(f"{name:8}{score.log_loss:10.4f}{score.rmse:9.2%}")
    output.text()
    if plain:
        for name, score in (("before", fit.before), ("after", fit.after)):
            _print_curve(name, score)
    else:
        picture.show(calibration_figure({"before": fit.before, "after": fit.after}), plain=False)
        output.text()
    _wrapped(_outcome(fit, adopted, dry_run=dry_run))


def _wrapped(text: str) -> None:
    from actquiz.plots.spans import wrap

    for line in wrap(text, min(output.width(), 100)):
        output.text(line)


def _print_curve(name: str, score: Calibration) -> None:
    """One line a tenth of the reviews; it fits 40 columns."""
    output.text(f"{name:8}{'expected':>9}{'recalled':>10}  95 %")
    parts = (score.predicted, score.observed, score.low, score.high)
    for expected, recalled, low, high in zip(*parts, strict=True):
        output.text(f"{'':8}{expected:9.0%}{recalled:10.0%}  {low:.0%} to {high:.0%}")
    output.text()


def _outcome(fit: Fit, adopted: bool, *, dry_run: bool) -> str:
    if adopted:
        return (
            "Adopted. No card moves now: each follows the new weights from its next review on. "
            "'actquiz fit --reset' goes back."
        )
    if fit.better:
        assert dry_run
        return "Better; nothing was changed. Without --dry-run it is adopted."
    return "Not better, so nothing was changed."


def _tell_reset(*, as_json: bool, changed: bool) -> None:
    if as_json:
        output.as_json({"adopted": False, "reset": changed})
    elif changed:
        output.text("Back to the standard weights, from each card's next review on.")
    else:
        output.text("The standard weights are in use already.")


def _told(fit: Fit, adopted: bool) -> dict[str, object]:
    return {
        "adopted": adopted,
        "better": fit.better,
        "tests": fit.tests,
        "fitted_to": fit.seen,
        "until": str(fit.until),
        "weights": fit.weights,
        "before": _score(fit.before),
        "after": _score(fit.after),
    }


def _score(score: Calibration) -> dict[str, object]:
    return {
        "reviews": score.reviews,
        "log_loss": score.log_loss,
        "rmse": score.rmse,
        "predicted": score.predicted.tolist(),
        "recalled": score.observed.tolist(),
        "low": score.low.tolist(),
        "high": score.high.tolist(),
        "count": score.count.tolist(),
    }


def _save(fit: Fit, path: Path) -> None:
    from actquiz.plots import image
    from actquiz.practice.calibration_figure import calibration_figure

    figure = calibration_figure({"before": fit.before, "after": fit.after})
    image.save(figure, path, {"weights": fit.weights, "until": fit.until})
    diagnostics.note(f"saved {path}")
