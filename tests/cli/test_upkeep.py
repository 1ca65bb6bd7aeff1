"""sample, verify, backup, restore, bundles, self-test, and what the exit codes say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.cli import main
from dangjian_desktop.features import FEATURES
from dangjian_desktop.store import Schema, Store

NOW = "2026-10-12T10:32"


def test_the_same_seed_gives_the_same_branch(made_once: Path, on: Any, everything: Any, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert on(other, "sample", "--years", "1", "--members", "12").code == 0
    assert everything(other) == everything(made_once)


def test_another_seed_gives_another_branch(made_once: Path, on: Any, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert on(other, "sample", "--years", "1", "--members", "12", "--seed", "2").code == 0
    assert on(other, "list", "members", "--json").out != on(made_once, "list", "members", "--json").out


def test_the_sample_is_whole_and_never_written_over_data(branch: Path, on: Any) -> None:
    assert on(branch, "verify").code == 0
    said = on(branch, "sample")
    assert said.code == 3
    assert "已经有数据" in said.err


def test_the_smallest_sample_is_whole_and_smaller_ones_are_refused(on: Any, tmp_path: Path) -> None:
    small = tmp_path / "small"
    assert on(small, "sample", "--years", "1", "--members", "8").code == 0
    assert on(small, "verify").code == 0
    refused = on(tmp_path / "smaller", "sample", "--members", "7")
    assert (refused.code, "8 至 50 名党员" in refused.err) == (3, True)


def test_a_sample_that_fails_leaves_nothing_behind(on: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_more: object) -> None:
        raise Refused("磁盘已满。")

    monkeypatch.setattr("dangjian_desktop.meetings.service.finalise", full)
    said = on(tmp_path / "data", "sample", "--years", "1", "--members", "12")
    assert (said.code, said.err.strip()) == (3, "磁盘已满。")
    assert list(tmp_path.iterdir()) == []


def test_nothing_in_the_sample_was_written_after_now(branch: Path, on: Any) -> None:
    gatherings = on(branch, "list", "gatherings", "--json").json[-4:]
    times = [line["at"] for entry in gatherings for line in on(branch, "history", entry["id"], "--json").json]
    assert max(times) <= f"{NOW}:00"


def test_a_folder_without_data_is_said_not_made(on: Any, tmp_path: Path) -> None:
    said = on(tmp_path / "empty", "list", "members")
    assert said.code == 3
    assert "还没有支部工作台的数据" in said.err
    assert not (tmp_path / "empty").exists()


def test_a_folder_in_use_is_said(branch: Path, on: Any) -> None:
    schema = Schema.of(*(kind.record for feature in FEATURES for kind in feature.kinds))
    with Store.open(branch, schema, device="张三的电脑"):
        said = on(branch, "list", "members")
    assert said.code == 3
    assert "正在" in said.err or "打开" in said.err


def test_a_backup_restores_everything(branch: Path, on: Any, everything: Any, tmp_path: Path) -> None:
    before = everything(branch)
    file, new = tmp_path / "备份.zip", tmp_path / "new"
    assert on(branch, "backup", "-o", file).code == 0
    assert on(new, "restore", file).code == 0
    assert everything(new) == before
    assert on(new, "verify").code == 0


def test_a_bundle_makes_the_second_pc_and_says_when_nothing_is_new(
    branch: Path, on: Any, everything: Any, tmp_path: Path
) -> None:
    secret, wrong, bundle = tmp_path / "口令.txt", tmp_path / "错.txt", tmp_path / "包.djb"
    secret.write_text("青禾 支部 二零二六\n", encoding="utf-8")
    wrong.write_text("不是这个口令\n", encoding="utf-8")
    second = tmp_path / "second"
    export = on(branch, "bundle", "export", "--kind", "sync", "-o", bundle, "--passphrase-file", secret)
    assert export.code == 0, export.err
    assert "可以拔出U盘" in export.out
    assert "需要支部口令" in on(branch, "bundle", "inspect", bundle).out
    refused = on(second, "bundle", "import", bundle, "--passphrase-file", wrong)
    assert (refused.code, "口令" in refused.err) == (3, True)
    dry = on(second, "bundle", "import", bundle, "--passphrase-file", secret, "--dry-run")
    assert dry.code == 0, dry.err
    assert on(second, "list", "members", "--json").json == []
    assert on(second, "bundle", "import", bundle, "--passphrase-file", secret).code == 0
    assert everything(second) == everything(branch)
    assert "没有新内容" in on(second, "bundle", "import", bundle, "--passphrase-file", secret).out
    assert on(second, "conflicts", "--json").json == []
    assert on(second, "bundle", "takeback").code == 0
    assert on(second, "list", "members", "--json").json == []


def test_what_the_window_would_ask_first_is_refused_until_yes_is_said(
    branch: Path, on: Any, everything: Any, tmp_path: Path
) -> None:
    stranger, bundle = tmp_path / "stranger", tmp_path / "包.djb"
    assert on(stranger, "sample", "--years", "1", "--members", "12", "--seed", "2").code == 0
    assert on(stranger, "bundle", "export", "--kind", "sync", "-o", bundle, "--plain").code == 0
    before = everything(branch)
    asked = on(branch, "bundle", "import", bundle)
    assert (asked.code, "从未交换过数据" in asked.err, "--yes" in asked.err) == (3, True, True)
    assert "从未交换过数据" in on(branch, "bundle", "import", bundle, "--dry-run").out
    assert everything(branch) == before
    assert on(branch, "duplicates", "--json").json == []
    done = on(branch, "bundle", "import", bundle, "--yes", "--json")
    assert done.code == 0, done.err
    found = on(branch, "duplicates", "--json").json
    assert done.json["duplicates"] == len(found) >= 3
    assert {one["kind"] for one in found} >= {"gatherings", "party_groups"}
    assert all(len(one["records"]) == 2 and one["records"][0]["label"] for one in found)
    assert "党小组：第一党小组" in on(branch, "duplicates").out


def test_a_file_that_is_no_bundle_is_refused(branch: Path, on: Any, tmp_path: Path) -> None:
    stranger = tmp_path / "别的.djb"
    stranger.write_bytes(b"PK\x03\x04 not really")
    assert on(branch, "bundle", "inspect", stranger).code == 3
    assert on(branch, "bundle", "import", tmp_path / "没有.djb").code == 3


def test_damaged_data_has_its_own_exit_code(branch: Path, on: Any) -> None:
    data = bytearray((branch / "store.db").read_bytes())
    half = len(data) // 2
    (branch / "store.db").write_bytes(bytes(data[:half]))
    said = on(branch, "verify")
    assert said.code == 4
    assert "备份" in said.err


@pytest.mark.parametrize("line", [["fly"], ["list"], ["bundle", "export", "--kind", "sync", "-o", "a.djb"]])
def test_a_wrong_line_is_usage(line: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(line) == 2
    assert "用法不对" in capsys.readouterr().err


def test_our_own_fault_leaves_a_report_without_values(
    branch: Path, on: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("身份证 420000199001011234")

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("dangjian_desktop.cli.records.rows_of", broken)
    said = on(branch, "list", "members")
    assert said.code == 1
    assert "程序自身出了错" in said.err
    (report,) = tmp_path.glob("dangjian-error-*.txt")
    assert "RuntimeError" in report.read_text(encoding="utf-8")
    assert "420000" not in report.read_text(encoding="utf-8")


def test_the_program_finds_itself_whole(on: Any, tmp_path: Path) -> None:
    said = on(tmp_path, "self-test", "--json")
    assert said.code == 0, said.err
    assert [step["ok"] for step in said.json] == [True] * 5
