"""Things in halls, kitchens, buses and gatehouses, and by the wall outside at night."""

from hazard_app.demo.pictures.canvas import WIDTH, Canvas
from hazard_app.demo.pictures.fixtures import wall


def corridor(canvas: Canvas, fixed: bool) -> None:
    canvas.fade(0, 0, WIDTH, 480, "#cfd3d2", "#b9bdbb")
    canvas.shape([(0, 480), (640, 480), (400, 250), (240, 250)], "#a79f92")
    canvas.shape([(0, 0), (640, 0), (400, 120), (240, 120)], "#e6e8e6")
    canvas.shape([(0, 0), (240, 120), (240, 250), (0, 480)], "#c2c9c6")
    canvas.shape([(640, 0), (400, 120), (400, 250), (640, 480)], "#b4bcb9")
    canvas.box(240, 120, 400, 250, "#8fa0a4")
    canvas.box(270, 140, 370, 250, "#5d7478")
    canvas.box(292, 126, 348, 138, "#1d7a45")
    for left, top, right in ((60, 90, 130), (160, 122, 200)):
        canvas.shape([(left, top), (right, top + 30), (right, 330 - left // 2), (left, 420 - left // 2)], "#8a6f52")
    canvas.shape([(320, 250), (324, 250), (340, 480), (300, 480)], "#d5b234")
    if fixed:
        return
    canvas.shade(330, 420, 220, 26)
    for left, top, right, bottom, colour in (
        (150, 300, 300, 416, "#a9814f"), (290, 330, 420, 430, "#b58d5a"), (400, 286, 520, 410, "#9c7546"),
        (190, 210, 300, 302, "#ba9462"), (318, 246, 410, 332, "#a37c4b"),
    ):  # fmt: skip
        canvas.fade(left, top, right, bottom, colour, "#7d5c36")
        canvas.box((left + right) / 2 - 8, top, (left + right) / 2 + 8, bottom, "#d6bd8d")
        canvas.line([(left, top), (right, top)], "#d0aa78", 3)


def gear_rack(canvas: Canvas, fixed: bool) -> None:
    wall(canvas, 420)
    canvas.box(70, 60, 570, 400, "#5b6066", 6)
    canvas.fade(84, 74, 556, 386, "#e2e4e5", "#c5c9cb")
    canvas.box(84, 262, 556, 270, "#8b9095")
    if fixed:
        for x in (116, 236):
            canvas.round_bar(x, 96, x + 92, 250, "#20262c", "#59646e")
            canvas.box(x + 14, 112, x + 78, 158, "#aebac2", 4)
            canvas.box(x + 22, 196, x + 70, 216, "#d9dde0", 2)
        for x in (130, 220):
            canvas.disc(x, 330, 40, "#1d242b", 36)
            canvas.box(x - 38, 332, x + 38, 356, "#93a5b1", 6)
    for n, x in enumerate((380, 430, 480) if fixed else (480,)):
        canvas.line([(x, 96), (x, 372)], "#9a6b3a", 9)
        canvas.curve((x - 24, 96), (x, 150 + n), (x + 24, 96), "#8d949b", 8)
    for n in range(4):
        canvas.box(300 + n * 62, 352, 344 + n * 62, 370, "#f0eee8", 2)
    if not fixed:
        for x in (162, 282, 380, 430):
            canvas.box(x - 4, 96, x + 4, 112, "#8b9095", 2)
        canvas.disc(130, 360, 26, "#d8cfc0", 6)


def panic_button(canvas: Canvas, fixed: bool) -> None:
    wall(canvas, 440)
    canvas.box(206, 96, 434, 366, "#efede7", 14)
    canvas.box(222, 112, 418, 350, "#e0ddd5", 10)
    canvas.box(246, 128, 394, 162, "#b4291e", 4)
    for n in range(4):
        canvas.box(262 + n * 32, 138, 282 + n * 32, 152, "#f4e9e6", 1)
    canvas.disc(320, 254, 70, "#7c7f84")
    canvas.disc(320, 254, 60, "#2a2d31")
    if fixed:
        canvas.disc(320, 252, 50, "#8f1209")
        canvas.disc(320, 246, 48, "#d3281b")
        canvas.disc(306, 232, 14, "#ea6a5f", 9)
        canvas.disc(398, 336, 6, "#35a853")
        return
    canvas.disc(320, 254, 20, "#0e1012")
    canvas.curve((320, 254), (350, 330), (330, 420), "#b5392b", 6)
    canvas.curve((314, 258), (290, 340), (300, 410), "#24272a", 6)
    canvas.disc(336, 446, 40, "#c42a1e", 13)
    canvas.line([(222, 200), (262, 222), (250, 250)], "#aaa69d", 3)


def samples(canvas: Canvas, fixed: bool) -> None:
    canvas.fade(0, 0, WIDTH, 480, "#dfe7ea", "#c3ced3")
    canvas.box(60, 30, 580, 460, "#f2f5f6", 10)
    canvas.fade(84, 54, 556, 440, "#dbe6ea", "#bccad0")
    for y in (180, 308, 436):
        canvas.box(84, y, 556, y + 8, "#9fb0b8")
    for row, foot in enumerate((180, 308, 436)):
        for n in range(4 if fixed or row < 2 else 2):
            left = 108 + n * 112
            canvas.fade(left, foot - 78, left + 88, foot, "#f5f7f8", "#cfd8dc")
            canvas.box(
                left + 8, foot - 52, left + 80, foot - 8, ("#c98d46", "#7f9a4d", "#d8c79a", "#b2573c")[(n + row) % 4], 4
            )
            canvas.box(left - 4, foot - 90, left + 92, foot - 76, "#4d8fb5", 4)
            if fixed:
                canvas.box(left + 18, foot - 46, left + 70, foot - 16, "#ffffff", 2)
                for k in range(3):
                    canvas.box(left + 23, foot - 41 + k * 8, left + 62 - k * 6, foot - 38 + k * 8, "#5a6066")


def bus_hammer(canvas: Canvas, fixed: bool) -> None:
    canvas.fade(0, 0, WIDTH, 480, "#d9d5c9", "#bdb8aa")
    canvas.box(0, 0, 600, 190, "#39434b", 18)
    canvas.fade(14, 0, 586, 176, "#9fb6c6", "#cbd7dd")
    canvas.box(0, 400, WIDTH, 480, "#3f5a78", 30)
    canvas.box(230, 216, 410, 380, "#b3261b", 10)
    canvas.box(246, 232, 394, 364, "#8c1b12", 8)
    canvas.box(420, 226, 540, 290, "#f2efe6", 3)
    for n in range(3):
        canvas.box(430, 238 + n * 16, 528 - n * 18, 243 + n * 16, "#a83026")
    for x in (262, 358):
        canvas.box(x, 286, x + 20, 316, "#5c100a", 3)
    if fixed:
        canvas.box(252, 290, 388, 310, "#e4b422", 8)
        canvas.box(330, 248, 372, 352, "#c9ced2", 6)
        canvas.shape([(342, 248), (360, 248), (351, 234)], "#9aa0a5")
        canvas.shape([(342, 352), (360, 352), (351, 366)], "#9aa0a5")


def lamp(canvas: Canvas, fixed: bool) -> None:
    canvas.fade(0, 0, WIDTH, 330, "#0e1623", "#2b3648")
    canvas.fade(0, 330, WIDTH, 480, "#22262c", "#2e333a")
    canvas.box(0, 210, WIDTH, 332, "#2a2d33")
    for n in range(9):
        canvas.box(20 + n * 74, 228, 30 + n * 74, 330, "#1d2024")
    if fixed:
        for n in range(9):
            canvas.disc(420, 410, 240 - n * 22, (58 + n * 15, 56 + n * 13, 50 + n * 8), 60 - n * 5)
        canvas.shape([(400, 92), (446, 92), (640, 420), (200, 420)], "#4c4a44")
        canvas.disc(420, 412, 190, "#a39a7a", 40)
    canvas.round_bar(286, 60, 300, 440, "#3c4148", "#7d848c")
    canvas.curve((293, 66), (320, 40), (400, 74), "#5f666e", 10)
    canvas.shape([(384, 66), (452, 74), (456, 92), (388, 88)], "#5b626a")
    canvas.disc(420, 90, 30, "#fff3c4" if fixed else "#191c20", 7)
    if not fixed:
        canvas.line([(404, 88), (412, 104), (420, 94)], "#7d848c", 3)


def wall_pile(canvas: Canvas, fixed: bool) -> None:
    canvas.fade(0, 0, WIDTH, 120, "#a9bccd", "#d2dbe0")
    canvas.fade(0, 110, WIDTH, 380, "#b98f76", "#9a745d")
    canvas.box(0, 98, WIDTH, 116, "#d6cfc2")
    for n in range(13):
        canvas.line([(0, 132 + n * 19), (WIDTH, 132 + n * 19)], "#8b6752", 2)
    canvas.fade(0, 380, WIDTH, 480, "#8f8b82", "#a19d94")
    if fixed:
        return
    canvas.shade(330, 430, 220, 24)
    for level, (left, right) in enumerate(((150, 510), (150, 510), (180, 480), (180, 400), (220, 400))):
        foot = 430 - level * 50
        canvas.box(left, foot - 50, right, foot - 36, "#b98d55")
        canvas.box(left, foot - 12, right, foot, "#a67c47")
        for n in range(5):
            x = left + n * (right - left - 30) / 4
            canvas.box(x, foot - 38, x + 30, foot - 10, "#7f5c31")


SCENES = {
    "corridor": corridor,
    "gear_rack": gear_rack,
    "panic_button": panic_button,
    "samples": samples,
    "bus_hammer": bus_hammer,
    "lamp": lamp,
    "wall_pile": wall_pile,
}
