import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.personal_data import looks_personal


# 11010519491231002X is the standard's own example; the other's check digit was worked out by hand.
@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002X",
        "11010519491231002x",
        "身份证11010519491231002X，请核对",
        "110105 19491231 002X",
        "110105-19491231-002X",
        "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "370102199003070016",
        "2026 110105194912310021 11010519491231002X",
        "13812345678, 11010519491231002X",
    ],
)
def test_an_id_card_number_is_seen(text: str) -> None:
    assert looks_personal(text) == "id_card"


@pytest.mark.parametrize(
    "text",
    [
        "13812345678",
        "家长电话19912345678。",
        "138 1234 5678",
        "138-1234-5678",
        "+8613812345678",
        "+86 138 1234 5678",
        "0086-13812345678",
        "１３８１２３４５６７８",
        "1 3 8 1 2 3 4 5 6 7 8",
        "tel13812345678",
        "2026 13812345678",
    ],
)
def test_a_mobile_number_is_seen(text: str) -> None:
    assert looks_personal(text) == "mobile"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "消防通道被电动车堵塞",
        "110105194912310021",  # wrong check digit
        "110105194913310027",  # no thirteenth month
        "0110105194912310021",
        "11010519491231002X5",
        "12345678901",
        "1381234567",
        "138123456789",
        "913812345678",
        "2026-11-23 13:45",
        "2026112313450000",
        "13 2026-11-23 5",
        "济公(治)限字〔2026〕第13号",
        "0531-88881234",
        "36.6683, 116.9972",
        "91370100MA3C8T1X2K",
        "1 3 8 1 2 3 4 5 6 7 8 9",
    ],
)
def test_other_numbers_are_nobodys(text: str) -> None:
    assert looks_personal(text) is None


@given(st.integers(0, 10**8 - 1), st.sampled_from(["", " ", "-"]), st.sampled_from("3456789"))
def test_every_mobile_number_is_seen_however_it_is_grouped(rest: int, gap: str, second: str) -> None:
    digits = f"1{second}0{rest:08d}"
    assert looks_personal(f"电话：{digits[:3]}{gap}{digits[3:7]}{gap}{digits[7:]}。") == "mobile"


@given(st.text())
def test_any_text_gets_an_answer(text: str) -> None:
    assert looks_personal(text) in (None, "id_card", "mobile")
