import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.devices import Browser, Device, System, device_of, is_in_app

LIKE_GECKO = "AppleWebKit/537.36 (KHTML, like Gecko)"
AGENTS = {
    f"Mozilla/5.0 (Linux; Android 10; K) {LIKE_GECKO} Chrome/120.0.0.0 Mobile Safari/537.36": (
        System.ANDROID,
        Browser.CHROME,
    ),
    f"Mozilla/5.0 (Linux; Android 13; V2231A; wv) {LIKE_GECKO} Version/4.0 Chrome/111.0.5563.116 Mobile "
    "Safari/537.36 XWEB/1110017 MMWEBSDK/20230805 MicroMessenger/8.0.42.2460(0x28002A35) WeChat/arm64": (
        System.ANDROID,
        Browser.WECHAT,
    ),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 15_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/15.4 Mobile/15E148 Safari/604.1": (System.IPHONE, Browser.SAFARI),
    f"Mozilla/5.0 (Phone; OpenHarmony 5.0) {LIKE_GECKO} Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 "
    "Mobile HuaweiBrowser/5.0.4.300": (System.HARMONY, Browser.HUAWEI),
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {LIKE_GECKO} Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0": (
        System.WINDOWS,
        Browser.EDGE,
    ),
    "Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0": (System.LINUX, Browser.FIREFOX),
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 "
    "Safari/605.1.15": (System.MAC, Browser.SAFARI),
    "curl/8.0": (System.OTHER, Browser.OTHER),
    "": (System.OTHER, Browser.OTHER),
}


@pytest.mark.parametrize("agent", AGENTS)
def test_a_device_is_known_by_what_its_browser_says(agent: str) -> None:
    assert (device_of(agent).system, device_of(agent).browser) == AGENTS[agent]


def test_phones_and_tablets_are_phones_and_desks_are_not() -> None:
    phones = {system for system in System if Device(system, Browser.CHROME).is_phone}
    assert phones == {System.ANDROID, System.HARMONY, System.IPHONE, System.IPAD}


@given(st.sampled_from(System), st.sampled_from(Browser))
def test_a_device_comes_back_as_it_was_stored(system: System, browser: Browser) -> None:
    stored = str(Device(system, browser))
    assert len(stored) <= 40
    assert Device.stored(stored) == Device(system, browser)


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (Linux; Android 14) Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.49",
        "Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 DingTalk(com.laiwang.DingTalk/7.0)",
        "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 MQQBrowser/6.2 V1_AND QQ/8.9.3",
    ],
)
def test_a_browser_inside_another_app_is_known(agent: str) -> None:
    assert is_in_app(agent)


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 MQQBrowser/14.2 Mobile Safari/537.36",
        "",
    ],
)
def test_a_browser_of_its_own_is_none(agent: str) -> None:
    assert not is_in_app(agent)
