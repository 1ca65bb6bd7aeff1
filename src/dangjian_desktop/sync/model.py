"""What the verbs of the exchange give back: plain frozen data for the window and the command line."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from dangjian_desktop.store.journal import Vector

SAFE_TO_REMOVE = "已写好并读回核对无误，可以拔出U盘。"
NOTHING_NEW = "没有新内容。"


@dataclass(frozen=True)
class Peer:
    """Another PC of the branch, as this one knows it.

    ``vector`` is what it certainly has (the top of the last bundle that came from it); None when no bundle ever came
    from it directly, so that only a whole bundle serves it.
    """

    incarnation: str
    device: str
    vector: Vector | None


@dataclass(frozen=True)
class Exported:
    """A bundle that was written, fsynced, renamed and read back.

    ``size`` in bytes; ``whole`` when it stands on nothing; ``absent`` the names of attachments whose files are missing
    on this PC, so that they could not go along.
    """

    path: Path
    size: int
    encrypted: bool
    whole: bool
    actions: int
    operations: int
    attachments: int
    absent: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What the user may do now."""
        return SAFE_TO_REMOVE


@dataclass(frozen=True)
class Inspection:
    """What a bundle says of itself, without any store. ``readable`` is False while the passphrase is wanting.

    ``lines`` are pairs (label, value) in Chinese, for a dialog or the terminal.
    """

    path: Path
    size: int
    encrypted: bool
    readable: bool
    kind: str = ""
    sender: str = ""
    author: str = ""
    branch: str = ""
    made_at: str = ""
    program: str = ""
    whole: bool = False
    actions: int = 0
    operations: int = 0
    attachments: int = 0
    attachment_bytes: int = 0
    base: Vector = field(default_factory=dict)
    top: Vector = field(default_factory=dict)

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The inspection in words."""
        if not self.readable:
            return (("文件", self.path.name), ("加密", "是，需要支部口令才能查看内容"))
        return (
            ("文件", self.path.name),
            ("种类", self.kind),
            ("来自", self.sender + (f"（{self.author}）" if self.author else "")),
            ("做包时间", self.made_at),
            ("加密", "是" if self.encrypted else "否"),
            ("范围", "完整" if self.whole else "只含新增部分"),
            ("操作", f"{self.actions} 步"),
            ("附件", f"{self.attachments} 个，共 {size_text(self.attachment_bytes)}"),
        )


@dataclass(frozen=True)
class KindCount:
    """How many records of one kind an import makes, changes, deletes or brings into 待核对."""

    kind: str
    label: str
    new: int = 0
    changed: int = 0
    deleted: int = 0
    conflicts: int = 0

    @property
    def sentence(self) -> str:
        """Such as 会议：新增 2，修改 1，待核对 1."""
        parts = (("新增", self.new), ("修改", self.changed), ("删除", self.deleted), ("待核对", self.conflicts))
        return f"{self.label}：" + "，".join(f"{word} {number}" for word, number in parts if number)


@dataclass(frozen=True)
class Imported:
    """What an import did. ``backup`` is the backup made just before it, None when there was nothing to lose."""

    actions: int
    kinds: tuple[KindCount, ...]
    attachments: int
    records: frozenset[tuple[str, str]]
    conflicts: int
    backup: Path | None
    from_device: str

    @property
    def sentence(self) -> str:
        """What happened, in a sentence."""
        if not self.actions:
            return NOTHING_NEW
        text = f"已导入来自“{self.from_device}”的 {self.actions} 步操作"
        text += f"、{self.attachments} 个附件。" if self.attachments else "。"
        if self.conflicts:
            text += f"有 {self.conflicts} 处两边都改过，已列入待核对，两边写的都还在。"
        return text


@dataclass(frozen=True)
class TakenBack:
    """An import that was taken back as a whole: how many actions left, which records were touched."""

    actions: int
    records: frozenset[tuple[str, str]]
    from_device: str

    @property
    def sentence(self) -> str:
        """What happened, in a sentence."""
        return f"已撤回来自“{self.from_device}”的导入，共 {self.actions} 步操作，本机恢复到导入之前。"


@dataclass(frozen=True)
class Duplicates:
    """Records of one kind that are probably the same thing, oldest first. ``key`` is what they have in common."""

    kind: str
    label: str
    key: tuple[object, ...]
    ids: tuple[str, ...]


def size_text(size: int) -> str:
    """Bytes in words: 512 B, 3.4 KB, 12.0 MB."""
    value = float(size)
    for unit in ("B", "KB", "MB"):
        if value < 1024:
            return f"{size} B" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1024
    return f"{value:.1f} GB"
