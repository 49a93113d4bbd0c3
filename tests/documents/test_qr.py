"""A QR code stands in a page as shapes, under the strict policy."""

from xml.etree import ElementTree

from hazard_app.documents.qr import qr_svg

ADDRESS = "https://school.example/login?username=officer"


def test_it_is_drawn_without_style_and_named_for_the_ear() -> None:
    svg = qr_svg(ADDRESS, "以 officer 登录")
    root = ElementTree.fromstring(svg)
    assert not [element for element in root.iter() if "style" in element.attrib]
    assert "以 officer 登录" in svg
    assert root.attrib["class"] == "qr"


def test_another_address_is_another_code() -> None:
    assert qr_svg(ADDRESS, "") != qr_svg(f"{ADDRESS}2", "")


def test_a_name_that_looks_like_markup_stays_text() -> None:
    assert "<script>" not in qr_svg(ADDRESS, "<script>")
