"""WGS-84, as phones measure, and the shifted datums of Chinese maps: GCJ-02 (AMap, Tencent), BD-09 (Baidu).

Latitude and longitude in degrees, in and out. Outside the rectangle around China nothing shifts.
The formulas are the publicly known ones; both inverses are exact, found by iterating.
"""

from collections.abc import Callable
from math import atan2, cos, hypot, pi, radians, sin, sqrt
from typing import TypeAlias

Degrees: TypeAlias = tuple[float, float]

SEMI_MAJOR_AXIS = 6378245.0
ECCENTRICITY_SQUARED = 0.00669342162296594323
BAIDU_WAVE = pi * 3000 / 180
CLOSE_ENOUGH = 1e-11
MOST_ROUNDS = 30


def to_gcj02(latitude: float, longitude: float) -> Degrees:
    """WGS-84 to GCJ-02."""
    return (latitude, longitude) if _outside(latitude, longitude) else _shifted(latitude, longitude)


def from_gcj02(latitude: float, longitude: float) -> Degrees:
    """GCJ-02 to WGS-84."""
    return (latitude, longitude) if _outside(latitude, longitude) else _undo(_shifted, latitude, longitude)


def to_bd09(latitude: float, longitude: float) -> Degrees:
    """WGS-84 to BD-09."""
    return (latitude, longitude) if _outside(latitude, longitude) else _baidu(*_shifted(latitude, longitude))


def from_bd09(latitude: float, longitude: float) -> Degrees:
    """BD-09 to WGS-84."""
    if _outside(latitude, longitude):
        return latitude, longitude
    return _undo(_shifted, *_undo(_baidu, latitude, longitude))


def _outside(latitude: float, longitude: float) -> bool:
    return not (0.8293 <= latitude <= 55.8271 and 72.004 <= longitude <= 137.8347)


def _shifted(latitude: float, longitude: float) -> Degrees:
    north, east = _wave_north(longitude - 105, latitude - 35), _wave_east(longitude - 105, latitude - 35)
    angle = radians(latitude)
    flattening = 1 - ECCENTRICITY_SQUARED * sin(angle) ** 2
    meridian = SEMI_MAJOR_AXIS * (1 - ECCENTRICITY_SQUARED) / (flattening * sqrt(flattening))
    parallel = SEMI_MAJOR_AXIS / sqrt(flattening) * cos(angle)
    return latitude + north * 180 / (meridian * pi), longitude + east * 180 / (parallel * pi)


def _wave_north(x: float, y: float) -> float:
    """Metres to the north, x and y in degrees from 105° E, 35° N."""
    smooth = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    ripple = 20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)
    ripple += 20 * sin(y * pi) + 40 * sin(y / 3 * pi)
    ripple += 160 * sin(y / 12 * pi) + 320 * sin(y / 30 * pi)
    return smooth + ripple * 2 / 3


def _wave_east(x: float, y: float) -> float:
    """Metres to the east, x and y as above."""
    smooth = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    ripple = 20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)
    ripple += 20 * sin(x * pi) + 40 * sin(x / 3 * pi)
    ripple += 150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)
    return smooth + ripple * 2 / 3


def _baidu(latitude: float, longitude: float) -> Degrees:
    length = hypot(longitude, latitude) + 0.00002 * sin(latitude * BAIDU_WAVE)
    angle = atan2(latitude, longitude) + 0.000003 * cos(longitude * BAIDU_WAVE)
    return length * sin(angle) + 0.006, length * cos(angle) + 0.0065


def _undo(shift: Callable[[float, float], Degrees], latitude: float, longitude: float) -> Degrees:
    # A shift changes slowly, so stepping back by the miss lands a hundred times closer each round.
    north, east = latitude, longitude
    for _ in range(MOST_ROUNDS):
        reached = shift(north, east)
        miss_north, miss_east = latitude - reached[0], longitude - reached[1]
        north, east = north + miss_north, east + miss_east
        if max(abs(miss_north), abs(miss_east)) < CLOSE_ENOUGH:
            break
    return north, east
