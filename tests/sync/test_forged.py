"""Bundles whose zip is sound and whose actions are not: each is refused with a sentence and nothing changes."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.store.operations import Action
from dangjian_desktop.store.values import canonical

from .branch import Meeting, OpenPC

Lines = list[dict[str, Any]]
Change = Callable[[Lines, dict[str, Any]], object]


def forge(bundle: Path, change: Change, *, repair: bool = True) -> Path:
    """Take a bundle apart, change its actions or manifest, and put it together with hashes that fit again."""
    with zipfile.ZipFile(bundle) as good:
        members = {name: good.read(name) for name in good.namelist()}
    said = json.loads(members.pop("manifest.json"))
    lines = [json.loads(line) for line in members["actions.jsonl"].splitlines()]
    change(lines, said)
    data = b"".join((line if isinstance(line, str) else canonical(line)).encode() + b"\n" for line in lines)
    members["actions.jsonl"] = data
    said["members"]["actions.jsonl"] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    if repair:
        for name, content in members.items():
            said["members"].setdefault(name, {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad:
        for name, content in (*members.items(), ("manifest.json", json.dumps(said).encode())):
            bad.writestr(name, content)
    path = bundle.with_suffix(".forged.djb")
    path.write_bytes(out.getvalue())
    return path


def sealed(line: dict[str, Any]) -> None:
    """Give a changed action the hash it would have."""
    line["hash"] = replace(Action.from_json(line), hash="").digest()


def set_value(lines: Lines, said: dict[str, Any]) -> None:
    lines[0]["ops"][0]["sets"]["title"] = "别的会"


def cut_tail(lines: Lines, said: dict[str, Any]) -> None:
    lines.pop()
    said["counts"]["actions"] -= 1
    said["counts"]["operations"] -= 1


def other_sender_number(lines: Lines, said: dict[str, Any]) -> None:
    lines[1]["seq"] = 7
    sealed(lines[1])


def other_chain(lines: Lines, said: dict[str, Any]) -> None:
    lines[1]["prev"] = "0" * 64
    sealed(lines[1])
    next(iter(said["top"].values()))[1] = lines[1]["hash"]


def turned_time(lines: Lines, said: dict[str, Any]) -> None:
    lines[1]["lamport"] = lines[0]["lamport"]
    sealed(lines[1])
    next(iter(said["top"].values()))[1] = lines[1]["hash"]


def other_top(lines: Lines, said: dict[str, Any]) -> None:
    next(iter(said["top"].values()))[1] = "0" * 64


CHANGES: dict[str, Change] = {
    "a value that its hash does not cover": set_value,
    "the last action gone": cut_tail,
    "the last action twice": lambda lines, said: lines.append(lines[-1]),
    "the order turned": lambda lines, said: lines.reverse(),
    "a number out of turn": other_sender_number,
    "a chain that is none": other_chain,
    "a time that stands still": turned_time,
    "a top that is not reached": other_top,
    "too many operations promised": lambda lines, said: said["counts"].update(operations=9),
    "a line that is no JSON": lambda lines, said: lines.insert(0, "{"),  # type: ignore[arg-type]
    "a line that is a list": lambda lines, said: lines.insert(0, "[]"),  # type: ignore[arg-type]
    "a key twice": lambda lines, said: lines.insert(0, '{"a":1,"a":1}'),  # type: ignore[arg-type]
    "a float": lambda lines, said: lines[0].update(seq=1.0),
    "a key too many": lambda lines, said: lines[0].update(surprise=1),
    "an object as value": lambda lines, said: lines[0]["ops"][0]["sets"].update(title={"a": 1}),
    "an absent attachment nobody names": lambda lines, said: said.update(absent=["0" * 64]),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_forged_actions_are_refused_and_change_nothing(open_pc: OpenPC, change: Change) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    a.meet("一月支委会")
    meeting = a.meet("二月支委会")
    bundle = a.export()
    with pytest.raises(Refused, match="同步包") as refusal:
        b.read(forge(bundle, change))
    assert "损坏" in str(refusal.value) or "重新导出" in str(refusal.value)
    assert b.store.journal.vector() == {}
    assert not any((b.store.folder / "incoming").iterdir())
    b.take(bundle)
    assert b.get(Meeting, meeting).title == "二月支委会"


def test_a_forgery_that_changes_nothing_is_accepted_so_that_the_others_prove_something(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    a.meet("一月支委会")
    assert b.take(forge(a.export(), lambda lines, said: None)).actions == 1


def test_an_attachment_that_no_action_names_is_refused(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    a.meet("一月支委会")
    bundle = a.export()
    content = b"stowaway"
    name = "attachments/" + hashlib.sha256(content).hexdigest()
    with zipfile.ZipFile(bundle, "a") as forged:
        forged.writestr(name, content)

    def declare(lines: Lines, said: dict[str, Any]) -> None:
        said["counts"]["attachments"] = 1

    with zipfile.ZipFile(bundle) as zipped:
        assert name in zipped.namelist()
    with pytest.raises(Refused, match="损坏"):
        b.read(forge(bundle, declare))
    assert not b.store.attachments.has(name.rpartition("/")[2])


def test_a_named_attachment_that_is_neither_brought_nor_said_to_be_absent_is_refused(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    photo = a.attach(a.meet("一月支委会"), "会场.jpg", b"picture")
    a.store.attachments.path(photo).unlink()
    with pytest.raises(Refused, match="损坏"):
        b.read(forge(a.export(), lambda lines, said: said.update(absent=[])))


def test_actions_that_supersede_what_is_nowhere_are_refused(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    meeting = a.meet("一月支委会")
    a.edit(meeting, title="二月支委会")

    def superseding(lines: Lines, said: dict[str, Any]) -> None:
        lines[1]["ops"][0]["over"]["title"] = [["nowhere", 1, 0]]
        sealed(lines[1])
        next(iter(said["top"].values()))[1] = lines[1]["hash"]

    with pytest.raises(Refused, match="前后矛盾"):
        b.read(forge(a.export(), superseding))
    assert b.store.journal.vector() == {}


def test_a_bundle_of_a_newer_program_is_refused_as_newer(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    a.meet("一月支委会")
    with pytest.raises(Refused, match="更新版本"):
        b.read(forge(a.export(), lambda lines, said: said.update(version=2)))


def test_kinds_of_a_newer_program_are_kept_forwarded_and_remarked_upon(open_pc: OpenPC) -> None:
    a, b, c = open_pc("甲"), open_pc("乙"), open_pc("丙")
    a.meet("一月支委会")

    def newer(lines: Lines, said: dict[str, Any]) -> None:
        lines[0]["ops"][0]["kind"] = "y_holograms"
        sealed(lines[0])
        next(iter(said["top"].values()))[1] = lines[0]["hash"]

    preview = b.read(forge(a.export(), newer))
    assert any("还不认识" in note for note in preview.notes)
    b.take(preview.path)
    c.take(b.export(whole=True))
    assert next(iter(c.store.journal.actions())).ops[0].kind == "y_holograms"
