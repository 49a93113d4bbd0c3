"""Things before a school and along its road, as found and as put right."""

import random

from hazard_app.demo.pictures.canvas import WIDTH, Canvas


def street(canvas: Canvas, horizon: float = 250, night: bool = False) -> None:
    high, low = ("#0d1420", "#26303f") if night else ("#8fa4bd", "#d5dde4")
    near, far = ("#1d2127", "#2c3138") if night else ("#8d8f92", "#74777b")
    canvas.fade(0, 0, WIDTH, horizon, high, low)
    canvas.fade(0, horizon, WIDTH, 480, far, near)


def hedge(canvas: Canvas, top: float, bottom: float) -> None:
    for n in range(12):
        canvas.disc(n * 62 - 10, top + 34 + 17 * (n % 3), 62, ("#4c6a4a", "#557452", "#466344")[n % 3])
    canvas.fade(0, top + 80, WIDTH, bottom, "#4a6848", "#3b5439")


def bollard(canvas: Canvas, x: float, foot: float, height: float = 120) -> None:
    half = height / 6
    canvas.shade(x + half, foot, half * 2.2, half * 0.7)
    canvas.round_bar(x - half, foot - height, x + half, foot, "#9a7408", "#f0c22a")
    for part in (0.18, 0.46, 0.74):
        canvas.round_bar(
            x - half, foot - height * (1 - part), x + half, foot - height * (0.87 - part), "#151515", "#3c3c3c"
        )
    canvas.disc(x, foot - height, half, "#f4cf4e", half / 3)


def fallen_bollard(canvas: Canvas, x: float, y: float) -> None:
    canvas.shade(x + 55, y + 20, 75, 16)
    for n in range(7):
        colour = "#e0b423" if n % 2 == 0 else "#2a2a2a"
        left = x + n * 16
        canvas.shape(
            [(left, y - 18 + n * 3), (left + 16, y - 15 + n * 3), (left + 16, y + 21 + n * 3), (left, y + 18 + n * 3)],
            colour,
        )
    canvas.disc(x, y, 7, "#f4cf4e", 18)


def gate(canvas: Canvas) -> None:
    street(canvas, 300)
    canvas.fade(0, 0, WIDTH, 300, "#9fb2c6", "#dde4e8")
    canvas.fade(160, 190, 480, 300, "#8fa58b", "#7b9177")
    for left, right in ((0, 160), (480, 640)):
        canvas.fade(left, 60, right, 300, "#9c6e5c", "#835746")
        for n in range(12):
            canvas.line([(left, 76 + n * 20), (right, 76 + n * 20)], "#75503f", 1)
        canvas.box(left, 50, right, 64, "#c9b9a5")
    for n in range(17):
        canvas.round_bar(166 + n * 19, 116, 171 + n * 19, 300, "#8a9099", "#d9dde2")
    for y in (112, 284):
        canvas.box(160, y, 480, y + 9, "#79808a")
    for n in range(5):
        canvas.shape([(80 + n * 110, 480), (100 + n * 110, 480), (170 + n * 70, 316), (162 + n * 70, 316)], "#b9bbba")


def bollards(canvas: Canvas, fixed: bool) -> None:
    gate(canvas)
    places = (120, 220, 320, 420, 520) if fixed else (120, 220)
    for x in places:
        bollard(canvas, x, 420)
    if not fixed:
        fallen_bollard(canvas, 330, 430)
        fallen_bollard(canvas, 470, 400)


def fence_gap(canvas: Canvas, fixed: bool) -> None:
    street(canvas, 330)
    hedge(canvas, 150, 335)
    canvas.box(0, 330, WIDTH, 346, "#a69c8d")
    gone = () if fixed else (7, 8, 9, 10)
    for n in range(17):
        x = 8 + n * 39
        if n not in gone:
            canvas.round_bar(x, 92, x + 12, 334, "#1f3a34", "#3f6359")
            canvas.shape([(x, 93), (x + 6, 76), (x + 12, 93)], "#2a4840")
    for y in (118, 296):
        for left, right in ((0, WIDTH),) if fixed else ((0, 268), (418, WIDTH)):
            canvas.box(left, y, right, y + 9, "#29463f")
    if not fixed:
        canvas.curve((282, 118), (262, 220), (292, 300), "#29463f", 10)
        canvas.curve((410, 112), (430, 210), (386, 290), "#29463f", 10)
        canvas.shade(345, 400, 110, 22)
        canvas.shape([(260, 396), (420, 390), (440, 408), (276, 416)], "#8a5a33")


def crossing(canvas: Canvas, fixed: bool) -> None:
    street(canvas, 170)
    hedge(canvas, 80, 176)
    canvas.box(0, 168, WIDTH, 184, "#b6b1a6")
    canvas.fade(0, 184, WIDTH, 480, "#5c5f63", "#6d7074")
    wear = random.Random(3)
    for n in range(8):
        top, bottom = 90 + n * 62, -30 + n * 95
        paint = "#eceeec" if fixed else "#a3a6a7"
        canvas.shape([(top, 210), (top + 32, 210), (bottom + 58, 460), (bottom, 460)], paint)
        for _ in range(0 if fixed else 90):
            part = wear.random()
            x, size = top + (bottom - top) * part + (32 + 26 * part) * wear.random(), 4 + 9 * wear.random()
            grey = round(0x5F + 0x0E * part)
            canvas.disc(x, 210 + 250 * part, size, (grey, grey + 3, grey + 7), size * 0.6)


def pothole(canvas: Canvas, fixed: bool) -> None:
    canvas.fade(0, 0, WIDTH, 480, "#6a6d70", "#82858a")
    canvas.shape([(0, 60), (640, 10), (640, 34), (0, 88)], "#c6c8c4")
    if fixed:
        canvas.shape([(200, 190), (470, 170), (500, 330), (220, 350)], "#43464a")
        canvas.line([(200, 190), (470, 170), (500, 330), (220, 350), (200, 190)], "#393c40", 4)
        return
    rim = [(190, 250), (230, 190), (330, 170), (440, 196), (490, 260), (440, 330), (330, 356), (230, 326)]
    canvas.shape(rim, "#54504a")
    canvas.shape([(x * 0.86 + 48, y * 0.8 + 60) for x, y in rim], "#38342f")
    canvas.disc(340, 276, 86, "#4b5a66", 36)
    canvas.disc(322, 268, 40, "#8699a6", 10)
    for n in range(14):
        canvas.disc(170 + (n * 97) % 340, 160 + (n * 71) % 210, 4 + n % 4, "#4a4741")


def manhole(canvas: Canvas, fixed: bool) -> None:
    canvas.fade(0, 0, WIDTH, 480, "#98948c", "#aaa69d")
    for n in range(9):
        canvas.line([(0, n * 60), (WIDTH, n * 60)], "#86827a", 2)
        canvas.line([(n * 80 + 40 * (n % 2), 0), (n * 80, 480)], "#86827a", 2)
    canvas.disc(320, 250, 150, "#6f6c66", 108)
    if not fixed:
        canvas.disc(320, 252, 132, "#0c0d0f", 94)
        canvas.ring(320, 250, 140, "#4a4844", 6, 101)
        for n in range(4):
            canvas.line([(300, 210 + n * 26), (350, 210 + n * 26)], "#2b2d30", 5)
        return
    canvas.disc(320, 250, 132, "#4f5154", 94)
    for n in range(-5, 6):
        for k in range(-4, 5):
            if (n / 6) ** 2 + (k / 5) ** 2 < 0.8:
                canvas.box(312 + n * 21, 246 + k * 18, 324 + n * 21, 253 + k * 18, "#63666a", 2)


def stall(canvas: Canvas, fixed: bool) -> None:
    street(canvas, 260)
    canvas.fade(0, 90, WIDTH, 262, "#b9a58c", "#a8947b")
    for n in range(4):
        canvas.box(30 + n * 160, 130, 140 + n * 160, 250, "#7d8b93")
        canvas.box(30 + n * 160, 104, 140 + n * 160, 126, ("#8f3b32", "#3c5f7d", "#8f7a32", "#47694a")[n])
    canvas.fade(0, 262, WIDTH, 400, "#b7b1a6", "#a39d92")
    canvas.box(0, 398, WIDTH, 410, "#d1ccc0")
    if fixed:
        return
    canvas.shade(330, 392, 190, 20)
    canvas.round_bar(196, 170, 203, 330, "#777", "#ccc")
    canvas.round_bar(456, 170, 463, 330, "#777", "#ccc")
    for n in range(8):
        canvas.shape(
            [(160 + n * 42, 190), (202 + n * 42, 190), (192 + n * 36, 140), (182 + n * 36 - 22, 140)],
            ("#c94f3d", "#ece6d8")[n % 2],
        )
    canvas.fade(180, 300, 480, 372, "#c8ccd0", "#8d9399")
    canvas.box(170, 290, 490, 304, "#dfe3e6")
    for n in range(7):
        canvas.disc(206 + n * 40, 284, 17, ("#d8852c", "#b8402c", "#d9b23a")[n % 3], 12)
    for x in (230, 430):
        canvas.disc(x, 386, 22, "#222")
        canvas.disc(x, 386, 10, "#8a8d91")


def fire_lane(canvas: Canvas, fixed: bool) -> None:
    street(canvas, 230)
    canvas.fade(0, 60, WIDTH, 232, "#c8c0b2", "#b3ab9d")
    for n in range(6):
        canvas.box(30 + n * 104, 96, 96 + n * 104, 170, "#6e808c")
    canvas.fade(0, 232, WIDTH, 480, "#6b6e72", "#7b7e82")
    for n in range(-3, 9):
        canvas.shape([(n * 90, 470), (n * 90 + 22, 470), (n * 70 + 150, 290), (n * 70 + 134, 290)], "#d8b02c")
    for y in (286, 466):
        canvas.box(0, y, WIDTH, y + 7, "#d8b02c")
    if not fixed:
        van(canvas, 130, 400)


def van(canvas: Canvas, left: float, foot: float) -> None:
    canvas.shade(left + 190, foot + 6, 215, 22)
    canvas.fade(left, foot - 170, left + 290, foot - 10, "#e7eaec", "#b9bfc4")
    canvas.shape(
        [
            (left + 290, foot - 170),
            (left + 330, foot - 165),
            (left + 372, foot - 96),
            (left + 380, foot - 10),
            (left + 290, foot - 10),
        ],
        "#d3d8db",
    )
    canvas.shape(
        [(left + 300, foot - 154), (left + 324, foot - 152), (left + 356, foot - 98), (left + 300, foot - 98)],
        "#39454f",
    )
    for x in (left + 20, left + 118, left + 216):
        canvas.box(x, foot - 152, x + 66, foot - 98, "#44515b", 4)
    canvas.box(left, foot - 62, left + 380, foot - 54, "#8c2f28")
    canvas.box(left + 356, foot - 46, left + 380, foot - 30, "#f0d48a", 3)
    for x in (left + 76, left + 300):
        canvas.disc(x, foot - 10, 36, "#1c1d1f")
        canvas.disc(x, foot - 10, 18, "#a3a8ad")


SCENES = {
    "bollards": bollards,
    "fence_gap": fence_gap,
    "crossing": crossing,
    "pothole": pothole,
    "manhole": manhole,
    "stall": stall,
    "fire_lane": fire_lane,
}
