from __future__ import annotations

from datetime import date

import pytest

from dangjian_desktop.papers.model import (
    Document,
    Heading,
    Kind,
    Run,
    Style,
    chinese_date,
    name_text,
    plain_text,
    runs_of,
)


def test_two_character_names_are_opened_to_three() -> None:
    assert name_text("王强") == "王　强"
    assert name_text("李卫国") == "李卫国"
    assert name_text("欧阳文海") == "欧阳文海"


def test_dates_are_written_without_leading_zeros() -> None:
    assert chinese_date(date(2012, 7, 1)) == "2012年7月1日"


def test_text_and_runs_say_the_same() -> None:
    runs = (Run("决议：", Style.BOLD), Run("同意。"))
    assert plain_text(runs) == "决议：同意。"
    assert runs_of("同意。") == (Run("同意。"),)


def test_a_record_is_no_official_paper() -> None:
    assert not Kind.RECORD.official
    assert not Kind.SIGN_IN.official
    assert Kind.NOTICE.official


def test_a_title_is_not_changed_by_its_phrases() -> None:
    with pytest.raises(ValueError, match="title_phrases"):
        Document(Kind.NOTICE, "关于召开支部党员大会的通知", title_phrases=("关于召开", "党员大会的通知"))


def test_a_heading_has_one_of_four_levels() -> None:
    with pytest.raises(ValueError, match="level"):
        Heading("总则", level=5)
