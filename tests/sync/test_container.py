"""What a reader of bundles must refuse, and that everything else comes out as it went in."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import struct
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest

from dangjian_desktop.base.errors import Cancelled, Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.sync import container
from dangjian_desktop.sync.container import Content, ContentWriter
from dangjian_desktop.sync.manifest import MAX_MEMBERS

EVERY_BYTE = os.environ.get("DANGJIAN_FUZZ") == "1"


def read_all(data: bytes) -> tuple[Any, ...]:
    """Everything a reader can learn from a content."""
    with Content(io.BytesIO(data)) as content:
        content.check(Progress())
        attachments = {}
        for sha256 in content.manifest.attachments:
            out = io.BytesIO()
            content.copy_attachment(sha256, out, Progress())
            attachments[sha256] = out.getvalue()
        return content.manifest, tuple(content.actions()), attachments


def refused(data: bytes) -> str:
    with pytest.raises(Refused) as refusal:
        read_all(data)
    return str(refusal.value)


def test_what_was_written_is_read_back_unchanged(plain_content: bytes, photo: Path) -> None:
    manifest, actions, attachments = read_all(plain_content)
    assert [json.loads(a)["seq"] for a in actions] == [1, 2]
    assert list(attachments.values()) == [photo.read_bytes()]
    assert (manifest.sender_device, manifest.actions, manifest.whole) == ("组织科电脑", 2, True)


def test_the_same_content_gives_the_same_bytes(plain_content: bytes, photo: Path) -> None:
    with Content(io.BytesIO(plain_content)) as content:
        actions, said = list(content.actions()), content.manifest
    out = io.BytesIO()
    writer = ContentWriter(out, Progress())
    writer.add_actions(iter(actions))
    writer.add_attachment(hashlib.sha256(photo.read_bytes()).hexdigest(), photo)
    writer.finish(said)
    assert out.getvalue() == plain_content


def test_a_flipped_byte_is_refused_or_changes_nothing_that_is_read(plain_content: bytes) -> None:
    good = read_all(plain_content)
    refusals = 0
    for at in range(0, len(plain_content), 1 if EVERY_BYTE else 7):
        for mask in (0x01, 0x80, 0xFF) if EVERY_BYTE else (1 << at % 8,):
            harmed = bytearray(plain_content)
            harmed[at] ^= mask
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    assert read_all(bytes(harmed)) == good, f"byte {at} changed what is read"
            except Refused:
                refusals += 1
    assert refusals > len(plain_content) // 20


def test_a_cut_file_is_refused_at_every_length(plain_content: bytes) -> None:
    for length in range(0, len(plain_content), 1 if EVERY_BYTE else 11):
        assert "损坏" in refused(plain_content[:length])


def test_bytes_after_the_end_are_refused(plain_content: bytes) -> None:
    assert "损坏" in refused(plain_content + b"x")
    assert "损坏" in refused(plain_content[:-2] + b"\x03\x00abc")


@pytest.mark.parametrize(
    "name",
    ["../../evil", "/etc/passwd", "attachments/../../x", "C:\\x", "attachments/", "readme.txt", "attachments/ab"],
)
def test_a_member_that_no_bundle_has_is_refused(forge: Any, name: str) -> None:
    digest = {"size": 1, "sha256": hashlib.sha256(b"x").hexdigest()}
    assert "损坏" in refused(forge(lambda members, said: members.update({name: b"x"})))

    def declared(members: dict[str, bytes], said: dict[str, Any]) -> None:
        members[name] = b"x"
        said["members"][name] = digest

    assert "损坏" in refused(forge(declared))


def test_a_member_twice_is_refused(plain_content: bytes) -> None:
    out = io.BytesIO(plain_content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(out, "a") as bad:
            bad.writestr("actions.jsonl", b"{}\n")
    assert "损坏" in refused(out.getvalue())


def test_a_zip_bomb_is_refused_before_it_is_unpacked(forge: Any) -> None:
    zeros = b"0" * 20_000_000

    def bomb(members: dict[str, bytes], said: dict[str, Any]) -> None:
        members["actions.jsonl"] = zeros
        said["members"]["actions.jsonl"] = {"size": len(zeros), "sha256": hashlib.sha256(zeros).hexdigest()}

    assert "损坏" in refused(forge(bomb))


def test_a_member_that_lies_about_its_size_is_refused(forge: Any) -> None:
    def lie(members: dict[str, bytes], said: dict[str, Any]) -> None:
        said["members"]["actions.jsonl"]["size"] += 1

    assert "损坏" in refused(forge(lie))


def test_actions_with_another_hash_than_the_manifest_says_are_refused(forge: Any) -> None:
    def swap(members: dict[str, bytes], said: dict[str, Any]) -> None:
        members["actions.jsonl"] = members["actions.jsonl"].replace(b'"seq": 1', b'"seq": 7')

    assert "损坏" in refused(forge(swap))


def test_actions_without_a_last_line_end_are_refused(forge: Any) -> None:
    def cut(members: dict[str, bytes], said: dict[str, Any]) -> None:
        data = members["actions.jsonl"][:-1]
        members["actions.jsonl"] = data
        said["members"]["actions.jsonl"] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}

    assert "损坏" in refused(forge(cut))


def test_a_line_without_end_is_refused(forge: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "LONGEST_LINE", 100)
    line = os.urandom(200).hex().encode()

    def endless(members: dict[str, bytes], said: dict[str, Any]) -> None:
        members["actions.jsonl"] = line
        said["members"]["actions.jsonl"] = {"size": len(line), "sha256": hashlib.sha256(line).hexdigest()}

    assert "损坏" in refused(forge(endless))


def test_a_manifest_of_absurd_size_is_refused(forge: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MAX_MANIFEST", 10)
    assert "损坏" in refused(forge(lambda members, said: None))


def test_too_many_members_are_refused(forge: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MAX_MEMBERS", 2)
    assert "损坏" in refused(forge(lambda members, said: None))


def test_a_zip_of_something_else_is_called_foreign(forge: Any) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as other:
        other.writestr("word/document.xml", "<x/>")
    assert "不是支部工作台的同步包" in refused(out.getvalue())


def test_an_absurd_directory_is_refused_before_it_is_read(plain_content: bytes) -> None:
    end = bytearray(plain_content[-22:])
    end[12:16] = struct.pack("<L", 2**31)
    assert "损坏" in refused(plain_content[:-22] + bytes(end))


@pytest.mark.parametrize("record", [b"PK\x06\x06", b"none"])
def test_an_absurd_directory_in_zip64_is_refused_too(plain_content: bytes, record: bytes) -> None:
    at = len(plain_content) - 22
    zip64 = record + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, 3, 3, 2**40, 0)
    locator = b"PK\x06\x07" + struct.pack("<LQL", 0, at, 1)
    assert "损坏" in refused(plain_content[:-22] + zip64 + locator + plain_content[-22:])


def test_an_encrypted_or_oddly_packed_member_is_refused(plain_content: bytes, photo: Path) -> None:
    directory = plain_content.index(b"PK\x01\x02")
    locked = bytearray(plain_content)
    locked[directory + 8] |= 1
    assert "损坏" in refused(bytes(locked))
    odd = bytearray(plain_content)
    odd[directory + 10] = zipfile.ZIP_LZMA
    assert "损坏" in refused(bytes(odd))


def test_an_attachment_that_was_harmed_on_this_pc_is_not_exported(photo: Path) -> None:
    writer = ContentWriter(io.BytesIO(), Progress())
    with pytest.raises(Refused, match="附件的文件已损坏"):
        writer.add_attachment("0" * 64, photo)


class Harmed(io.BytesIO):
    """A file whose device fails, or that has no such offset, once the directory was read."""

    def __init__(self, data: bytes, number: int) -> None:
        super().__init__(data)
        self.number = number
        self.failing = False

    def read(self, size: int | None = -1) -> bytes:
        if self.failing:
            raise OSError(self.number, "no")
        return super().read(size)


def test_an_offset_outside_the_file_is_damage_and_a_failing_device_is_told_as_such(plain_content: bytes) -> None:
    for number, error in ((errno.EINVAL, Refused), (errno.EIO, OSError)):
        source = Harmed(plain_content, number)
        with Content(source) as content:
            source.failing = True
            with pytest.raises(error):
                content.check(Progress())


def test_checking_a_bundle_can_be_cancelled(plain_content: bytes) -> None:
    progress = Progress()
    progress.cancel()
    with Content(io.BytesIO(plain_content)) as content, pytest.raises(Cancelled):
        content.check(progress)


def test_the_limits_hold_what_a_branch_writes_in_decades() -> None:
    assert MAX_MEMBERS >= 200_000
