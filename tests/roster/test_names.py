from __future__ import annotations

import pytest

from dangjian_desktop.roster.names import (
    clean_name,
    column_name,
    initials,
    match_name,
    pinyin_of,
    readings,
    stroke_count,
    stroke_key,
)


@pytest.mark.parametrize(
    ("typed", "name"),
    [("王　强", "王强"), (" 张 晓 梅 ", "张晓梅"), ("阿迪力•买买提", "阿迪力·买买提"), ("John  Smith", "John Smith")],
)
def test_spaces_that_align_a_name_are_not_part_of_it(typed: str, name: str) -> None:
    assert clean_name(typed) == name


def test_two_characters_are_opened_to_three_in_a_column() -> None:
    assert column_name("王强") == "王　强"
    assert column_name("张晓梅") == "张晓梅"
    assert column_name("Al") == "Al"


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("单晟", ["shan", "dan", "chan", "ss", "ds", "shansheng", "单", "单晟"]),
        ("曾㛃", ["zeng", "ceng", "zj", "cj", "zengjie", "曾㛃"]),
        ("仇喆", ["qiu", "chou", "qz", "cz", "qiuzhe"]),
        ("解堃", ["xie", "jie", "xk", "jk", "xiekun"]),
        ("龚䶮", ["gy", "gongyan", "龚䶮", "䶮"]),
        ("张晓梅", ["zxm", "zhang", "zhangxm", "zhang xiao mei", "ZXM", "xm", "晓梅", "zh", "zhxm"]),
        ("吕珺", ["lv", "lyu", "lj", "lü"]),
        ("赵犇", ["zb", "zhaoben"]),
        ("钱頔", ["qd", "qiandi"]),
        ("阿迪力·买买提", ["adl", "adlmmt", "mmt"]),
        ("赵绿", ["zhaolv", "zhaolyu"]),
    ],
)
def test_a_name_is_found_in_every_way_people_type_it(name: str, queries: list[str]) -> None:
    assert [query for query in queries if match_name(query, name) is None] == []


@pytest.mark.parametrize(
    ("query", "name"),
    [("", "王强"), ("  ", "王强"), ("wx", "王强"), ("王丽", "王强"), ("wangqiangx", "王强"), ("zm", "张晓梅")],
)
def test_a_name_is_not_found_by_what_it_is_not(query: str, name: str) -> None:
    assert match_name(query, name) is None


def test_a_whole_name_comes_before_a_beginning_and_a_beginning_before_a_middle() -> None:
    assert match_name("王强", "王强") == 0
    assert match_name("wq", "王强") == 0
    assert match_name("wq", "王强国") == 1
    assert match_name("qg", "王强国") == 2
    assert match_name("王", "王强") == 1
    assert match_name("强", "王强") == 2


def test_initials_read_the_surname_as_a_surname() -> None:
    assert [initials(name) for name in ("单晟", "曾㛃", "仇喆", "解堃", "张晓梅", "龚䶮")] == [
        "ss",
        "zj",
        "qz",
        "xk",
        "zxm",
        "gy",
    ]
    assert pinyin_of("解珺") == "xiejun"
    assert initials("王晟") == "ws"
    assert initials("Ann·李") == "annl"


def test_signs_without_sound_are_passed_over() -> None:
    assert len(readings("买·提")) == 2
    assert match_name("annl", "Ann·李") == 0


@pytest.mark.parametrize(
    ("character", "count"),
    [("丁", 2), ("王", 4), ("郑", 8), ("陈", 7), ("黄", 11), ("曾", 12), ("戴", 17), ("魏", 17), ("䶮", 9), ("㛃", 9)],
)
def test_strokes_are_counted_as_the_standard_writes_the_character(character: str, count: int) -> None:
    assert stroke_count(character) == count


def test_a_character_without_strokes_in_the_table_has_no_count() -> None:
    assert stroke_count("A") is None


def test_names_stand_in_the_order_of_surname_strokes() -> None:
    names = ["魏岚", "张晓梅", "王强", "丁一", "李卫国", "陈静", "毛晟", "赵犇", "王丽", "钱珺", "Bob"]
    assert sorted(names, key=stroke_key) == [
        "丁一",
        "王丽",
        "王强",
        "毛晟",
        "李卫国",
        "张晓梅",
        "陈静",
        "赵犇",
        "钱珺",
        "魏岚",
        "Bob",
    ]
