"""``actquiz demo``: run an experiment, watch it, hold it against theory."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actquiz.cli import demo_report, diagnostics, output
from actquiz.cli.demo_report import DemoCall, DemoEnd
from actquiz.errors import ActquizError

if TYPE_CHECKING:
    from actquiz.demos.demo import Demo, Frame, Prediction, Result
    from actquiz.demos.predicting import PredictedAnswer, PredictionScore

_SLOWEST = 60
"""Seconds that a frame may stand."""
_LONG = 5.0
"""Seconds from which on a run says how long it will take."""
_ASKED = "actquiz.demo"
"""Where a call for help keeps the experiment it is about."""


class _WithParameters(click.Command):
    """``demo NAME --help`` lists the parameters of NAME as well."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if {"-h", "--help"} & set(args):
            from actquiz.demos.registry import DEMOS

            ctx.meta[_ASKED] = next((word for word in args if word in DEMOS), None)
        return super().parse_args(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        if name := ctx.meta.get(_ASKED):
            from actquiz.demos import registry
            from actquiz.demos.runner import accepts
            from actquiz.demos.wording import shown

            rows = [
                (each.name, f"{each.help} Takes {accepts(each)}; {shown(each.default)} by default.")
                for each in registry.get(name).params
            ]
            with formatter.section(f"Parameters of {name}, for --set"):
                formatter.write_dl(rows or [("none", "")])


@click.command(cls=_WithParameters)
@click.argument("name", required=False)
@click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", help="Set a parameter.")
@click.option("--seeds", type=int, help="How many random networks.")
@click.option("--seed", type=int, default=0, show_default=True, help="Where chance begins.")
@click.option("--predict", is_flag=True, help="Predict first, then see how right you were.")
@click.option("--backend", type=click.Choice(["numpy", "torch"]), help="What trains.")
@click.option("--save", type=click.Path(path_type=Path), help="Save the figure: .png or .svg.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--pace", type=float, metavar="SECONDS", help="Let each frame stand so long.")
@click.option("--plain", is_flag=True, help="Numbers instead of a picture, and no movement.")
def command(
    name: str | None,
    settings: Sequence[str],
    seeds: int | None,
    seed: int,
    predict: bool,
    backend: str | None,
    save: Path | None,
    as_json: bool,
    plain: bool,
    pace: float | None,
) -> int:
    """Run the experiment NAME; without NAME, list them all.

    Ctrl-C stops it and keeps what is there; with --pace, Enter skips to the end.
    """
    from actquiz.demos import registry, runner

    if name is None:
        _list(as_json=as_json)
        return 0
    demo = registry.get(name)
    given: dict[str, Any] = _settings(settings)
    if backend is not None:
        _check_backend(demo, backend)
        given["backend"] = backend
    params = runner.parameters(demo, given)
    if seeds is not None and not demo.seeds:
        raise ActquizError(f"nothing is random in demo '{name}'", fix="leave --seeds out")
    if save is not None:
        from actquiz.plots import image

        image.check(save)
    if pace is not None and not 0 < pace <= _SLOWEST:
        raise ActquizError(f"--pace {pace:g} is no time to look", fix=f"from 0.1 to {_SLOWEST} s")
    count = demo.seeds if seeds is None else seeds
    asked = DemoCall(demo, params, count, seed, plain, as_json, save, pace or 0.0)
    if predict and settings:
        raise ActquizError(
            "a prediction is about the demo as it comes", fix="use --predict without --set"
        )
    answer = _ask(demo) if predict else None
    return _finish(asked, _watch(asked), answer)


def _settings(settings: Sequence[str]) -> dict[str, Any]:
    """``KEY=VALUE`` texts as a mapping; a later one wins."""
    given: dict[str, Any] = {}
    for text in settings:
        key, separator, value = text.partition("=")
        if not separator or not key.strip():
            raise ActquizError(f"--set {text} has no '='", fix="write --set key=value")
        given[key.strip()] = value.strip()
    return given


def _check_backend(demo: Demo, backend: str) -> None:
    if not any(param.name == "backend" for param in demo.params):
        raise ActquizError(
            f"demo '{demo.name}' has no backend to choose", fix=f"leave --backend {backend} out"
        )


def _list(*, as_json: bool) -> None:
    """Names and questions; the questions stand in the demos, so all of them are read."""
    from actquiz.demos import registry
    from actquiz.plots.spans import wrap

    demos = [registry.get(name) for name, _ in registry.names()]
    if as_json:
        output.as_json([_described(demo) for demo in demos])
        return
    column = max(len(demo.name) for demo in demos) + 2
    for demo in demos:
        lines = wrap(demo.question, max(output.width() - column, 20))
        for number, line in enumerate(lines):
            output.text((demo.name if number == 0 else "").ljust(column) + line)
    output.text("\nactquiz demo NAME runs one; --predict asks you first.")


def _described(demo: Demo) -> dict[str, Any]:
    from actquiz.demos.runner import accepts

    return {
        "name": demo.name,
        "title": demo.title,
        "question": demo.question,
        "seeds": demo.seeds,
        "parameters": [
            {
                "name": param.name,
                "default": param.default,
                "help": param.help,
                "accepts": accepts(param),
            }
            for param in demo.params
        ],
    }


def _ask(demo: Demo) -> PredictedAnswer:
    """Ask for the prediction: one key for an option, a line for a number."""
    from actquiz.demos import predicting

    if demo.prediction is None:
        raise ActquizError(f"demo '{demo.name}' asks for no prediction", fix="leave --predict out")
    diagnostics.note(demo.prediction.question)
    for number, (text, _, _) in enumerate(demo.prediction.options, start=1):
        diagnostics.note(f"  {number}  {text}")
    while True:
        typed = _typed(demo.prediction)
        try:
            return predicting.read(demo.prediction, typed)
        except ActquizError as error:
            if not sys.stdin.isatty():
                raise
            diagnostics.note(str(error))


def _typed(prediction: Prediction) -> str:
    if sys.stdin.isatty() and prediction.options:
        key = click.getchar()
        diagnostics.note(f"> {key}")
        return key
    line = sys.stdin.readline()
    if not line:
        raise ActquizError("no prediction was given", fix="type an option's digit or a number")
    return line


def _watch(asked: DemoCall) -> DemoEnd:
    """Run to the end or to Ctrl-C, showing frames as they come."""
    from actquiz.cli.picture import Live, ProgressLine, about
    from actquiz.demos import runner

    frame: Frame | None = None
    seeds = asked.seeds if asked.demo.seeds else None
    progress, told = ProgressLine(), False
    with Live(wanted=not (asked.plain or asked.as_json), pace=asked.pace) as live:
        try:
            for frame in runner.run(asked.demo, asked.params, seeds, asked.seed):
                if frame.result is not None:
                    continue
                left = progress.left(frame.step, frame.steps)
                bar = progress.bar(frame.step, frame.steps, left)
                live.frame(frame.figure, f"{bar}  {frame.readout}")
                if not (live.moving or told) and left > _LONG:
                    diagnostics.note(f"this takes {about(left)} here; Ctrl-C stops it")
                    told = True
        except KeyboardInterrupt:
            return DemoEnd(frame, stopped=True)
    return DemoEnd(frame, stopped=False)


def _finish(asked: DemoCall, ran: DemoEnd, answer: PredictedAnswer | None) -> int:
    """Print what there is, save it, and say how the prediction did."""
    result = ran.frame.result if ran.frame else None
    score = _scored(asked.demo, answer, result)
    if asked.as_json:
        output.as_json(demo_report.as_json(asked, ran, result, score))
    elif ran.frame is not None:
        demo_report.show(asked, ran.frame, result, score)
    if ran.stopped:
        where = f" after step {ran.frame.step} of {ran.frame.steps}" if ran.frame else ""
        diagnostics.note(f"stopped{where}")
    if asked.save is not None and ran.frame is not None:
        _save(asked, asked.save, ran.frame)
    return diagnostics.INTERRUPTED if ran.stopped else 0


def _scored(
    demo: Demo, answer: PredictedAnswer | None, result: Result | None
) -> PredictionScore | None:
    from actquiz.demos import predicting

    if demo.prediction is None or answer is None or result is None:
        return None
    return predicting.score(demo.prediction, answer, result.figures)


def _save(asked: DemoCall, path: Path, frame: Frame) -> None:
    from dataclasses import replace

    from actquiz.demos.wording import conditions
    from actquiz.plots import image

    result = frame.result
    count = asked.seeds if asked.demo.seeds else 0
    lost = result.diverged if result else 0
    told = conditions(asked.params, count, asked.seed, lost)
    image.save(
        replace(frame.figure, title=asked.demo.title),
        path,
        {
            "demo": asked.demo.name,
            "params": asked.params,
            "seeds": asked.seeds,
            "seed": asked.seed,
        },
        f"{frame.figure.title} actquiz demo {asked.demo.name}. {told}".strip(),
    )
    diagnostics.note(f"saved {path}")
