"""list, show and history: the records as plain data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

KINDS = ("members", "people", "gatherings", "segments", "attendances", "agenda_items", "speeches", "resolutions")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_listed_in_the_same_order_every_time(branch: Path, on: Any, kind: str) -> None:
    first = on(branch, "list", kind, "--json")
    assert first.code == 0
    assert first.json
    assert first.out == on(branch, "--json", "list", kind).out


def test_a_period_keeps_only_its_days(branch: Path, on: Any) -> None:
    found = on(branch, "list", "gatherings", "--period", "2026-03", "--json").json
    assert found
    assert all(entry["day"].startswith("2026-03") for entry in found)


def test_nothing_local_to_this_pc_is_listed(branch: Path, on: Any) -> None:
    entry = on(branch, "list", "gatherings", "--json").json[0]
    assert not {"heads", "born", "created_at", "deleted", "merged_into"} & set(entry)


def test_private_values_are_masked_unless_asked_for(branch: Path, on: Any) -> None:
    member = on(branch, "list", "members", "--json").json[0]["id"]
    done = on(
        branch,
        "do",
        "edit_member",
        "--input",
        _file(branch, f'{{"id": "{member}", "changes": {{"phone": "13800001234"}}}}'),
    )
    assert done.code == 0, done.err
    masked = on(branch, "show", member, "--json")
    assert "13800001234" not in masked.out
    assert masked.json["phone"] == "***"
    assert on(branch, "show", member, "--private", "--json").json["phone"] == "13800001234"
    assert "13800001234" not in on(branch, "history", member).out


def test_a_record_is_shown_with_its_parts(branch: Path, on: Any) -> None:
    gathering = on(branch, "list", "gatherings", "--json").json[0]["id"]
    shown = on(branch, "show", gathering).json
    assert shown["kind"] == "gatherings"
    assert shown["segments"][0]["owner"] == gathering
    assert shown["attendances"]


def test_history_tells_what_was_done(branch: Path, on: Any) -> None:
    gathering = on(branch, "list", "gatherings", "--json").json[0]["id"]
    lines = on(branch, "history", gathering, "--json").json
    said = {str(change["new"]) for line in lines for change in line["changes"]}
    assert not {"committee_meeting", "theme_party_day", "present"} & said
    assert any(change["label"] == "地点" for line in lines for change in line["changes"])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("list", "unicorns"), "没有“unicorns”这一类记录"),
        (("show", "nobody"), "找不到编号为“nobody”的记录"),
        (("list", "gatherings", "--period", "十月"), "看不懂时段"),
        (("list", "members", "--period", "2026"), "不按时段列出"),
    ],
)
def test_what_is_not_there_is_said(branch: Path, on: Any, arguments: tuple[str, ...], sentence: str) -> None:
    said = on(branch, *arguments)
    assert said.code == 3
    assert sentence in said.err
    assert said.out == ""


def _file(branch: Path, text: str) -> Path:
    path = branch.parent / "input.json"
    path.write_text(text, encoding="utf-8")
    return path
