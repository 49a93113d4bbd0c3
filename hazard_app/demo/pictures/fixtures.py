"""Things on walls and overhead: what is bolted, hung, plugged in or chained."""

from hazard_app.demo.pictures.canvas import WIDTH, Canvas


def wall(canvas: Canvas, floor: float = 400) -> None:
    canvas.fade(0, 0, WIDTH, floor, "#d3cdc2", "#bdb6a9")
    canvas.box(0, floor - 14, WIDTH, floor, "#8d867a")
    canvas.fade(0, floor, WIDTH, 480, "#7b746a", "#938b7f")


def poster(canvas: Canvas, left: float, top: float) -> None:
    canvas.box(left, top, left + 130, top + 170, "#e9e5db")
    canvas.box(left + 12, top + 14, left + 118, top + 28, "#b4372c")
    for n in range(7):
        canvas.box(left + 12, top + 44 + n * 16, left + 118 - (n * 31) % 34, top + 48 + n * 16, "#8b8880")


def extinguisher(canvas: Canvas, fixed: bool) -> None:
    wall(canvas)
    poster(canvas, 90, 70)
    canvas.shade(362, 422, 90, 16)
    canvas.round_bar(290, 140, 430, 420, "#6d0f0b", "#d8392c")
    canvas.disc(360, 142, 70, "#c23327", 30)
    canvas.round_bar(338, 92, 382, 126, "#6f757b", "#d4d9de")
    canvas.shape([(312, 76), (438, 76), (426, 92), (324, 92)], "#1d1f22")
    canvas.curve((336, 104), (246, 120), (262, 330), "#1c1d20", 13)
    canvas.box(304, 230, 416, 330, "#ece7da", 4)
    canvas.box(314, 242, 406, 252, "#a92c22")
    for n in range(4):
        canvas.box(314, 266 + n * 14, 400 - (n * 23) % 40, 270 + n * 14, "#77746d")
    gauge(canvas, 452, 130, fixed)


def gauge(canvas: Canvas, x: float, y: float, good: bool) -> None:
    canvas.disc(x, y, 46, "#22262a")
    canvas.disc(x, y, 40, "#f3f1ea")
    for colour, start, end in (("#c3271b", 150, 210), ("#2f8a45", 210, 300), ("#dda51a", 300, 390)):
        canvas.sector(x, y, 34, start, end, colour)
    canvas.disc(x, y, 22, "#f3f1ea")
    canvas.line([(x, y), (x + (10 if good else -27), y - (28 if good else 8))], "#14171a", 4)
    canvas.disc(x, y, 5, "#14171a")


def exit_door(canvas: Canvas, fixed: bool) -> None:
    wall(canvas, 440)
    canvas.box(236, 8, 404, 40, "#1d7a45", 3)
    for left, right in ((254, 308), (322, 386)):
        canvas.box(left, 18, right, 30, "#e6f3ea")
    canvas.box(140, 48, 500, 440, "#2a3134")
    for left in (152, 322):
        canvas.fade(left, 60, left + 166, 440, "#3f6c72", "#35595f")
        canvas.box(left + 30, 96, left + 136, 190, "#93a8aa", 2)
        canvas.round_bar(left + 10, 236, left + 156, 254, "#8b9297", "#dfe4e8")
    if fixed:
        return
    for n in range(9):
        canvas.ring(252 + n * 17, 252 + 14 * ((n - 4) ** 2 < 9) - (n % 2) * 5, 12, "#c9ced2", 4, 8)
    canvas.ring(322, 282, 17, "#a9aeb3", 6)
    canvas.box(300, 284, 344, 326, "#cf9a1e", 4)
    canvas.disc(322, 304, 6, "#4a3607")


def sockets(canvas: Canvas, fixed: bool) -> None:
    wall(canvas, 300)
    if fixed:
        canvas.box(200, 90, 440, 250, "#e9e7e1", 8)
        canvas.box(224, 112, 416, 228, "#d5d2ca", 4)
        canvas.box(240, 134, 330, 182, "#e0b62c", 2)
        canvas.shape([(290, 138), (268, 162), (284, 162), (278, 180), (304, 154), (288, 154)], "#1a1a1a")
        canvas.disc(396, 172, 8, "#5c5a55")
        canvas.box(0, 262, WIDTH, 278, "#eceae4", 2)
        canvas.box(310, 250, 330, 278, "#eceae4")
        return
    canvas.box(242, 100, 360, 216, "#efede6", 6)
    canvas.box(266, 128, 334, 190, "#cfccc3", 2)
    canvas.shade(340, 404, 210, 26)
    for n, colour in enumerate(("#17191c", "#e7e3d8", "#2b2320", "#9c2f25", "#d9d4c6", "#1e2a33", "#17191c")):
        canvas.curve((276 + n * 8, 186), (180 + n * 62, 250 + (n * 41) % 60), (170 + n * 56, 380), colour, 9)
    canvas.shape([(136, 372), (500, 336), (512, 382), (148, 420)], "#e4e1d8")
    for n in range(5):
        canvas.box(
            156 + n * 70,
            366 - n * 7,
            200 + n * 70,
            408 - n * 7,
            ("#1b1d20", "#ddd8cc", "#24282c", "#3b322c", "#d2cdc0")[n],
            5,
        )
    canvas.line([(380, 306), (404, 296)], "#b87333", 4)
    canvas.line([(382, 312), (408, 306)], "#b87333", 3)


def camera(canvas: Canvas, fixed: bool) -> None:
    canvas.fade(0, 0, WIDTH, 480, "#a9bacb", "#d9e0e5")
    canvas.fade(430, 0, WIDTH, 480, "#c4bcae", "#ada597")
    canvas.box(424, 0, 438, 480, "#8a8275")
    canvas.shape([(440, 188), (440, 210), (350, 210), (330, 236), (318, 224), (344, 188)], "#5a6068")
    if fixed:
        canvas.shape([(330, 176), (330, 262), (120, 286), (120, 214)], "#e9ebec")
        canvas.shape([(340, 160), (340, 184), (96, 218), (96, 198)], "#f6f7f7")
        canvas.disc(116, 250, 22, "#14181d", 37)
        canvas.disc(112, 250, 10, "#3f5f86", 17)
    else:
        canvas.shape([(200, 130), (262, 104), (376, 296), (314, 340)], "#e9ebec")
        canvas.shape([(262, 100), (286, 92), (386, 268), (372, 292)], "#f6f7f7")
        canvas.disc(228, 116, 42, "#14181d", 27)
        canvas.disc(222, 110, 19, "#3f5f86", 12)
    canvas.curve((300 if fixed else 330, 264 if fixed else 316), (330, 400), (440, 372), "#191b1e", 7)


def emergency_light(canvas: Canvas, fixed: bool) -> None:
    canvas.fade(0, 0, WIDTH, 480, "#8f8b83" if fixed else "#6e6b66", "#5f5c57")
    canvas.box(176, 190, 464, 310, "#e7e5df", 8)
    canvas.box(190, 204, 450, 296, "#d6d3cb", 5)
    lamp, halo = ("#fff9dc", "#f5e9b4") if fixed else ("#4d4d4b", "#5f5f5c")
    for x in (232, 408):
        canvas.disc(x, 178, 56, "#dad7cf")
        canvas.disc(x, 178, 46, halo)
        canvas.disc(x, 178, 34, lamp)
    for n, colour in enumerate(("#2f9e50" if fixed else "#2d332f", "#b8860b" if not fixed else "#4a4436", "#3a3a38")):
        canvas.disc(290 + n * 30, 252, 7, colour)
    canvas.curve((450, 280), (520, 330), (640, 300), "#d8d5cd", 7)
    if not fixed:
        canvas.line([(196, 160), (222, 182), (214, 200), (250, 206)], "#b9b6ae", 2)


def wires(canvas: Canvas, fixed: bool) -> None:
    canvas.fade(0, 0, WIDTH, 480, "#90a6bf", "#d9e0e4")
    canvas.fade(0, 330, WIDTH, 480, "#b3a48c", "#9d8f78")
    canvas.box(0, 318, WIDTH, 334, "#8a7d69")
    canvas.round_bar(150, 20, 176, 480, "#6b675f", "#b9b4a9")
    canvas.box(96, 60, 230, 72, "#5c5850")
    for n, y in enumerate((62, 66, 70)):
        canvas.curve((100 + n * 60, y), (380, 120 + n * 14), (640, 70 + n * 22), "#23262a", 4)
    canvas.box(138, 210, 190, 290, "#7d8388", 3)
    if fixed:
        canvas.curve((176, 230), (400, 190), (640, 160), "#23262a", 4)
        return
    canvas.curve((176, 230), (330, 560), (640, 250), "#1a1c1f", 6)
    canvas.curve((190, 250), (260, 470), (352, 452), "#1a1c1f", 5)
    canvas.line([(352, 452), (372, 446)], "#c07a35", 4)


SCENES = {
    "extinguisher": extinguisher,
    "exit_door": exit_door,
    "sockets": sockets,
    "camera": camera,
    "emergency_light": emergency_light,
    "wires": wires,
}
