"""What may be chosen about papers, exactly and at its edges (GB/T 9704-2012)."""

from __future__ import annotations

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.house_style.rules import CHOICES, Setting, as_settings, choice_of, in_force, read_choice
from dangjian_desktop.papers.settings import STANDARD


def test_a_branch_that_chose_nothing_follows_the_standard_to_the_letter() -> None:
    assert as_settings(in_force({})) == STANDARD


def test_every_setting_has_its_words_once_and_names_its_clause() -> None:
    assert [choice.setting for choice in CHOICES] == list(Setting)
    assert {choice.clause for choice in CHOICES} == {"7.5", "7.3.3", "7.3.5.1", "7.3.5.3"}
    assert all(choice.says and choice.basis.startswith("依据：GB/T 9704-2012 7.") for choice in CHOICES)
    for choice in CHOICES:
        assert read_choice(choice.setting, choice.standard) == choice.standard


@pytest.mark.parametrize(
    ("setting", "typed", "value"),
    [
        (Setting.FOLIO_PLACE, "居中", "centre"),
        (Setting.FOLIO_PLACE, "centre", "centre"),
        (Setting.HEADING_3, "黑体", "bold"),
        (Setting.SEAL, "30", "30"),
        (Setting.SEAL, "60", "60"),
        (Setting.SEAL, " 42.0 毫米", "42"),
        (Setting.SEAL, "45.5mm", "45.5"),
        (Setting.STAMP, "15×6", "15×6"),
        (Setting.STAMP, "80*40", "80×40"),
        (Setting.STAMP, "50 毫米 x 20毫米", "50×20"),
    ],
)
def test_a_choice_is_read_as_people_write_it(setting: Setting, typed: str, value: str) -> None:
    assert read_choice(setting, typed) == value


@pytest.mark.parametrize(
    ("setting", "typed", "words"),
    [
        (Setting.FOLIO_PLACE, "左边", "请在外侧、居中里选"),
        (Setting.HEADING_1, "隶书", "请在黑体、楷体、仿宋里选"),
        (Setting.SEAL, "29.9", "请填30到60毫米"),
        (Setting.SEAL, "60.1", "请填30到60毫米"),
        (Setting.SEAL, "大", "请填30到60毫米"),
        (Setting.STAMP, "14.9×15", "宽15到80、高6到40毫米"),
        (Setting.STAMP, "40×40.1", "宽15到80、高6到40毫米"),
        (Setting.STAMP, "40", "宽×高"),
    ],
)
def test_what_is_not_offered_or_does_not_exist_is_refused_with_what_may_be(
    setting: Setting, typed: str, words: str
) -> None:
    with pytest.raises(Refused, match=words) as refused:
        read_choice(setting, typed)
    assert [problem.field for problem in refused.value.problems] == ["value"]


def test_a_value_that_a_later_program_wrote_leaves_the_paper_as_the_standard_has_it() -> None:
    assert in_force({"folio_place": "top", "seal": "45", "margin": "3"})[Setting.FOLIO_PLACE] == "outer"
    assert in_force({"folio_place": "top", "seal": "45"})[Setting.SEAL] == "45"


def test_all_choices_reach_the_typesetter() -> None:
    chosen = {
        "folio_place": "centre",
        "folio_dashes": "no",
        "heading_1": "kai",
        "heading_2": "plain",
        "heading_3": "bold",
        "heading_4": "kai",
        "seal": "45.5",
        "stamp": "50×20",
    }
    made = as_settings(in_force(chosen))
    assert (str(made.folio_place), made.folio_dashes, made.seal, made.stamp) == ("centre", False, 45.5, (50.0, 20.0))
    assert [str(style) for style in made.heading_styles] == ["kai", "plain", "bold", "kai"]


def test_words_say_what_a_value_is() -> None:
    assert choice_of(Setting.FOLIO_PLACE).words("centre") == "居中"
    assert choice_of(Setting.SEAL).words("45") == "45毫米"
