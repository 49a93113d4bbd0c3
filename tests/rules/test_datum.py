import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.datum import from_bd09, from_gcj02, to_bd09, to_gcj02
from hazard_app.rules.distance import metres

# Half a degree inside the rectangle: at its very edge two points share one shifted point.
in_china = st.tuples(st.floats(1.4, 55.3), st.floats(72.6, 137.3))
elsewhere = st.tuples(st.floats(-90, 0.8), st.floats(-180, 180)) | st.tuples(
    st.floats(-90, 90), st.floats(-180, 72) | st.floats(138, 180)
)


# Figures that the public implementations of GCJ-02 print for their own checks.
@pytest.mark.parametrize(
    ("wgs84", "gcj02"),
    [
        ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
        ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
        ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),
    ],
    ids=["Shanghai", "Shenzhen", "Beijing"],
)
def test_known_points_shift_to_gcj02(wgs84: tuple[float, float], gcj02: tuple[float, float]) -> None:
    assert to_gcj02(*wgs84) == pytest.approx(gcj02, abs=1e-9)
    assert from_gcj02(*gcj02) == pytest.approx(wgs84, abs=1e-9)


def test_a_known_point_shifts_to_bd09() -> None:
    wgs84 = from_gcj02(39.915, 116.404)
    assert to_bd09(*wgs84) == pytest.approx((39.92133699351021, 116.41036949371029), abs=1e-9)


def test_in_jinan_the_shift_is_522_metres() -> None:
    station = (36.6683, 116.9972)
    assert metres(station, to_gcj02(*station)) == pytest.approx(522, abs=1)


@given(in_china)
def test_gcj02_and_back_is_the_same_point(point: tuple[float, float]) -> None:
    assert from_gcj02(*to_gcj02(*point)) == pytest.approx(point, rel=0, abs=1e-7)
    assert to_gcj02(*from_gcj02(*point)) == pytest.approx(point, rel=0, abs=1e-7)


@given(in_china)
def test_bd09_and_back_is_the_same_point(point: tuple[float, float]) -> None:
    assert from_bd09(*to_bd09(*point)) == pytest.approx(point, rel=0, abs=1e-7)
    assert to_bd09(*from_bd09(*point)) == pytest.approx(point, rel=0, abs=1e-7)


@given(elsewhere)
def test_outside_china_nothing_shifts(point: tuple[float, float]) -> None:
    assert {change(*point) for change in (to_gcj02, from_gcj02, to_bd09, from_bd09)} == {point}
