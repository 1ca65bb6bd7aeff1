"""From one PC to another: what arrives, what stays behind, and that nothing is asked twice."""

from __future__ import annotations

import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from dangjian_desktop.base.errors import Cancelled, Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store import Policy
from dangjian_desktop.sync import (
    NOTHING_NEW,
    SAFE_TO_REMOVE,
    apply,
    encrypted,
    export_sync,
    inspect,
    last_import,
    peers,
    read_bundle,
    secrets,
    suggest_name,
    take_back,
)
from dangjian_desktop.sync.model import size_text

from .branch import SCHEMA, Item, Meeting, OpenPC, Reminder

PASSPHRASE = "银杏 渡口 早班 一九"


def kinds(imported: object) -> dict[str, tuple[int, int, int, int]]:
    return {k.kind: (k.new, k.changed, k.deleted, k.conflicts) for k in imported.kinds}  # type: ignore[attr-defined]


@pytest.mark.usefixtures("quick_passphrases")
def test_a_meeting_with_its_photo_arrives_on_an_empty_pc(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    meeting = a.meet("十月主题党日", place="三楼会议室")
    photo = a.attach(meeting, "会场.jpg", b"picture" * 1000)
    exported = a.exported(PASSPHRASE)
    assert (exported.actions, exported.attachments, exported.whole, exported.encrypted) == (2, 1, True, True)
    assert exported.sentence == SAFE_TO_REMOVE
    assert encrypted(exported.path)
    preview = b.read(exported.path, PASSPHRASE)
    assert (preview.from_device, preview.actions, preview.attachments, preview.questions) == ("甲", 2, 1, ())
    assert b.get(Meeting, meeting) is None, "a preview changes nothing"
    imported = apply(b.store, preview, Progress())
    assert kinds(imported) == {"y_meetings": (1, 0, 0, 0), "attachments": (1, 0, 0, 0)}
    assert imported.backup is None, "an empty PC has nothing to back up"
    assert "甲" in imported.sentence
    assert "1 个附件" in imported.sentence
    assert b.get(Meeting, meeting).place == "三楼会议室"
    assert b.store.attachments.path(photo).read_bytes() == b"picture" * 1000
    assert a.shared() == b.shared()


def test_importing_the_same_bundle_twice_changes_nothing(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    a.attach(a.meet("十月主题党日"), "会场.jpg", b"picture")
    bundle = a.export()
    b.take(bundle)
    before = b.shared(), b.store.journal.vector()
    preview = b.read(bundle)
    assert preview.nothing_new
    assert preview.lines[-1] == ("内容", NOTHING_NEW)
    assert apply(b.store, preview, Progress()).sentence == NOTHING_NEW
    assert (b.shared(), b.store.journal.vector()) == before


def test_the_stick_may_be_pulled_out_after_the_preview(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    photo = a.attach(a.meet("十月主题党日"), "会场.jpg", b"picture")
    bundle = a.export()
    preview = b.read(bundle)
    bundle.unlink()
    apply(b.store, preview, Progress())
    assert b.store.attachments.check(photo)
    assert not any((b.store.folder / "incoming").iterdir())


def test_a_dropped_preview_leaves_nothing_and_cannot_be_applied(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    photo = a.attach(a.meet("十月主题党日"), "会场.jpg", b"picture")
    bundle = a.export()
    first = b.read(bundle)
    second = b.read(bundle)
    with pytest.raises(Refused, match="又读取了别的"):
        apply(b.store, first, Progress())
    second.discard()
    assert not any((b.store.folder / "incoming").iterdir())
    assert not b.store.attachments.has(photo)
    assert b.store.journal.vector() == {}


def test_the_second_bundle_holds_only_what_is_new(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    meeting = a.meet("十月主题党日")
    a.attach(meeting, "会场.jpg", b"picture")
    b.take_from(a)
    b.edit(meeting, place="二楼")
    back = b.exported()
    assert (back.actions, back.attachments, back.whole) == (1, 0, False)
    a.take(back.path)
    a.meet("十月支委会")
    again = a.exported()
    assert (again.actions, again.whole) == (1, False)
    b.take(again.path)
    assert a.shared() == b.shared()


def test_a_bundle_that_brings_nothing_still_tells_what_its_sender_has(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    a.meet("一月支委会")
    b.take_from(a)
    receipt = b.exported()
    assert receipt.actions == 0
    for _ in range(2):
        preview = a.read(receipt.path)
        assert preview.nothing_new
        preview.discard()
        assert len(a.store.exchange.imports()) == 1
    assert last_import(a.store) is None
    a.meet("二月支委会")
    assert a.exported().actions == 1


def test_what_was_sent_and_got_lost_is_sent_again(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    a.meet("一月支委会")
    b.take_from(a)
    a.take_from(b)
    a.meet("二月支委会")
    a.export()  # the stick is lost
    a.meet("三月支委会")
    assert a.exported().actions == 2


def test_a_whole_bundle_can_be_asked_for(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    a.meet("一月支委会")
    b.take_from(a)
    b.meet("二月支委会")
    assert not b.exported().whole
    whole = b.exported(whole=True)
    assert (whole.whole, whole.actions) == (True, 2)


def test_a_third_pc_never_heard_from_gets_everything(open_pc: OpenPC) -> None:
    a, b, c = open_pc("甲"), open_pc("乙"), open_pc("丙")
    a.meet("一月支委会")
    c.meet("丙的会")
    b.take_from(a)
    b.take_from(c)
    a.take_from(b)
    a.meet("二月支委会")
    known = {peer.device: peer for peer in peers(a.store)}
    assert known["乙"].vector is not None
    assert known["丙"].vector is None
    assert a.exported().whole
    only_b = a.exported(to=[known["乙"].incarnation])
    assert (only_b.whole, only_b.actions) == (False, 1)
    with pytest.raises(Refused, match="没有这台电脑"):
        a.exported(to=["nobody"])


def test_three_pcs_that_all_spoke_get_what_each_of_them_lacks(open_pc: OpenPC) -> None:
    a, b, c = open_pc("甲"), open_pc("乙"), open_pc("丙")
    a.meet("一月支委会")
    b.take_from(a)
    c.take_from(a)
    b.meet("乙的会")
    a.take_from(b)
    c.meet("丙的会")
    a.take_from(c)
    a.meet("二月支委会")
    bundle = a.export()
    for other in (b, c):
        other.take(bundle)
        assert other.shared() == a.shared()


def test_a_bundle_that_stands_on_something_missing_names_who_and_what(open_pc: OpenPC) -> None:
    a, b, c = open_pc("甲"), open_pc("乙"), open_pc("丙")
    a.meet("一月支委会")
    a.meet("二月支委会")
    b.take_from(a)
    b.meet("三月支委会")
    bundle = b.export()
    with pytest.raises(Refused, match="甲") as refusal:
        c.read(bundle)
    assert "1—2" in str(refusal.value)
    assert "完整" in str(refusal.value)
    c.take(b.export(whole=True))
    assert c.take(bundle).sentence == NOTHING_NEW


def test_what_is_one_persons_own_never_leaves(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    meeting = a.meet("谈心谈话", notes="私下的要点", memo="只给自己看的备忘")
    with a.store.write("提醒自己去医院", "remind") as tx:
        reminder = tx.create(Reminder, {"text": "下午去医院"})
    bundle = a.export()
    with zipfile.ZipFile(bundle) as content:
        everything = b"".join(content.read(name) for name in content.namelist()).decode()
    for own in ("只给自己看的备忘", "医院"):
        assert own not in everything
    b.take(bundle)
    assert (b.get(Meeting, meeting).notes, b.get(Meeting, meeting).memo) == ("私下的要点", None)
    assert b.get(Reminder, reminder) is None
    assert SCHEMA.kinds["y_meetings"].policy("memo") is Policy.OWN
    b.edit(meeting, place="二楼")
    a.take_from(b)
    assert a.get(Meeting, meeting).memo == "只给自己看的备忘"


def test_an_empty_pc_has_nothing_to_export(open_pc: OpenPC, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有可以导出的"):
        open_pc("甲").export()


def test_the_backup_before_an_import_opens_as_it_was(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    b.meet("乙的会")
    a.meet("甲的会")
    imported = b.take_from(a)
    assert imported.backup is not None
    assert imported.backup.is_file()


def test_two_pcs_without_common_history_are_asked_about(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    a.meet("甲的会")
    b.meet("乙的会")
    (question,) = b.read(a.export(branch="机关第二党支部")).questions
    assert "从未交换过" in question
    assert "机关第二党支部" in question
    (question,) = b.read(a.export()).questions
    assert "“甲”从未交换过" in question
    b.take_from(a)
    a.meet("又一次会")
    assert b.read(a.export()).questions == ()


def test_many_deletions_are_asked_about(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    meetings = [a.meet(f"第{n}次会") for n in range(30)]
    b.take_from(a)
    a.take_from(b)
    for meeting in meetings[:4]:
        a.delete(meeting)
    assert b.read(a.export()).questions == ()
    for meeting in meetings[4:9]:
        a.delete(meeting)
    assert b.read(a.export()).questions == ()
    for meeting in meetings[9:12]:
        a.delete(meeting)
    (question,) = b.read(a.export()).questions
    assert "30 条会议中有 12 条会被删除" in question


def test_a_preview_counts_what_is_new_changed_deleted_and_contested(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    changed, gone, contested = a.meet("改"), a.meet("删"), a.meet("争", place="一楼")
    b.take_from(a)
    a.take_from(b)
    a.edit(changed, place="三楼")
    a.delete(gone)
    a.edit(contested, place="三楼")
    b.edit(contested, place="五楼")
    with a.store.write("议题") as tx:
        tx.add(Item, changed, {"text": "第一项"})
    preview = b.read(a.export())
    assert kinds(preview) == {"y_meetings": (0, 2, 1, 1), "y_items": (1, 0, 0, 0)}
    assert preview.conflicts == 1
    words = dict(preview.lines)
    assert words["会议"] == "修改 2，删除 1，待核对 1"
    assert words["议题"] == "新增 1"
    imported = apply(b.store, preview, Progress())
    assert "1 处两边都改过" in imported.sentence
    assert [c.field for c in b.conflicts()] == ["place"]


def test_an_attachment_the_sender_lost_is_named_and_heals_later(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    meeting = a.meet("十月主题党日")
    photo = a.attach(meeting, "会场.jpg", b"picture")
    file = a.store.attachments.path(photo)
    file.unlink()
    exported = a.exported()
    assert exported.absent == ("会场.jpg",)
    preview = b.read(exported.path)
    assert any("1 个附件" in note for note in preview.notes)
    apply(b.store, preview, Progress())
    file.write_bytes(b"picture")
    healed = b.read(a.export(whole=True))
    assert (healed.actions, healed.attachments, healed.nothing_new) == (0, 1, False)
    assert healed.notes == ()
    apply(b.store, healed, Progress())
    assert b.store.attachments.check(photo)


def test_a_damaged_attachment_does_not_travel(open_pc: OpenPC) -> None:
    a = open_pc("甲")
    photo = a.attach(a.meet("十月主题党日"), "会场.jpg", b"picture")
    a.store.attachments.path(photo).write_bytes(b"rotten!")
    exported = a.exported()
    assert (exported.attachments, exported.absent) == (0, ("会场.jpg",))


def test_an_attachment_added_here_meanwhile_stays_when_the_import_fails(
    open_pc: OpenPC, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    meeting = a.meet("十月主题党日")
    mine = a.attach(meeting, "会场.jpg", b"picture")
    other = a.attach(meeting, "签到表.jpg", b"sheet")
    preview = b.read(a.export())
    b.attach(b.meet("乙的会"), "会场.jpg", b"picture")
    progress = Progress(lambda done, total, text: stop() if text == "正在导入" else None)

    def stop() -> None:
        raise Cancelled()

    with pytest.raises(Cancelled):
        apply(b.store, preview, progress)
    assert b.store.attachments.check(mine)
    assert not b.store.attachments.has(other)
    assert b.get(Meeting, meeting) is None


@pytest.mark.usefixtures("quick_passphrases")
def test_a_bundle_can_be_inspected_without_a_store(open_pc: OpenPC) -> None:
    a = open_pc("甲", author="赵青禾")
    a.attach(a.meet("十月主题党日"), "会场.jpg", b"picture" * 1000)
    locked = a.export(PASSPHRASE, branch="机关第一党支部")
    closed = inspect(locked)
    assert (closed.encrypted, closed.readable) == (True, False)
    assert "口令" in dict(closed.lines)["加密"]
    told = inspect(locked, PASSPHRASE)
    assert told.branch == "机关第一党支部"
    assert dict(told.lines) == {
        "文件": locked.name,
        "种类": "同步包",
        "来自": "甲（赵青禾）",
        "做包时间": "2026-10-12 09:00",
        "加密": "是",
        "范围": "完整",
        "操作": "2 步",
        "附件": "1 个，共 6.8 KB",
    }
    plain = inspect(a.export())
    assert (plain.encrypted, plain.readable, dict(plain.lines)["加密"]) == (False, True, "否")


@pytest.mark.parametrize(("size", "says"), [(0, "0 B"), (1023, "1023 B"), (1536, "1.5 KB"), (5 * 2**30, "5.0 GB")])
def test_sizes_are_told_in_words(size: int, says: str) -> None:
    assert size_text(size) == says


def test_a_program_that_does_not_know_its_version_exports_all_the_same(
    open_pc: OpenPC, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", unknown)
    a = open_pc("甲")
    a.meet("一月支委会")
    assert inspect(a.export()).program == ""


def test_a_suggested_name_says_whose_and_when(open_pc: OpenPC) -> None:
    a = open_pc("甲")
    assert suggest_name(a.store, "机关第一党支部") == "同步包 机关第一党支部 2026-10-12 甲.djb"
    assert suggest_name(a.store) == "同步包 2026-10-12 甲.djb"


def test_exporting_can_be_cancelled_and_leaves_nothing(open_pc: OpenPC) -> None:
    a = open_pc("甲")
    a.attach(a.meet("十月主题党日"), "会场.jpg", b"picture")
    for words in ("正在收集操作", "正在核对附件", "正在写入附件", "正在加密", "正在核对同步包"):

        def listen(done: int, total: int, text: str, words: str = words) -> None:
            if text == words:
                raise Cancelled()

        passphrase = PASSPHRASE if words == "正在加密" else None
        with pytest.raises(Cancelled):
            export_sync(a.store, a.desk / "包.djb", passphrase, Progress(listen))
        assert [p.name for p in a.desk.iterdir()] == ["会场.jpg"]


def test_a_blank_passphrase_is_refused_before_anything_is_written(open_pc: OpenPC) -> None:
    a = open_pc("甲")
    a.meet("十月主题党日")
    with pytest.raises(Refused, match="口令是空的"):
        a.export("  ")
    assert list(a.desk.iterdir()) == []


def test_reading_can_be_cancelled_and_changes_nothing(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    a.attach(a.meet("十月主题党日"), "会场.jpg", b"picture")
    bundle = a.export()
    for words in ("正在核对同步包", "正在核对每一步操作", "正在取出附件", "正在导入"):

        def listen(done: int, total: int, text: str, words: str = words) -> None:
            if text == words:
                raise Cancelled()

        with pytest.raises(Cancelled):
            read_bundle(b.store, bundle, None, Progress(listen))
        assert b.store.journal.vector() == {}
        assert not any((b.store.folder / "incoming").iterdir())


def test_listeners_hear_of_an_import_and_of_taking_it_back(open_pc: OpenPC) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    meeting = a.meet("十月主题党日")
    heard: list[tuple[str, bool]] = []
    b.store.changed.append(lambda changes: heard.append((changes.origin, ("y_meetings", meeting) in changes.records)))
    b.take_from(a)
    take_back(b.store)
    assert heard == [("import", True), ("takeback", True)]


def test_a_large_bundle_streams_through_the_envelope(
    open_pc: OpenPC, monkeypatch: pytest.MonkeyPatch, quick_passphrases: None
) -> None:
    monkeypatch.setattr(secrets, "ONE_PIECE", 1000)
    a, b = open_pc("甲"), open_pc("乙")
    photo = a.attach(a.meet("十月主题党日"), "会场.jpg", bytes(range(256)) * 2000)
    bundle = a.export(PASSPHRASE)
    assert bundle.read_bytes().startswith(b"dangjian-envelope 1 ")
    b.take(bundle, PASSPHRASE)
    assert b.store.attachments.check(photo)
    with pytest.raises(Refused, match="口令不对"):
        b.read(bundle, "wrong one")


def test_nothing_the_user_typed_as_passphrase_stays_anywhere(
    open_pc: OpenPC, quick_passphrases: None, tmp_path: Path
) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    a.meet("十月主题党日")
    b.take(a.export(PASSPHRASE), PASSPHRASE)
    for pc in (a, b):
        for file in pc.store.folder.rglob("*"):
            if file.is_file():
                assert PASSPHRASE.encode() not in file.read_bytes(), file


def test_pcs_of_one_name_count_as_one_peer_under_its_latest_life(open_pc: OpenPC, clock: object) -> None:
    a, b = open_pc("甲"), open_pc("乙")
    b.meet("乙的会")
    a.take_from(b)
    clock.advance(days=1)  # type: ignore[attr-defined]
    with b.store._core.db.transaction():
        b.store.journal.mint("乙", "restore")
    b.meet("恢复后的会")
    a.take_from(b)
    (peer,) = peers(a.store)
    assert peer.incarnation == b.store.journal.inc


def test_pcs_that_happen_to_have_one_name_are_served_each(open_pc: OpenPC) -> None:
    a, b, c = open_pc("甲"), open_pc("乙", device="办公室"), open_pc("丙", device="办公室")
    a.meet("一月支委会")
    for pc in (b, c):
        pc.take_from(a)
        pc.meet("办公室的会")
    a.take_from(b)
    b.take_from(c)
    a.take_from(b)
    a.meet("二月支委会")
    assert [(peer.device, peer.vector is None) for peer in peers(a.store)].count(("办公室", True)) == 1
    bundle = a.export()
    c.take(bundle)
    b.take(bundle)
    assert a.shared() == b.shared() == c.shared()
