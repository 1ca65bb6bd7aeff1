from __future__ import annotations

from datetime import date

import pytest

from dangjian_desktop.roster.private import (
    clean_identity,
    clean_phone,
    identity_birth,
    identity_hint,
    mask,
    mask_identity,
    mask_phone,
    phone_hint,
)

WELL_FORMED = "11010519491231002X"
"""The example that GB 11643 itself prints; it belongs to nobody."""


def test_masks_leave_just_enough_to_recognise() -> None:
    assert mask_identity(WELL_FORMED) == "110***********002X"
    assert mask_phone("13800001234") == "138****1234"
    assert mask_identity("1234") == "****"
    assert mask_phone("1234567") == "*******"


def test_a_mask_never_tells_how_much_somebody_earns() -> None:
    assert mask("dues_base", "8000") == mask("dues_base", "12345.67") == "****"
    assert mask("identity_number", WELL_FORMED) == "110***********002X"
    assert mask("phone", "13800001234") == "138****1234"
    assert mask("phone", None) == mask("phone", "") == ""


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", ""),
        (WELL_FORMED, ""),
        ("110105194912310021", "最后一位"),
        ("1101051949123100", "18位"),
        ("110105491231002", ""),
        ("H12345678", ""),
        ("一二三", "18位"),
        ("110105194913310021", "出生日期不是"),
    ],
)
def test_an_identity_number_is_only_remarked_upon(text: str, hint: str) -> None:
    found = identity_hint(text)
    assert (hint in found) if hint else found == ""


def test_the_birthday_in_the_number_is_compared_with_the_one_entered() -> None:
    assert identity_hint(WELL_FORMED, date(1949, 12, 31)) == ""
    hint = identity_hint(WELL_FORMED, date(1949, 12, 30))
    assert "与所填的不一样" in hint
    assert "1949" not in hint
    assert identity_birth(WELL_FORMED) == date(1949, 12, 31)
    assert identity_birth("H12345678") is None


def test_numbers_are_cleaned_of_what_people_put_between_the_digits() -> None:
    assert clean_identity("110105 19491231 002x") == WELL_FORMED
    assert clean_phone("+86 138-0000-1234") == "13800001234"
    assert clean_phone("（0717）288 0000") == "07172880000"
    assert clean_phone("0717-2880000") == "0717-2880000"


@pytest.mark.parametrize("text", ["", "13800001234", "0717-2880000", "2880000", "07172880000-12"])
def test_usual_telephones_pass_without_remark(text: str) -> None:
    assert phone_hint(text) == ""


@pytest.mark.parametrize("text", ["1380000123", "12800001234", "138000012", "电话"])
def test_an_odd_telephone_is_remarked_upon(text: str) -> None:
    assert "11位" in phone_hint(text)
