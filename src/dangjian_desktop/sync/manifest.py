"""The manifest of a bundle: what it says of itself, checked strictly before anything else of it is believed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.store.journal import Top, Vector
from dangjian_desktop.sync.strict import load_object
from dangjian_desktop.sync.vectors import ranges

FORMAT: Final = "dangjian-bundle"
VERSION: Final = 1
CAPABILITIES: Final = frozenset[str]()
"""What this program understands beyond version 1; a bundle that needs more is refused."""

KIND_SYNC: Final = "sync"
KIND_LABELS: Final[Mapping[str, str]] = {KIND_SYNC: "同步包"}

MANIFEST: Final = "manifest.json"
ACTIONS: Final = "actions.jsonl"
ATTACHMENTS: Final = "attachments/"

MAX_MANIFEST: Final = 64 * 2**20
MAX_ACTIONS: Final = 2**30
MAX_ATTACHMENT: Final = 4 * 2**30
MAX_CONTENT: Final = 64 * 2**30
MAX_MEMBERS: Final = 200_000
MAX_INCARNATIONS: Final = 10_000
MAX_NUMBER: Final = 2**53

_HEX64 = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[0-9A-Za-z_.:-]{1,64}")


class BadManifest(Exception):  # noqa: N818 - becomes a Refused sentence where the file's name is known
    """The manifest does not say what a manifest must say; the text is for the folded details."""


@dataclass(frozen=True)
class Member:
    """One file inside the bundle: bytes and SHA-256 (64 hex digits)."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Incarnation:
    """One life of one PC's data folder: who the numbers in a vector are, in words."""

    id: str
    device: str
    minted_at: str
    why: str


@dataclass(frozen=True)
class Manifest:
    """All that a bundle says of itself.

    ``base`` is what the receiver must have already, ``top`` what it has after the import. ``absent`` names the
    attachments (SHA-256) that the actions speak of and whose files the sender did not have.
    """

    kind: str
    made_at: datetime
    program: str
    sender: str
    author: str
    branch: str
    base: Vector
    top: Vector
    incarnations: tuple[Incarnation, ...]
    actions: int
    operations: int
    members: Mapping[str, Member]
    absent: tuple[str, ...] = ()
    needs: tuple[str, ...] = field(default=())

    @property
    def whole(self) -> bool:
        """Whether it stands on nothing: importable on an empty PC."""
        return not self.base

    @property
    def attachments(self) -> Mapping[str, Member]:
        """The attachments it carries, by SHA-256."""
        return {n.removeprefix(ATTACHMENTS): m for n, m in self.members.items() if n.startswith(ATTACHMENTS)}

    def device(self, incarnation: str) -> str:
        """The name of the PC behind an incarnation."""
        return next((i.device for i in self.incarnations if i.id == incarnation), "") or "未命名的电脑"

    @property
    def sender_device(self) -> str:
        """The name of the PC that made the bundle."""
        return self.device(self.sender)

    def to_bytes(self) -> bytes:
        """Canonical JSON, UTF-8: equal manifests give equal bytes."""
        value = {
            "format": FORMAT,
            "version": VERSION,
            "needs": list(self.needs),
            "kind": self.kind,
            "made_at": self.made_at.isoformat(timespec="seconds"),
            "program": self.program,
            "sender": self.sender,
            "author": self.author,
            "branch": self.branch,
            "base": {inc: [top.seq, top.hash] for inc, top in self.base.items()},
            "top": {inc: [top.seq, top.hash] for inc, top in self.top.items()},
            "incarnations": [
                {"id": i.id, "device": i.device, "minted_at": i.minted_at, "why": i.why} for i in self.incarnations
            ],
            "counts": {"actions": self.actions, "operations": self.operations, "attachments": len(self.attachments)},
            "absent": list(self.absent),
            "members": {name: {"size": m.size, "sha256": m.sha256} for name, m in self.members.items()},
        }
        return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode()

    @classmethod
    def parse(cls, data: bytes) -> Manifest:
        """Read and check a manifest.

        Raises :class:`Refused` for a format or version this program does not know (the sentence says so), and
        :class:`BadManifest` for anything that no program of this version would have written.
        """
        try:
            value = load_object(data)
        except ValueError as error:
            raise BadManifest("no strict JSON") from error
        if value.get("format") != FORMAT:
            raise BadManifest("not a bundle of this program")
        version = value.get("version")
        needs = value.get("needs", [])
        if not isinstance(version, int) or isinstance(version, bool) or version < 1:
            raise BadManifest("version")
        if version > VERSION or (isinstance(needs, list) and not {str(n) for n in needs} <= CAPABILITIES):
            raise Refused(
                "这个同步包是用更新版本的支部工作台做的，本机的版本还读不懂。",
                hint="请先把本机的程序升级，再导入一次。",
            )
        return _manifest(_Fields(value))


class _Fields:
    """Takes typed values out of a JSON object and insists that none is left over."""

    def __init__(self, value: object) -> None:
        if not isinstance(value, dict):
            raise BadManifest("an object was expected")
        self._left = dict(value)

    def take(self, name: str) -> Any:
        if name not in self._left:
            raise BadManifest(f"{name} is missing")
        return self._left.pop(name)

    def text(self, name: str, longest: int = 1000) -> str:
        value = self.take(name)
        if not isinstance(value, str) or len(value) > longest:
            raise BadManifest(name)
        return value

    def identifier(self, name: str) -> str:
        return _identifier(self.text(name))

    def number(self, name: str) -> int:
        return _number(self.take(name), name)

    def items(self, name: str, most: int) -> list[Any]:
        value = self.take(name)
        if not isinstance(value, list) or len(value) > most:
            raise BadManifest(name)
        return value

    def table(self, name: str, most: int) -> dict[str, Any]:
        value = self.take(name)
        if not isinstance(value, dict) or len(value) > most:
            raise BadManifest(name)
        return value

    def end(self) -> None:
        if self._left:
            raise BadManifest(f"unknown: {sorted(self._left)[0][:40]}")


def _manifest(fields: _Fields) -> Manifest:
    fields.take("format")
    fields.take("version")
    needs = tuple(str(n) for n in fields.items("needs", 100))
    kind = fields.text("kind", 40)
    if kind not in KIND_LABELS:
        raise BadManifest("kind")
    made_at = _moment(fields.text("made_at", 40))
    members = {name: _member(name, m) for name, m in fields.table("members", MAX_MEMBERS).items()}
    counts = _Fields(fields.take("counts"))
    result = Manifest(
        kind=kind,
        made_at=made_at,
        program=fields.text("program", 100),
        sender=fields.identifier("sender"),
        author=fields.text("author"),
        branch=fields.text("branch"),
        base=_vector(fields.table("base", MAX_INCARNATIONS)),
        top=_vector(fields.table("top", MAX_INCARNATIONS)),
        incarnations=tuple(_incarnation(i) for i in fields.items("incarnations", MAX_INCARNATIONS)),
        actions=counts.number("actions"),
        operations=counts.number("operations"),
        members=members,
        absent=tuple(_digest(a) for a in fields.items("absent", MAX_MEMBERS)),
        needs=needs,
    )
    attachments = counts.number("attachments")
    counts.end()
    fields.end()
    _check_agreement(result, attachments)
    return result


def _check_agreement(manifest: Manifest, attachments: int) -> None:
    """The parts of a manifest must agree with each other."""
    if attachments != len(manifest.attachments):
        raise BadManifest("number of attachments")
    if ACTIONS not in manifest.members:
        raise BadManifest("no actions")
    if sum(m.size for m in manifest.members.values()) > MAX_CONTENT:
        raise BadManifest("too large")
    known = {i.id for i in manifest.incarnations}
    if len(known) != len(manifest.incarnations) or not set(manifest.top) <= known or manifest.sender not in known:
        raise BadManifest("incarnations")
    for inc, had in manifest.base.items():
        top = manifest.top.get(inc)
        if top is None or top.seq < had.seq:
            raise BadManifest("base beyond top")
        if top.seq == had.seq and top.hash != had.hash:
            raise BadManifest("two hashes of one action")
    if sum(count for _, _, count in ranges(manifest.base, manifest.top)) != manifest.actions:
        raise BadManifest("number of actions")


def _vector(table: dict[str, Any]) -> Vector:
    result: dict[str, Top] = {}
    for inc, mark in table.items():
        if not isinstance(mark, list) or len(mark) != 2:
            raise BadManifest("vector")
        result[_identifier(inc)] = Top(_number(mark[0], "seq", least=1), _digest(mark[1]))
    return result


def _incarnation(value: object) -> Incarnation:
    fields = _Fields(value)
    result = Incarnation(
        fields.identifier("id"), fields.text("device", 200), fields.text("minted_at", 40), fields.text("why", 200)
    )
    fields.end()
    return result


def _member(name: str, value: object) -> Member:
    fields = _Fields(value)
    result = Member(fields.number("size"), _digest(fields.take("sha256")))
    fields.end()
    if name == ACTIONS:
        most = MAX_ACTIONS
    elif name.startswith(ATTACHMENTS) and name.removeprefix(ATTACHMENTS) == result.sha256:
        most = MAX_ATTACHMENT
    else:
        raise BadManifest(f"member {name[:80]!r}")
    if result.size > most:
        raise BadManifest("too large")
    return result


def _number(value: object, name: str, least: int = 0) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= MAX_NUMBER:
        raise BadManifest(name)
    return value


def _digest(value: object) -> str:
    if not isinstance(value, str) or not _HEX64.fullmatch(value):
        raise BadManifest("a SHA-256")
    return value


def _identifier(value: str) -> str:
    if not _ID.fullmatch(value):
        raise BadManifest("an identifier")
    return value


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadManifest("made_at") from error
    if moment.tzinfo is not None:
        raise BadManifest("made_at")
    return moment
