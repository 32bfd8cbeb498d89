"""From a chart's definition to SVG and PNG, without a browser and without any network."""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert

RED, GOLD, GREY, DARK, PALE = "#9b1c1f", "#c9962b", "#8a8f98", "#333740", "#e4e5e8"
FONT = "Dangvu Serif, Times New Roman, serif"
# Pixels. In a document 640 of them are 160 mm wide, so 17 is printed as 12 points.
TEXT, STRONG = 17, 20
_SHARPNESS = 3  # dots a pixel in the PNG: 305 dots an inch in print
FONT_FOLDER = Path(__file__).parent / "templates" / "fonts"
_NUMBERS = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " đ"], "minus": "−"}


# Our own font, or a machine without Vietnamese letters would leave them out of the picture without a word.
vl_convert.register_font_directory(str(FONT_FOLDER))


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart in the forms its readers need: SVG for page and PDF, PNG for Word, ``alt`` to be read aloud."""

    svg: str
    png: bytes
    alt: str


def rendered(chart: alt.TopLevelMixin, alt_text: str, padding: int = 8) -> Chart:
    """Draw a chart. Equal definitions are drawn once and give equal bytes."""
    definition = {**_dressed(chart, padding), "description": alt_text}
    svg, png = _drawn(json.dumps(definition, sort_keys=True, ensure_ascii=False))
    return Chart(svg, png, alt_text)


@lru_cache(maxsize=256)
def _drawn(definition: str) -> tuple[str, bytes]:
    # No address is allowed: data stands in the definition, and nothing else may be asked for.
    svg = vl_convert.vegalite_to_svg(definition, format_locale=_NUMBERS, allowed_base_urls=[])
    return svg, vl_convert.svg_to_png(svg, scale=_SHARPNESS)


def svg_to_png(svg: str) -> bytes:
    """A drawing as a picture of its own size; nothing outside it is asked for."""
    return vl_convert.svg_to_png(svg, scale=1)


def _dressed(chart: alt.TopLevelMixin, padding: int) -> dict[str, Any]:
    dressed = (
        chart.configure(font=FONT, background="white", padding=padding)
        .configure_view(stroke=None)
        .configure_axis(
            labelFontSize=TEXT, titleFontSize=TEXT, labelColor=DARK, titleColor=DARK, titleFontWeight="normal",
            gridColor=PALE, domainColor=GREY, tickColor=GREY, labelLimit=260,
        )
        .configure_title(fontSize=STRONG, color=DARK, anchor="start", offset=14)
        .configure_legend(
            orient="top", direction="horizontal", title=None, labelFontSize=TEXT, labelColor=DARK, symbolType="square",
            symbolSize=220, labelLimit=400, columnPadding=24,
        )
    )  # fmt: skip
    return dressed.to_dict()


def plain(number: int | Decimal | None) -> float | None:
    """A number as the chart's JSON takes it; exact values are printed by us, never by the chart."""
    return None if number is None else float(number)
