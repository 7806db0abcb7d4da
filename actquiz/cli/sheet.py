"""``actquiz sheet``: the weakest points on one page, for the day before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from actquiz.cli import diagnostics, output

if TYPE_CHECKING:
    from actquiz.practice.sheet import Sheet

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>The day before</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 0 auto; padding: 1rem; }}
h1 {{ font-size: 1.4rem; }}
h2 {{ font-size: 1.1rem; }}
ul {{ padding-left: 1.2rem; }}
li {{ margin: 0.4rem 0; break-inside: avoid; }}
@media print {{
  @page {{ margin: 12mm; }}
  body {{ font-size: 8.5pt; line-height: 1.3; max-width: none; padding: 0; columns: 2; }}
  h1, h2 {{ break-after: avoid; margin: 0.4rem 0; }}
  li {{ margin: 0.15rem 0; }}
}}
</style>
</head>
<body>
{body}
</body>
</html>
"""


@click.command()
@click.option("-n", "--number", type=click.IntRange(1, 200), default=20, metavar="N",
              help="How many points (20).")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "markdown", "html"]), default="text",
              help="text, markdown or html, a page that prints well.")  # fmt: skip
@click.option("-o", "--output", "path", type=click.Path(path_type=Path, dir_okay=False),
              metavar="PATH", help="Write it to a file.")  # fmt: skip
def command(number: int, form: str, path: Path | None) -> None:
    """Put what you know least of what counts most on one page, with short answers."""
    from actquiz import files
    from actquiz.cli import plain_card
    from actquiz.cli.indexing import open_index
    from actquiz.memory.settings import load_settings
    from actquiz.memory.store import Store
    from actquiz.practice.sheet import make_sheet

    with open_index(quiet=True) as index, Store.open() as store:
        sheet = make_sheet(store, index, load_settings(), number)
    if form == "html":
        text = _PAGE.format(body=_html(sheet))
    elif form == "markdown":
        text = sheet.markdown()
    else:
        width = max(output.width(), 20)
        parts = ([head, "", *plain_card.text(listed, width)] for head, listed in sheet.sections())
        text = "\n\n".join("\n".join(part) for part in parts) + "\n"
    if path is None:
        output.text(text.rstrip("\n"))
    else:
        files.save(path, text)
        diagnostics.note(f"saved {path}")


def _html(sheet: Sheet) -> str:
    from actquiz.exchange.html_text import as_html, mathml
    from actquiz.practice.sheet import TITLE

    parts = (f"<h2>{head}</h2>\n{as_html(text, mathml)}" for head, text in sheet.sections())
    return "\n".join([f"<h1>{TITLE}</h1>", *parts])
