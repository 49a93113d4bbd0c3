"""Which device a browser runs on, as far as a person must know to tell their own from a stranger's."""

import re
from dataclasses import dataclass
from enum import StrEnum


class System(StrEnum):
    ANDROID = "android"
    HARMONY = "harmony"
    IPHONE = "iphone"
    IPAD = "ipad"
    WINDOWS = "windows"
    MAC = "mac"
    LINUX = "linux"
    OTHER = "other"


class Browser(StrEnum):
    WECHAT = "wechat"
    DINGTALK = "dingtalk"
    EDGE = "edge"
    FIREFOX = "firefox"
    HUAWEI = "huawei"
    CHROME = "chrome"
    SAFARI = "safari"
    OTHER = "other"


# The first that is found; the order matters, because every browser claims to be several.
SYSTEMS = (
    (r"OpenHarmony|HarmonyOS", System.HARMONY),
    (r"Android", System.ANDROID),
    (r"iPhone|iPod", System.IPHONE),
    (r"iPad", System.IPAD),
    (r"Windows", System.WINDOWS),
    (r"Macintosh|Mac OS X", System.MAC),
    (r"Linux|X11", System.LINUX),
)
BROWSERS = (
    (r"MicroMessenger|WeChat", Browser.WECHAT),
    (r"DingTalk", Browser.DINGTALK),
    (r"Edg(e|A|iOS)?/", Browser.EDGE),
    (r"Firefox/|FxiOS/", Browser.FIREFOX),
    (r"HuaweiBrowser/", Browser.HUAWEI),
    (r"Chrome/|CriOS/|Chromium/", Browser.CHROME),
    (r"Safari/", Browser.SAFARI),
)
# Browsers inside another app. All works there online; what waits for a signal would be lost with the app's window.
IN_APP = re.compile(r"MicroMessenger|WeChat|DingTalk|AlipayClient|\bQQ/|Weibo|FBAN|FBAV|Instagram")
PHONES = frozenset({System.ANDROID, System.HARMONY, System.IPHONE, System.IPAD})


@dataclass(frozen=True)
class Device:
    system: System
    browser: Browser

    @property
    def is_phone(self) -> bool:
        return self.system in PHONES

    def __str__(self) -> str:
        return f"{self.system}/{self.browser}"

    @classmethod
    def stored(cls, text: str) -> "Device":
        """What `str` made of one. Raises ValueError for anything else."""
        system, _, browser = text.partition("/")
        return cls(System(system), Browser(browser))


def is_in_app(user_agent: str) -> bool:
    return bool(IN_APP.search(user_agent))


def device_of(user_agent: str) -> Device:
    return Device(
        next((system for sign, system in SYSTEMS if re.search(sign, user_agent)), System.OTHER),
        next((browser for sign, browser in BROWSERS if re.search(sign, user_agent)), Browser.OTHER),
    )
