"""From a chart's definition to SVG and PNG, without a browser and without any network.

What is drawn is kept by its definition, which holds the data too: equal pictures are drawn once and give equal bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from dangvu.core.lazily import lazily
from dangvu.core.vietnamese import vn_number

if TYPE_CHECKING:
    import altair as alt

Number = int | Decimal | None
Spoken = Callable[[Number], str]
"""How a number is written: as Vietnamese do, or as the page's other language does."""
RED, GOLD, GREY, DARK, PALE, WASH = "#9b1c1f", "#c9962b", "#8a8f98", "#333740", "#e4e5e8", "#efe6d4"
FONT = "Dangvu Serif, Times New Roman, serif"
# Pixels. In a document 640 of them are 160 mm wide, so 17 is printed as 12 points.
TEXT, STRONG = 17, 20
_SHARPNESS = 3  # dots a pixel in the PNG: 305 dots an inch in print
FONT_FOLDER = Path(__file__).parent / "templates" / "fonts"
_NUMBERS = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " đ"], "minus": "−"}


vl_convert = lazily("vl_convert")


@lru_cache(maxsize=1)
def _drawer() -> ModuleType:
    """What draws, with our own font: a machine without Vietnamese letters would leave them out of the picture without a word."""
    vl_convert.register_font_directory(str(FONT_FOLDER))
    return vl_convert


# The same colours where the page is dark; each stands out from its ground as much as by day.
_AT_NIGHT = {
    RED: "#ff9f92", GOLD: "#e0b548", GREY: "#a39a90", DARK: "#f3ede4", PALE: "#453e38", WASH: "#4a423b", "white": "#24201d",
}  # fmt: skip
_COLOURS = re.compile("|".join(_AT_NIGHT))


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart in the forms its readers need: SVG for page and PDF, PNG for Word, ``alt`` to be read aloud."""

    svg: str
    alt: str

    @property
    def png(self) -> bytes:
        """The picture in dots, drawn when first asked for: no page needs it."""
        return _dots(self.svg)

    @property
    def night(self) -> str:
        """The same SVG for a dark page."""
        return _COLOURS.sub(lambda found: _AT_NIGHT[found[0]], self.svg)


def rendered(chart: alt.TopLevelMixin, alt_text: str, padding: int = 8, number: Spoken = vn_number) -> Chart:
    """Draw a chart. Equal definitions are drawn once and give equal bytes."""
    definition = {**_dressed(chart, padding), "description": alt_text}
    return Chart(_drawn(json.dumps(definition, sort_keys=True, ensure_ascii=False), number is vn_number), alt_text)


@lru_cache(maxsize=512)
def _drawn(definition: str, vietnamese: bool) -> str:
    # No address is allowed: data stands in the definition, and nothing else may be asked for.
    locale = _NUMBERS if vietnamese else None
    svg: str = _drawer().vegalite_to_svg(definition, format_locale=locale, allowed_base_urls=[])
    return svg


@lru_cache(maxsize=64)
def _dots(svg: str) -> bytes:
    png: bytes = _drawer().svg_to_png(svg, scale=_SHARPNESS)
    return png


def svg_to_png(svg: str) -> bytes:
    """A drawing as a picture of its own size; nothing outside it is asked for."""
    return _drawer().svg_to_png(svg, scale=1)


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
    # What is declared here is right or the tests say so: checking it against the whole schema again takes longer than drawing it.
    return dressed.to_dict(validate=False)


def plain(number: int | Decimal | None) -> float | None:
    """A number as the chart's JSON takes it; exact values are printed by us, never by the chart."""
    return None if number is None else float(number)
