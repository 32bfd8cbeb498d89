"""The four pictures of the conference, drawn: no photograph, nobody's face. Run it to write the SVG files beside it again."""

from __future__ import annotations

import math
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parent
WIDE, HIGH = 1600, 900
RED, DEEP, GOLD, PALE, CREAM = "#a3191c", "#6d0f12", "#d9a83a", "#f6d98a", "#f7efe0"
COATS = ("#26313f", "#3b2b2b", "#2f4a45", "#4a4152", "#553a2c", "#22394d", "#5b2b30")
SKIN, HAIR = "#c99d78", ("#17120f", "#221a15", "#2d2521", "#574f4a")


def svg(body: str, defs: str = "") -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="1280" height="720">'
    return f"{head}<defs>{defs}</defs>{body}</svg>\n"


def fade(name: str, *stops: tuple[float, str], across: bool = False) -> str:
    end = 'x2="1" y2="0"' if across else 'x2="0" y2="1"'
    marks = "".join(f'<stop offset="{at}" stop-color="{colour}"/>' for at, colour in stops)
    return f'<linearGradient id="{name}" x1="0" y1="0" {end}>{marks}</linearGradient>'


def glow(name: str, colour: str, strength: float) -> str:
    return (
        f'<radialGradient id="{name}"><stop offset="0" stop-color="{colour}" stop-opacity="{strength}"/>'
        f'<stop offset="1" stop-color="{colour}" stop-opacity="0"/></radialGradient>'
    )


def box(x: float, y: float, w: float, h: float, fill: str, r: float = 0, more: str = "") -> str:
    return f'<rect x="{x:.0f}" y="{y:.0f}" width="{w:.0f}" height="{h:.0f}" rx="{r:.0f}" fill="{fill}" {more}/>'


def disc(x: float, y: float, r: float, fill: str, more: str = "") -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{fill}" {more}/>'


def path(d: str, fill: str, more: str = "") -> str:
    return f'<path d="{d}" fill="{fill}" {more}/>'


def text(x: float, y: float, size: float, words: str, fill: str, weight: str = "bold") -> str:
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-family="Dangvu Serif, Times New Roman, serif" font-size="{size:.0f}" font-weight="{weight}" '
        f'text-anchor="middle" fill="{fill}">{words}</text>'
    )


def drapes(x: float, y: float, w: float, h: float, folds: int) -> str:
    """A curtain in folds."""
    step = w / folds
    return "".join(box(x + place * step, y, step + 1, h, "url(#fold)") for place in range(folds))


def back(x: float, y: float, size: float, random: Random, hand: bool = False) -> str:
    """Somebody seen from behind: hair, neck, shoulders; perhaps a hand with a card."""
    coat, hair = random.choice(COATS), random.choice(HAIR)
    long = random.random() < 0.35
    parts = []
    if hand:
        lean = random.uniform(-0.15, 0.15) * size
        top = y - 1.75 * size
        parts += [
            path(
                f"M{x + 0.62 * size:.0f} {y + 0.9 * size:.0f} L{x + 0.78 * size + lean:.0f} {top:.0f}",
                "none",
                f'stroke="{coat}" stroke-width="{0.34 * size:.0f}" stroke-linecap="round"',
            ),
            disc(x + 0.78 * size + lean, top - 0.1 * size, 0.19 * size, SKIN),
            box(x + 0.52 * size + lean, top - 0.95 * size, 0.58 * size, 0.82 * size, RED, 4, f'stroke="{GOLD}" stroke-width="3"'),
        ]
    parts += [
        path(
            f"M{x - 1.15 * size:.0f} {y + 2.4 * size:.0f} C{x - 1.15 * size:.0f} {y + 0.75 * size:.0f} {x - 0.5 * size:.0f} {y + 0.66 * size:.0f} {x:.0f} {y + 0.62 * size:.0f}"
            f" C{x + 0.5 * size:.0f} {y + 0.66 * size:.0f} {x + 1.15 * size:.0f} {y + 0.75 * size:.0f} {x + 1.15 * size:.0f} {y + 2.4 * size:.0f} Z",
            coat,
        ),
        box(x - 0.2 * size, y + 0.25 * size, 0.4 * size, 0.5 * size, SKIN, 0.12 * size),
        disc(x - 0.5 * size, y + 0.05 * size, 0.11 * size, SKIN),
        disc(x + 0.5 * size, y + 0.05 * size, 0.11 * size, SKIN),
        f'<ellipse cx="{x:.0f}" cy="{y:.0f}" rx="{0.5 * size:.0f}" ry="{0.58 * size:.0f}" fill="{hair}"/>',
    ]
    if long:
        parts.append(
            path(
                f"M{x - 0.5 * size:.0f} {y:.0f} q{-0.1 * size:.0f} {0.8 * size:.0f} {0.18 * size:.0f} {0.95 * size:.0f} h{0.64 * size:.0f} q{0.28 * size:.0f} {-0.15 * size:.0f} {0.18 * size:.0f} {-0.95 * size:.0f} Z",
                hair,
            )
        )
    return "".join(parts)


def crowd(random: Random, rows: list[tuple[float, float, int]], hands: float = 0.0) -> str:
    """Rows from the farthest to the nearest: height, size, how many."""
    drawn = []
    for number, (y, size, count) in enumerate(rows):
        step = WIDE / count
        shift = step / 2 if number % 2 else 0
        for place in range(count + 1):
            x = place * step + shift + random.uniform(-0.08, 0.08) * step
            drawn.append(back(x, y + random.uniform(-0.12, 0.12) * size, size, random, random.random() < hands))
        drawn.append(box(0, y + 1.65 * size, WIDE, 1.2 * size, "#5a2a1b", 0, 'opacity="0.18"'))
    return "".join(drawn)


def flowers(x: float, y: float, size: float, random: Random) -> str:
    leaves = "".join(
        f'<ellipse cx="{x + math.cos(a) * size * 0.9:.0f}" cy="{y - abs(math.sin(a)) * size * 0.5:.0f}" rx="{size * 0.5:.0f}" ry="{size * 0.16:.0f}" '
        f'fill="#2f6b45" transform="rotate({math.degrees(-a):.0f} {x + math.cos(a) * size * 0.9:.0f} {y - abs(math.sin(a)) * size * 0.5:.0f})"/>'
        for a in [0.15 * math.pi * k for k in range(7)]
    )
    colours = ("#f4c6cf", "#ffe9b8", "#e8576b", "#fff6ea", "#f0a43c")
    heads = "".join(
        disc(
            x + random.uniform(-0.8, 0.8) * size,
            y - random.uniform(0.1, 0.85) * size,
            size * random.uniform(0.13, 0.2),
            random.choice(colours),
        )
        for _ in range(16)
    )
    return (
        leaves
        + heads
        + path(
            f"M{x - 0.5 * size:.0f} {y:.0f} h{size:.0f} l{-0.15 * size:.0f} {0.55 * size:.0f} h{-0.7 * size:.0f} Z",
            "#efe6d6",
            'stroke="#cdbb9c" stroke-width="2"',
        )
    )


def palm(x: float, y: float, size: float) -> str:
    fronds = "".join(
        path(
            f"M{x:.0f} {y:.0f} Q{x + math.cos(a) * size * 0.5:.0f} {y - size * 0.9 + abs(math.cos(a)) * size * 0.1:.0f} {x + math.cos(a) * size:.0f} {y - size * (0.35 + 0.65 * math.sin(a)):.0f}",
            "none",
            f'stroke="{c}" stroke-width="{size * 0.1:.0f}" stroke-linecap="round"',
        )
        for a, c in zip(
            [0.1 * math.pi * k for k in (1, 2.4, 3.8, 5, 6.2, 7.6, 9)],
            ["#2c5a3c", "#3c7a50", "#2f6b45", "#4a8c5e", "#2f6b45", "#3c7a50", "#2c5a3c"],
            strict=True,
        )
    )
    return fronds + path(
        f"M{x - 0.3 * size:.0f} {y:.0f} h{0.6 * size:.0f} l{-0.1 * size:.0f} {0.55 * size:.0f} h{-0.4 * size:.0f} Z", "#8c5a3a"
    )


def lectern(x: float, y: float, size: float) -> str:
    return (
        path(f"M{x - size:.0f} {y:.0f} h{2 * size:.0f} l{-0.2 * size:.0f} {2.6 * size:.0f} h{-1.6 * size:.0f} Z", "url(#wood)")
        + box(x - 1.1 * size, y - 0.16 * size, 2.2 * size, 0.22 * size, "#a5703f", 4)
        + f'<ellipse cx="{x:.0f}" cy="{y + 1.15 * size:.0f}" rx="{0.5 * size:.0f}" ry="{0.5 * size:.0f}" fill="none" stroke="{GOLD}" stroke-width="5"/>'
        + path(
            f"M{x + 0.3 * size:.0f} {y - 0.15 * size:.0f} q{0.05 * size:.0f} {-0.7 * size:.0f} {-0.25 * size:.0f} {-0.8 * size:.0f}",
            "none",
            'stroke="#3a3a3a" stroke-width="5"',
        )
        + disc(x + 0.03 * size, y - 0.97 * size, 0.1 * size, "#222")
    )


COMMON = fade("fold", (0, "#7c1114"), (0.45, "#b3211f"), (0.7, "#96171a"), (1, "#64090c"), across=True) + fade(
    "wood", (0, "#9a6236"), (1, "#6b3f20")
)


def hall() -> str:
    random = Random(1)
    defs = (
        COMMON
        + fade("floor", (0, "#b98a5c"), (1, "#8a5c37"))
        + glow("light", "#fff1cf", 0.75)
        + fade("wall", (0, "#efe2c9"), (1, "#dcc7a3"))
    )
    lamps = "".join(disc(x, 40, 150, "url(#light)") + box(x - 60, 20, 120, 12, "#fff8e6", 6) for x in (260, 620, 980, 1340))
    table = (
        path("M470 470 h660 l26 120 h-712 Z", "#fbf6ea", 'stroke="#e2d4b8" stroke-width="2"')
        + path("M470 470 h660 l6 26 h-672 Z", RED)
        + "".join(box(540 + 96 * k, 448, 40, 22, "#fffdf6", 2, 'stroke="#c9b68f" stroke-width="2"') for k in range(6))
    )
    stage = (
        drapes(180, 70, 1240, 440, 31)
        + box(180, 70, 1240, 34, DEEP)
        + "".join(disc(198 + 40 * k, 106, 16, GOLD) for k in range(31))
        + box(430, 150, 740, 190, CREAM, 6, f'stroke="{GOLD}" stroke-width="6"')
        + text(800, 218, 46, "HỘI NGHỊ", RED)
        + text(800, 268, 36, "SƠ KẾT GIỮA NHIỆM KỲ 2020–2025", RED)
        + text(800, 314, 27, "Đảng bộ khối Doanh nghiệp", "#5a3a20", "normal")
    )
    body = (
        box(0, 0, WIDE, HIGH, "url(#wall)")
        + "".join(box(x, 90, 90, 400, "#f9efda", 4, 'stroke="#cdb587" stroke-width="3"') for x in (50, 1460))
        + stage
        + box(120, 510, 1360, 90, "#7b4c2a")
        + box(120, 510, 1360, 12, "#a5703f")
        + box(0, 600, WIDE, 300, "url(#floor)")
        + table
        + flowers(800, 470, 62, random)
        + lectern(1270, 420, 62)
        + flowers(1270, 405, 34, random)
        + palm(250, 500, 110)
        + palm(1420, 500, 90)
        + lamps
        + crowd(random, [(585, 34, 20), (640, 44, 15), (710, 58, 12), (800, 78, 9)])
    )
    return svg(body, defs)


def delegates() -> str:
    random = Random(7)
    defs = (
        COMMON + fade("wall", (0, "#f3e6cc"), (1, "#e2cfa9")) + fade("sky", (0, "#bcdcea"), (1, "#eef6ee")) + glow("sun", "#fff4d4", 0.85)
    )
    windows = "".join(
        box(x, 90, 230, 330, "#fffaf0", 4, 'stroke="#c7ac7a" stroke-width="8"')
        + box(x + 14, 104, 202, 302, "url(#sky)")
        + path(f"M{x + 14} 400 q60 -90 110 -30 q50 -70 92 10 v26 h-202 Z", "#8fb996")
        + box(x + 109, 104, 12, 302, "#fffaf0")
        + box(x + 14, 240, 202, 10, "#fffaf0")
        for x in (90, 480, 890, 1280)
    )
    banner = box(0, 0, WIDE, 62, RED) + box(0, 62, WIDE, 6, GOLD) + text(800, 44, 34, "BIỂU QUYẾT THÔNG QUA KẾT LUẬN HỘI NGHỊ", PALE)
    body = (
        box(0, 0, WIDE, HIGH, "url(#wall)") + windows + banner + "".join(disc(x, 250, 280, "url(#sun)") for x in (205, 595, 1005, 1395))
        + box(0, 470, WIDE, 430, "#b68a60")
        + crowd(random, [(455, 40, 17), (535, 54, 13), (640, 74, 10), (775, 100, 7)], hands=0.8)
    )  # fmt: skip
    return svg(body, defs)


def talk() -> str:
    random = Random(11)
    defs = (
        COMMON
        + fade("dark", (0, "#22303c"), (1, "#131c24"))
        + fade("screen", (0, "#f7fbff"), (1, "#dbe8f2"))
        + glow("beam", "#cfe6ff", 0.5)
    )
    bars = "".join(
        box(420 + 62 * k, 380 - h, 40, h, c, 3)
        for k, (h, c) in enumerate([(60, "#8fb3cc"), (95, "#6b9bbd"), (120, "#4a83ab"), (165, RED), (205, "#8a1518")])
    )
    nodes = [(860, 210), (960, 160), (1070, 205), (1130, 300), (1010, 330), (890, 320), (980, 245)]
    links = "".join(
        f'<line x1="{a[0]}" y1="{a[1]}" x2="{nodes[-1][0]}" y2="{nodes[-1][1]}" stroke="#6b9bbd" stroke-width="5"/>' for a in nodes[:-1]
    )
    dots = "".join(
        disc(x, y, 26 if k == 6 else 17, GOLD if k == 6 else "#3f789f", 'stroke="#fff" stroke-width="5"') for k, (x, y) in enumerate(nodes)
    )
    phone = (
        box(1160, 300, 62, 112, "#22303c", 10)
        + box(1167, 312, 48, 84, "#f7fbff", 3)
        + box(1174, 322, 34, 8, RED, 2)
        + "".join(box(1174, 338 + 16 * k, 34, 8, "#b9cfdf", 2) for k in range(3))
    )
    line = path("M430 330 L492 300 L554 292 L616 235 L678 180", "none", f'stroke="{GOLD}" stroke-width="6" stroke-linejoin="round"')
    body = (
        box(0, 0, WIDE, HIGH, "url(#dark)") + disc(800, 290, 760, "url(#beam)")
        + box(330, 70, 940, 390, "#0d1318", 10) + box(344, 84, 912, 362, "url(#screen)", 4)
        + text(800, 132, 38, "CHUYỂN ĐỔI SỐ TRONG DOANH NGHIỆP", "#16324a") + box(420, 382, 330, 4, "#16324a") + bars + line + links + dots + phone
        + drapes(0, 0, 250, 640, 7) + drapes(1350, 0, 250, 640, 7)
        + box(0, 600, WIDE, 300, "#3a2a20") + box(0, 596, WIDE, 8, "#6b4a33")
        + lectern(1385, 440, 66) + flowers(1385, 424, 36, random) + palm(170, 590, 110)
        + crowd(random, [(625, 48, 14), (705, 66, 11), (805, 90, 8)])
    )  # fmt: skip
    return svg(body, defs)


def drum(x: float, y: float, r: float) -> str:
    rays = "".join(
        path(
            f"M{x + math.cos(a) * r * 0.3:.1f} {y + math.sin(a) * r * 0.3:.1f} L{x + math.cos(a - 0.13) * r * 0.1:.1f} {y + math.sin(a - 0.13) * r * 0.1:.1f} L{x + math.cos(a + 0.13) * r * 0.1:.1f} {y + math.sin(a + 0.13) * r * 0.1:.1f} Z",
            PALE,
        )
        for a in [math.tau * k / 14 for k in range(14)]
    )
    rings = "".join(
        f'<circle cx="{x}" cy="{y}" r="{r * k:.1f}" fill="none" stroke="{PALE}" stroke-width="{2 + (i % 2) * 2}" opacity="0.8"/>'
        for i, k in enumerate((0.36, 0.45, 0.6, 0.7, 0.86, 0.94))
    )
    beads = "".join(
        disc(x + math.cos(a) * r * 0.53, y + math.sin(a) * r * 0.53, r * 0.035, PALE) for a in [math.tau * k / 28 for k in range(28)]
    )
    birds = "".join(
        f'<path d="M0 0 q{r * 0.12:.1f} {-r * 0.1:.1f} {r * 0.22:.1f} 0 l{-r * 0.08:.1f} {r * 0.03:.1f} q{-r * 0.07:.1f} {r * 0.05:.1f} {-r * 0.14:.1f} {-r * 0.03:.1f} Z" fill="{PALE}" transform="translate({x + math.cos(a) * r * 0.78:.1f} {y + math.sin(a) * r * 0.78:.1f}) rotate({math.degrees(a) + 90:.0f})"/>'
        for a in [math.tau * k / 12 for k in range(12)]
    )
    return disc(x, y, r, "url(#bronze)", 'stroke="#3b2a12" stroke-width="6"') + rings + rays + beads + birds


def citadel(x: float, y: float, r: float) -> str:
    turns = "".join(
        path(
            f"M{x - r * k:.0f} {y + r * 0.1 * j:.0f} Q{x - r * k * 0.8:.0f} {y - r * k * 0.85:.0f} {x + r * 0.1 * j:.0f} {y - r * k * 0.8:.0f} T{x + r * k:.0f} {y:.0f} Q{x + r * k * 0.7:.0f} {y + r * k * 0.9:.0f} {x:.0f} {y + r * k * 0.78:.0f} T{x - r * k:.0f} {y + r * 0.1 * j:.0f}",
            "none",
            'stroke="#7a5230" stroke-width="9" stroke-linejoin="round"',
        )
        for j, k in enumerate((1.0, 0.68, 0.38))
    )
    return turns + box(x - 13, y - 13, 26, 26, RED, 3)


def visit() -> str:
    random = Random(23)
    defs = (
        COMMON
        + fade("wall", (0, "#efe4cf"), (1, "#d8c5a2"))
        + fade("floor", (0, "#a98258"), (1, "#6f4c2e"))
        + fade("bronze", (0, "#8d6a2f"), (1, "#4f3917"))
        + glow("spot", "#fff3d0", 0.9)
    )
    frames = "".join(box(x, 120, 300, 330, "#fffaf0", 3, 'stroke="#6b4a2a" stroke-width="10"') for x in (70, 460, 850, 1240))
    hills = (
        path("M90 430 v-120 q50 -90 110 -20 q60 -110 120 10 q20 -30 30 0 v130 Z", "#7f9f86")
        + disc(285, 190, 34, "#f0b04a")
        + path("M90 430 q130 -70 260 0 Z", "#5f8268")
    )
    vase = (
        path("M1390 200 q-34 10 -20 46 q-70 40 -46 130 q10 40 66 40 q56 0 66 -40 q24 -90 -46 -130 q14 -36 -20 -46 Z", "#3f6f94")
        + path("M1330 320 q60 -34 120 0 q-60 34 -120 0 Z", "#eef4f8")
        + disc(1390, 320, 14, "#3f6f94")
    )
    labels = "".join(
        box(x + 70, 466, 160, 34, "#5b3a20", 3) + text(x + 150, 490, 20, words, PALE, "normal")
        for x, words in ((70, "Quê hương"), (460, "Trống đồng"), (850, "Thành Cổ Loa"), (1240, "Làng nghề"))
    )
    spots = "".join(disc(x, 250, 210, "url(#spot)") + box(x - 30, 84, 60, 16, "#4a3a2a", 8) for x in (220, 610, 1000, 1390))
    rope = "".join(box(x, 560, 14, 120, GOLD, 6) + disc(x + 7, 556, 13, GOLD) for x in range(120, 1600, 340)) + "".join(
        path(f"M{x + 7} 580 q170 90 340 0", "none", f'stroke="{RED}" stroke-width="10"') for x in range(120, 1400, 340)
    )
    people = "".join(
        back(x, y, s, random) for x, y, s in ((330, 575, 56), (470, 590, 54), (760, 570, 58), (1120, 585, 56), (1270, 600, 54))
    )
    feet = "".join(
        box(x - 0.8 * s, y + 2.3 * s, 0.74 * s, 260, "#1f2730", 8) + box(x + 0.06 * s, y + 2.3 * s, 0.74 * s, 260, "#1f2730", 8)
        for x, y, s in ((330, 575, 56), (470, 590, 54), (760, 570, 58), (1120, 585, 56), (1270, 600, 54))
    )
    body = (
        box(0, 0, WIDE, HIGH, "url(#wall)") + box(0, 0, WIDE, 70, RED) + box(0, 70, WIDE, 6, GOLD) + text(800, 48, 34, "BỐN KHÔNG GIAN TRUYỀN THỐNG", PALE)
        + spots + frames + hills + drum(610, 285, 132) + citadel(1000, 285, 118) + vase + labels
        + box(0, 560, WIDE, 340, "url(#floor)") + rope + feet + people
        + crowd(random, [(790, 96, 8)])
    )  # fmt: skip
    return svg(body, defs)


def main() -> None:
    for draw in (hall, delegates, talk, visit):
        (FOLDER / f"{draw.__name__}.svg").write_text(draw(), encoding="utf-8")


if __name__ == "__main__":
    main()
