"""do, undo, redo, paper: the verbs."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from dangjian_desktop.feature import schema_of
from dangjian_desktop.features import FEATURES
from dangjian_desktop.papers.preview import Preview
from dangjian_desktop.store import Store

PLAN = {
    "day": "2026-11-20",
    "segments": [{"kind": "theme_party_day"}, {"kind": "general_meeting"}],
    "title": "十一月集中活动",
}


def _plan(branch: Path) -> Path:
    path = branch.parent / "plan.json"
    path.write_text(json.dumps(PLAN, ensure_ascii=False), encoding="utf-8")
    return path


def test_every_action_has_a_name_a_label_and_a_schema(branch: Path, on: Any) -> None:
    actions = on(branch, "do", "--list", "--json").json
    assert len({action["name"] for action in actions}) == len(actions) > 20
    for action in actions:
        assert action["label"]
        assert on(branch, "do", action["name"], "--schema").json["properties"]


def test_an_action_is_done_undone_and_redone(branch: Path, on: Any) -> None:
    before = on(branch, "list", "gatherings", "--json").json
    done = on(branch, "do", "plan_gathering", "--input", _plan(branch), "--json")
    assert done.code == 0, done.err
    made = on(branch, "list", "gatherings", "--json").json
    assert len(made) == len(before) + 1
    assert "十一月集中活动" in {entry["title"] for entry in made}
    assert on(branch, "undo").code == 0
    assert on(branch, "list", "gatherings", "--json").json == before
    assert on(branch, "redo").code == 0
    assert on(branch, "list", "gatherings", "--json").json == made


def test_input_comes_from_standard_input_too(branch: Path, on: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(PLAN)))
    assert on(branch, "do", "plan_gathering", "--input", "-").code == 0


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "不是正确的 JSON：第 1 行"),
        ('{"day": "2026-11-31", "segments": [{"kind": "theme_party_day"}]}', "日期"),
        ("{}", "没有填写"),
    ],
)
def test_bad_input_is_refused_with_where_and_why(branch: Path, on: Any, text: str, sentence: str) -> None:
    path = branch.parent / "bad.json"
    path.write_text(text, encoding="utf-8")
    said = on(branch, "do", "plan_gathering", "--input", path)
    assert said.code == 3
    assert sentence in said.err


def test_an_unknown_action_is_named(branch: Path, on: Any) -> None:
    said = on(branch, "do", "fly", "--input", "-")
    assert (said.code, "没有名为“fly”的操作" in said.err) == (3, True)


def test_every_paper_is_made_and_read_back(branch: Path, on: Any, tmp_path: Path) -> None:
    papers = on(branch, "paper", "--list", "--json").json
    assert {paper["layout"] for paper in papers} <= {"report", "minutes", "form", "binder"}
    told = on(branch, "paper", "--all", "-o", tmp_path / "材料", "--json").json
    assert told["left"] == []
    assert [one["paper"] for one in told["made"]] == [paper["name"] for paper in papers]
    for one in told["made"]:
        with Preview(Path(one["file"])) as preview:
            assert preview.pages >= 1
            assert preview.text(0).strip()


def test_every_paper_is_made_as_a_word_file_too(branch: Path, on: Any, tmp_path: Path) -> None:
    told = on(branch, "paper", "--all", "--word", "-o", tmp_path, "--json").json
    assert told["left"] == []
    for one in told["made"]:
        assert any(part.text.strip() for part in docx.Document(one["file"]).element.body.iter(qn("w:t")))


def test_papers_without_a_record_are_said_and_left_out(on: Any, tmp_path: Path) -> None:
    with Store.open(tmp_path / "空", schema_of(FEATURES)):
        pass
    said = on(tmp_path / "空", "paper", "--all", "-o", tmp_path / "材料", "--json")
    assert said.code == 0
    assert "meeting_record" in {one["paper"] for one in said.json["left"]}
    assert "没有生成 meeting_record：" in said.err
    (tmp_path / "一个文件").touch()
    assert on(tmp_path / "空", "paper", "--all", "-o", tmp_path / "一个文件" / "里").code == 3


def test_a_paper_needs_a_pdf_name_and_a_place(branch: Path, on: Any, tmp_path: Path) -> None:
    assert "-o" in on(branch, "paper", "meeting_record").err
    assert ".pdf" in on(branch, "paper", "meeting_record", "-o", tmp_path / "记录.doc").err
    assert on(branch, "paper", "no_such_paper", "-o", tmp_path / "a.pdf").code == 3


def test_a_paper_for_the_archive_is_a_pdf_a_and_names_its_faces(branch: Path, on: Any, tmp_path: Path) -> None:
    target = tmp_path / "记录.pdf"
    told = on(branch, "paper", "meeting_record", "-o", target, "--archive", "--json").json
    assert told["archive"]
    assert set(told["faces"]) == {"仿宋", "楷体", "黑体", "小标宋", "宋体"}
    assert all(told["faces"].values())
    assert b"<pdfaid:part>1" in target.read_bytes() or b'pdfaid:part="1"' in target.read_bytes()
    refused = on(branch, "paper", "meeting_record", "-o", tmp_path / "记录.docx", "--archive")
    assert (refused.code, ".pdf" in refused.err) == (3, True)
    assert not (tmp_path / "记录.docx").exists()


def test_the_same_paper_has_the_same_bytes(branch: Path, on: Any, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        assert on(branch, "paper", "meeting_record", "-o", tmp_path / name).code == 0
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_papers_are_set_as_the_branch_has_chosen(branch: Path, on: Any, tmp_path: Path) -> None:
    def bytes_of(name: str, *more: str) -> bytes:
        said = on(branch, "paper", "meeting_record", "-o", tmp_path / name, *more)
        assert said.code == 0, said.err
        return (tmp_path / name).read_bytes()

    before = {name: bytes_of(name) for name in ("a.pdf", "a.docx")}
    choice = tmp_path / "choice.json"
    choice.write_text('{"setting": "folio_place", "value": "居中"}', encoding="utf-8")
    said = on(branch, "do", "choose_style", "--input", choice)
    assert (said.code, "修改公文格式“页码位置”：居中" in said.out) == (0, True)
    after = {name: bytes_of(name) for name in before}
    assert all(after[name] != before[name] for name in before)
    assert bytes_of("issued.pdf", "--issue") == after["a.pdf"]
    assert "修改公文格式“页码位置”" in on(branch, "undo").out
    assert bytes_of("a.pdf") == before["a.pdf"]


def test_a_paper_made_for_issuing_is_kept_and_the_same_is_not_kept_twice(branch: Path, on: Any, tmp_path: Path) -> None:
    before = on(branch, "list", "issued_papers", "--json").json
    made = on(branch, "paper", "committee_list", "--issue", "-o", tmp_path / "名单.pdf", "--json")
    assert made.code == 0, made.err
    after = on(branch, "list", "issued_papers", "--json").json
    assert {entry["id"] for entry in after} - {entry["id"] for entry in before} == {made.json["issued"]}
    assert "支部" not in str(next(entry for entry in after if entry["id"] == made.json["issued"])["text"])
    again = on(branch, "paper", "committee_list", "--issue", "-o", tmp_path / "名单.pdf")
    assert "与上次签发的一致，没有另存" in again.out
    assert on(branch, "verify").code == 0
    kept = next((branch / "attachments").glob("??/*")).parent.parent
    assert any(file.read_bytes() == (tmp_path / "名单.pdf").read_bytes() for file in kept.glob("??/*"))


def test_what_can_t_be_issued_is_refused(branch: Path, on: Any, tmp_path: Path) -> None:
    said = on(branch, "paper", "blank_general_meeting", "--issue", "-o", tmp_path / "a.pdf")
    assert (said.code, "不能签发留存" in said.err) == (3, True)
    said = on(branch, "paper", "committee_list", "--issue", "-o", tmp_path / "a.docx")
    assert (said.code, "签发留存的是 PDF" in said.err) == (3, True)
