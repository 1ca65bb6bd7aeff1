"""A new rule file: shown old beside new, taken whole, versioned by its days; what is damaged or foreign is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.regulations.overview import rules_view
from dangjian_desktop.regulations.rule_file import look_into
from dangjian_desktop.regulations.rules.comparing import Difference

from .conftest import LECTURE, NOW, Pc, carry, rule_text


def write(folder: Path, *rows: str, name: str = "规则.toml") -> str:
    path = folder / name
    path.write_text("".join(rows), encoding="utf-8")
    return str(path)


def test_a_file_is_shown_old_beside_new_row_by_row(pc: Pc, tmp_path: Path) -> None:
    pc.do("set_rule", rule="due.soon_days", value="20", effective_from="2026-03-01")
    path = write(
        tmp_path,
        rule_text(),
        rule_text(id="due.soon_days", value="10", unit="天", day="2026-01-01", title="提醒", confidence="local"),
        rule_text(id="later.rule", value="6", unit="个月", title="以后才有的规则"),
    )
    rows = pc.ask(look_into, path).rows
    assert [(row.difference, row.old, row.new, row.note) for row in rows] == [
        (Difference.CHANGED, "每季度至少 1 次", "每季度至少 2 次", "2026-07-01起"),
        (Difference.CHANGED, "至多 15 天", "至少 10 天", "本支部2026-03-01起的设定仍然有效"),
        (Difference.NEW, "", "至少 6 个月", "本程序还用不到，先收着"),
    ]


def test_what_was_taken_holds_from_its_day_and_the_time_before_keeps_its_rule(pc: Pc, tmp_path: Path) -> None:
    assert pc.do("take_rule_file", path=write(tmp_path, rule_text())) == {"taken": 1, "same": 0}
    assert pc.rule(LECTURE, "2026-06-30").value == 1
    new = pc.rule(LECTURE, "2026-07-01")
    assert (new.value, new.standing, new.editable) == (2, "依据：第九条", False)
    with pytest.raises(Refused, match="某条例》第九条规定"):
        pc.do("set_rule", rule=LECTURE, value="1")
    line = pc.ask(rules_view, NOW.date()).rule(LECTURE).versions[0]
    assert (line.value, line.source, line.current) == ("每季度至少 2 次", "规则文件", True)


def test_a_newer_regulation_takes_the_place_of_the_branchs_own_value_from_its_day(pc: Pc, tmp_path: Path) -> None:
    pc.do("set_rule", rule=LECTURE, value="1", unit="month", effective_from="2026-03-01")
    path = write(tmp_path, rule_text(day="2027-01-01"))
    assert pc.ask(look_into, path).rows[0].note == "2027-01-01起代替本支部的设定"
    pc.do("take_rule_file", path=path)
    assert pc.rule(LECTURE, "2026-12-31").unit == "month"
    assert (pc.rule(LECTURE, "2027-01-01").value, pc.rule(LECTURE, "2027-01-01").unit) == (2, "quarter")


def test_a_version_of_the_same_day_corrects_the_shipped_one(pc: Pc, tmp_path: Path) -> None:
    path = write(tmp_path, rule_text(value="1", day="2018-10-28", editable="true"))
    assert pc.ask(look_into, path).rows[0].note == "值不变，依据或措辞有改动"
    pc.do("take_rule_file", path=path)
    assert pc.rule(LECTURE, "2026-10-12").standing == "依据：第九条"
    assert len(pc.book().versions(LECTURE)) == 1


def test_taking_is_one_step_and_undone_whole(pc: Pc, tmp_path: Path) -> None:
    before = pc.book()
    pc.do("take_rule_file", path=write(tmp_path, rule_text(), rule_text(day="2027-01-01", value="3")))
    assert pc.rule(LECTURE, "2027-01-01").value == 3
    assert pc.store.undo_label() == "采用规则文件“规则.toml”（2条）"
    pc.store.undo()
    assert pc.book() == before


def test_the_same_file_again_brings_nothing_new(pc: Pc, tmp_path: Path) -> None:
    path = write(tmp_path, rule_text())
    pc.do("take_rule_file", path=path)
    assert pc.ask(look_into, path).fresh == ()
    with pytest.raises(Refused, match="没有要采用的"):
        pc.do("take_rule_file", path=path)


def test_both_pcs_take_the_same_file_and_agree(pc: Pc, second: Pc, tmp_path: Path) -> None:
    path = write(tmp_path, rule_text())
    pc.do("take_rule_file", path=path)
    second.do("take_rule_file", path=path)
    carry(pc, second, tmp_path / "a.djb")
    carry(second, pc, tmp_path / "b.djb")
    assert pc.book() == second.book()
    with pc.store.read() as reader:
        assert reader.conflicts() == []


def test_what_one_pc_took_reaches_the_other(pc: Pc, second: Pc, tmp_path: Path) -> None:
    pc.do("take_rule_file", path=write(tmp_path, rule_text()))
    carry(pc, second, tmp_path / "a.djb")
    assert second.rule(LECTURE, "2026-07-01").value == 2


def test_a_file_that_changed_since_it_was_shown_is_not_taken(pc: Pc, tmp_path: Path) -> None:
    path = write(tmp_path, rule_text())
    seen = pc.ask(look_into, path).sha256
    write(tmp_path, rule_text(value="9"))
    with pytest.raises(Refused, match="又变了"):
        pc.do("take_rule_file", path=path, sha256=seen)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[rule]\n", "不是规则文件，或者已经损坏"),
        ("rule = 3\n", "不是规则文件，或者已经损坏"),
        ('rule = "x"\n', "不是规则文件，或者已经损坏"),
        ('name = "别的文件"\n', "不是规则文件，或者已经损坏"),
        (rule_text(id="strange.one"), "没有本程序认识的规则"),
        (rule_text() + rule_text(value="3"), "写了两次"),
        (rule_text(value='"1/2"', unit=""), "不是一类"),
        (rule_text(value='"每季度"'), "不是一类"),
        (rule_text(unit="天"), "不是一类"),
        (rule_text(confidence="sure"), "不是规则文件，或者已经损坏"),
        (rule_text(value='"1/0"'), "不是规则文件，或者已经损坏"),
    ],
)
def test_a_damaged_or_foreign_file_is_refused_with_a_sentence_and_nothing_changes(
    pc: Pc, tmp_path: Path, text: str, words: str
) -> None:
    before = pc.book()
    path = write(tmp_path, text)
    with pytest.raises(Refused, match=words):
        pc.ask(look_into, path)
    with pytest.raises(Refused, match=words):
        pc.do("take_rule_file", path=path)
    assert pc.book() == before


def test_no_text_too_large_or_not_there(pc: Pc, tmp_path: Path) -> None:
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00rule")
    (tmp_path / "large.toml").write_bytes(b"#" * 1_000_001)
    for name, words in (("bytes.toml", "不是文字"), ("large.toml", "太大"), ("none.toml", "打不开")):
        with pytest.raises(Refused, match=words):
            pc.ask(look_into, str(tmp_path / name))
