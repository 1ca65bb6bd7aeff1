"""A manifest is believed only when everything in it agrees."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.sync.manifest import ACTIONS, BadManifest, Incarnation, Manifest, Member

from .conftest import HASH, manifest

GOOD = manifest(
    members={ACTIONS: Member(10, HASH), f"attachments/{HASH}": Member(4, HASH)}, absent=("f" * 64,), base={}
)


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    value = json.loads(GOOD.to_bytes())
    change(value)
    return json.dumps(value).encode()


def test_a_manifest_reads_back_as_it_was_written() -> None:
    assert Manifest.parse(GOOD.to_bytes()) == GOOD


def test_a_pc_without_a_name_is_still_spoken_of() -> None:
    assert manifest(incarnations=(Incarnation("inc-a", "", "", ""),)).sender_device == "未命名的电脑"
    assert GOOD.device("another") == "未命名的电脑"


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m.update(version=2),
        lambda m: m.update(needs=["pictures-in-the-cloud"]),
        lambda m: m.update(version=99, members=None, surprise=1),
    ],
)
def test_a_newer_bundle_says_that_this_program_is_older(change: Callable[[dict[str, Any]], object]) -> None:
    with pytest.raises(Refused, match="更新版本") as refusal:
        Manifest.parse(changed(change))
    assert "升级" in str(refusal.value)


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m.update(format="other"),
        lambda m: m.update(version="1"),
        lambda m: m.update(version=True),
        lambda m: m.update(version=0),
        lambda m: m.update(needs="all"),
        lambda m: m.update(kind="weather"),
        lambda m: m.update(surprise=1),
        lambda m: m.pop("author"),
        lambda m: m.update(author=7),
        lambda m: m.update(author="长" * 2000),
        lambda m: m.update(made_at="yesterday"),
        lambda m: m.update(made_at="2026-10-12T09:30:00+08:00"),
        lambda m: m.update(sender="../x"),
        lambda m: m.update(sender="inc-unknown"),
        lambda m: m.update(incarnations=[]),
        lambda m: m.update(incarnations={}),
        lambda m: m.update(incarnations=m["incarnations"] * 2),
        lambda m: m.update(incarnations=["inc-a"]),
        lambda m: m.update(top=[]),
        lambda m: m.update(top={"inc-a": [2]}),
        lambda m: m.update(top={"inc-a": [0, HASH]}),
        lambda m: m.update(top={"inc-a": [2.5, HASH]}),
        lambda m: m.update(top={"inc-a": [2**60, HASH]}),
        lambda m: m.update(top={"inc-a": [2, "abc"]}),
        lambda m: m.update(top={"inc-a": [3, HASH]}),
        lambda m: m.update(base={"inc-a": [3, HASH]}),
        lambda m: m.update(base={"inc-b": [1, HASH]}),
        lambda m: m.update(base={"inc-a": [2, "0" * 64]}),
        lambda m: m["counts"].update(attachments=5),
        lambda m: m["counts"].update(actions=-1),
        lambda m: m["counts"].update(operations=None),
        lambda m: m["counts"].update(more=1),
        lambda m: m["members"].pop(ACTIONS),
        lambda m: m["members"][ACTIONS].update(size=2**50),
        lambda m: (
            m["members"].update({f"attachments/{n:064x}": {"size": 2**32, "sha256": f"{n:064x}"} for n in range(20)})
            or m["counts"].update(attachments=21)
        ),
        lambda m: m.update(absent=["x"]),
    ],
)
def test_a_manifest_that_contradicts_itself_is_refused(change: Callable[[dict[str, Any]], object]) -> None:
    with pytest.raises(BadManifest):
        Manifest.parse(changed(change))


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"\xff\xfe", b'{"format": NaN}', b'{"a": 1, "a": 1}', b"[" * 100_000],
    ids=["empty", "list", "bytes", "nan", "twice", "deep"],
)
def test_what_is_no_manifest_is_refused(data: bytes) -> None:
    with pytest.raises(BadManifest):
        Manifest.parse(data)
