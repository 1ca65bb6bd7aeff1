"""Opening, damage, backups, restoring, copies of the folder, places and clocks."""

from __future__ import annotations

import errno
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dangjian_desktop.base.errors import Cancelled, Damaged, Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store import Attachment, Store, location
from dangjian_desktop.store import backup as backups


@pytest.fixture
def filled(store, club, tmp_path):
    """A store with an outing that has a photo; its id."""
    photo = tmp_path / "照片.jpg"
    photo.write_bytes(b"picture" * 1000)
    stored = store.attachments.add(photo)
    with store.write("安排") as tx:
        outing = tx.create(club.Outing, {"title": "秋游"})
        tx.add(Attachment, outing, {"sha256": stored.sha256, "name": stored.name, "size": stored.size})
    return outing


def title(store, club, outing):
    with store.read() as r:
        return r.need(club.Outing, outing).title


# -- opening


def test_a_second_program_is_told_who_has_the_folder_open(store, open_store):
    with pytest.raises(Refused, match="正在使用中（pc，2026-10-12 09:00:00 打开）"):
        open_store()
    store.close()
    open_store()


def test_closing_twice_does_nothing_and_the_folder_stays_with_whoever_opened_it_since(store, open_store):
    store.close()
    again = open_store()
    store.close()
    with pytest.raises(Refused, match="正在使用中（pc"):
        open_store()
    assert again.verify() == []


def test_reading_only_works_beside_an_open_window_and_writes_nothing(store, club, filled, open_store, tmp_path):
    reader = open_store("pc", read_only=True)
    assert title(reader, club, filled) == "秋游"
    with pytest.raises(Refused, match="只读"), reader.write("改") as tx:
        tx.edit(club.Outing, filled, {"title": "改"})
    with pytest.raises(Refused, match="只读"):
        reader.attachments.add(tmp_path / "照片.jpg")
    with pytest.raises(Refused, match="没有数据"):
        open_store("nowhere", read_only=True)


def test_a_place_that_can_not_be_a_folder_is_refused(open_store, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(Refused, match="不能使用文件夹"):
        open_store("file/inside")


def test_a_folder_that_can_not_be_written_is_refused(open_store, tmp_path, monkeypatch):
    def denied(*_args):
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr("os.open", denied)
    with pytest.raises(Refused, match="不能写入"):
        open_store("pc")


@pytest.mark.parametrize("cut", [0, 1, 100, 4096, 5000, 20000])
def test_a_truncated_file_is_called_damaged_and_never_silently_replaced(store, filled, open_store, cut):
    store.close()
    file = store.folder / "store.db"
    whole = file.read_bytes()
    file.write_bytes(whole[:cut])
    with pytest.raises(Damaged):
        open_store()
    assert file.read_bytes() == whole[:cut]
    file.write_bytes(whole)
    assert open_store().verify() == []


def test_another_kind_of_file_is_called_damaged(store, open_store):
    store.close()
    (store.folder / "store.db").write_bytes(b"no database at all" * 1000)
    with pytest.raises(Damaged, match="不是本程序的数据文件"):
        open_store()


def test_a_lost_data_file_with_backups_is_not_replaced_by_an_empty_one(store, filled, open_store):
    store.backups.make()
    store.close()
    (store.folder / "store.db").unlink()
    with pytest.raises(Damaged, match="备份还在"):
        open_store()


def test_a_tampered_last_record_is_noticed_at_the_start(store, filled, open_store):
    with store._core.db.transaction():
        store._core.db.run("UPDATE journal_action SET author='someone else'")
    assert "校验码" in str(store.verify()[0])
    store.close()
    with pytest.raises(Damaged, match="校验码"):
        open_store()


def test_a_full_disk_is_said_and_nothing_is_half_done(store, club, filled):
    db = store._core.db
    pages = db.value("PRAGMA page_count")
    db.run(f"PRAGMA max_page_count={pages}")
    with pytest.raises(Refused, match="磁盘已满"), store.write("长文") as tx:
        tx.create(club.Outing, {"story": "很长" * 200000})
    db.run("PRAGMA max_page_count=1000000")
    assert store.verify() == []
    assert store.undo_label() == "安排"


def test_an_encrypted_file_opens_only_with_its_key(open_store, club):
    key = bytes(range(32))
    one = open_store("pc", key=key)
    with one.write("安排") as tx:
        outing = tx.create(club.Outing, {"title": "秋游"})
    one.backups.make()
    one.close()
    with pytest.raises(Damaged):
        open_store("pc")
    assert title(open_store("pc", key=key), club, outing) == "秋游"


# -- clocks and places


@pytest.mark.parametrize(("now", "part"), [
    (datetime(2026, 10, 13), None), (datetime(2001, 1, 1), "早于"), (datetime(2026, 9, 1), "早于"),
    (datetime(2035, 1, 1), "超过三年"),
])  # fmt: skip
def test_a_clock_years_off_is_said(store, filled, clock, now, part):
    clock.now = now
    found = store.warnings()
    assert (part is None and not found) or part in "".join(found)


@pytest.mark.parametrize(("place", "word"), [
    ("C/Users/x/OneDrive/数据", "OneDrive"), ("坚果云/支部", "坚果云"), ("普通/支部", None), ("WPS云盘/x", "WPS云盘"),
])  # fmt: skip
def test_a_synced_folder_is_warned_of(tmp_path, place, word):
    found = location.warnings(tmp_path / place)
    assert [word in text for text in found] == ([True] if word else [])


def test_network_shares_and_sticks_are_warned_of(monkeypatch):
    mounts = "/dev/a / ext4 rw 0 0\n//srv/x /mnt/our\\040share cifs rw 0 0\n/dev/b /media/stick vfat rw 0 0\nbad\n"
    assert location.file_system(Path("/mnt/our share/data"), mounts) == "cifs"
    assert location.file_system(Path("/mnt/other"), mounts) == "ext4"
    assert location.file_system(Path("/x"), "") == ""
    monkeypatch.setattr(location, "_mounts", lambda: mounts)
    assert "网络共享盘" in location.warnings(Path("/mnt/our share/data"))[0]
    assert "U盘" in location.warnings(Path("/media/stick/data"))[0]
    assert location.warnings(Path("/home/x")) == []


# -- backups


def test_a_backup_file_holds_everything_and_restores_it_under_a_new_incarnation(
    store, club, filled, open_store, tmp_path, clock
):
    file = store.backups.write_file(tmp_path / "整份.zip", Progress())
    assert store.backups.last_good() == clock()
    with store.write("改") as tx:
        tx.edit(club.Outing, filled, {"title": "后来"})
    former = store.journal.inc
    store.close()
    kept = Store.restore_file(file, store.folder, club.schema, clock=clock)
    assert kept.exists()
    back = open_store()
    assert title(back, club, filled) == "秋游"
    assert back.journal.inc != former
    assert back.journal.incarnations()[back.journal.inc].why == "restore"
    assert back.verify() == []
    elsewhere = tmp_path / "新电脑"
    elsewhere.mkdir()
    assert Store.restore_file(file, elsewhere, club.schema, clock=clock) is None
    assert open_store("新电脑").verify() == []
    back.close()
    assert Store.restore_file(kept, store.folder, club.schema, clock=clock) != kept
    assert title(open_store(), club, filled) == "后来"


@pytest.mark.parametrize("spoil", ["missing", "cut", "foreign", "attachment", "extra", "empty zip"])
def test_a_bad_backup_is_refused_and_the_data_stays(store, club, filled, open_store, tmp_path, spoil):
    import zipfile

    file = store.backups.write_file(tmp_path / "整份.zip")
    store.close()
    data = file.read_bytes()
    if spoil == "missing":
        file.unlink()
    elif spoil == "cut":
        file.write_bytes(data[: len(data) // 2])
    elif spoil == "foreign":
        file.write_bytes(b"hello" * 1000)
    elif spoil == "attachment":
        at = data.index(b"picturepicture")
        file.write_bytes(data[:at] + b"P" + data[at + 1 :])
    else:
        with zipfile.ZipFile(file, "w" if spoil == "empty zip" else "a") as archive:
            archive.writestr("../evil" if spoil == "extra" else "attachments/" + "0" * 64, b"x")
    with pytest.raises(Refused):
        Store.restore_file(file, store.folder, club.schema)
    assert title(open_store(), club, filled) == "秋游"


def test_backups_go_to_the_second_place_too_and_a_missing_stick_is_said(store, filled, tmp_path, clock):
    place = tmp_path / "另一个盘" / "备份"
    store.backups.set_second_place(place)
    made = store.backups.make()
    assert (place / made.path.name).exists()
    assert len(list(place.glob("attachments/*/*"))) == 1
    clock.advance(days=1)
    store.backups.make()
    shutil.rmtree(place)
    clock.advance(days=1)
    with pytest.raises(Refused, match="第二个位置不在"):
        store.backups.make()
    assert len(store.backups.list()) == 3
    with pytest.raises(Refused, match="不能在数据文件夹里面"):
        store.backups.set_second_place(store.folder / "backups")
    (tmp_path / "file").write_text("x")
    with pytest.raises(Refused, match="没能"):
        store.backups.set_second_place(tmp_path / "file")
    store.backups.set_second_place(None)
    assert store.backups.second_place is None


def test_one_backup_a_day_is_enough_and_old_ones_are_thinned(store, filled, clock):
    assert store.backups.last_good() is None
    first = store.backups.daily()
    assert store.backups.daily() is None
    assert first.reason == "daily"
    clock.advance(days=1)
    assert store.backups.daily() is not None
    before = store.backups.before_import()
    (store.backups.folder / "stranger_x.db").write_bytes(b"")
    assert before in [backup.path for backup in store.backups.list()]


def test_of_many_imports_within_a_second_the_newest_backups_are_kept(store, club, filled):
    made = []
    for n in range(25):
        with store.write("改") as tx:
            tx.edit(club.Outing, filled, {"title": f"第{n}次"})
        made.append(store.backups.before_import())
        assert made[-1].exists()
        assert store.backups.list()[0].path == made[-1]
    store.backups.thin()
    assert [path for path in reversed(made) if path.exists()] == [backup.path for backup in store.backups.list()]
    assert [path for path in made if path.exists()] == made[-10:]


def test_thinning_keeps_days_weeks_and_months(tmp_path):
    days = [datetime(2026, 10, 12) - timedelta(days=n) for n in range(400)]
    entries = [backups.Backup(tmp_path / f"{day:%Y%m%d}", day, "daily", 1) for day in days]
    kept = backups.keep(entries)
    assert {entry.path for entry in entries[:14]} <= kept
    assert len(kept) <= 14 + 8 + 24
    assert any(path.name.startswith("202509") for path in kept)


def test_a_cancelled_backup_leaves_nothing(store, filled):
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        store.backups.make(progress=progress)
    assert list(store.backups.folder.glob("*")) == []


def test_a_backup_that_can_not_be_written_is_said(store, filled, tmp_path):
    with pytest.raises(Refused, match="没能"):
        store.backups.write_file(tmp_path / "nowhere" / "x.zip")


def test_the_place_of_a_copy_on_disk_full_is_cleaned(tmp_path, monkeypatch):
    def full(_source, target):
        Path(target).write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "a").write_bytes(b"x")
    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(OSError, match="space"):
        backups._copy_durably(tmp_path / "a", tmp_path / "b")
    assert not (tmp_path / "b.part").exists()


# -- copies of the folder


def test_a_copied_or_older_folder_gets_a_new_incarnation(store, club, filled, open_store, tmp_path):
    store.close()
    mark = tmp_path / "outside" / "mark.json"
    one = open_store("pc", mark=mark)
    inc = one.journal.inc
    one.close()
    shutil.copytree(tmp_path / "pc", tmp_path / "old")
    shutil.copytree(tmp_path / "pc", tmp_path / "twin")
    one = open_store("pc", mark=mark)
    assert one.journal.inc == inc
    with one.write("改") as tx:
        tx.edit(club.Outing, filled, {"title": "改"})
    one.close()

    twin = open_store("twin", mark=mark)
    assert twin.journal.incarnations()[twin.journal.inc].why == "copied"
    twin.close()
    other = open_store("twin", mark=tmp_path / "other machine.json")
    assert other.journal.incarnations()[other.journal.inc].why == "moved"
    other.close()
    one = open_store("pc", mark=mark)
    with one.write("改") as tx:
        tx.edit(club.Outing, filled, {"title": "再改"})
    one.close()
    shutil.copyfile(tmp_path / "old" / "store.db", tmp_path / "pc" / "store.db")
    one = open_store("pc", mark=mark)
    assert one.journal.incarnations()[one.journal.inc].why == "older"
    one.close()
    (tmp_path / "pc").rename(tmp_path / "moved")
    before = Store.open(tmp_path / "moved", club.schema, read_only=True)
    inc = before.journal.inc
    before.close()
    assert open_store("moved", mark=mark).journal.inc == inc, "a folder that only moved stays what it was"


def test_a_damaged_or_unwritable_mark_does_no_harm(open_store, tmp_path, monkeypatch):
    mark = tmp_path / "mark.json"
    mark.write_text("{")
    open_store("pc", mark=mark).close()

    def denied(*_args, **_more):
        raise PermissionError

    monkeypatch.setattr(Path, "replace", denied)
    assert open_store("pc", mark=mark).journal.vector() == {}


# -- verify


def test_verify_finds_what_does_not_agree_with_the_journal(store, club, filled):
    db = store._core.db
    assert store.verify() == []
    tables = (
        "t_outings",
        "attachments",
        "conflict",
        "merge_alias",
        "search_doc",
        "journal_operation",
        "journal_action",
    )

    def spoiled(*statements):
        before = store.folder / "copy.db"
        before.unlink(missing_ok=True)
        db.copy_into(before)
        with db.transaction():
            for statement in statements:
                db.run(statement)
        found = [str(problem) for problem in store.verify()]
        with db.transaction():
            for table in tables:
                db.run(f"DELETE FROM {table}")
        db.attach(before, "before")
        with db.transaction():
            for table in tables:
                db.run(f"INSERT INTO main.{table} SELECT * FROM before.{table}")
        db.run("DETACH before")
        assert store.verify() == []
        return found

    assert "出游记录与日志不一致" in spoiled("UPDATE t_outings SET title='假'")[0]
    assert "待核对清单" in spoiled("INSERT INTO conflict VALUES ('a','b','c','[]')")[0]
    assert "合并清单" in spoiled("INSERT INTO merge_alias VALUES ('a','b','c','d')")[0]
    assert "搜索索引" in spoiled("UPDATE search_doc SET names='x'")[0]
    assert "索引不完整" in spoiled("DELETE FROM journal_operation")[0]
    assert "之前有缺失" in spoiled("UPDATE journal_action SET seq=2")[0]
    assert "接不上" in spoiled("UPDATE journal_action SET prev='x'")[0]
    assert "缺少校验" in spoiled("UPDATE journal_action SET salts='{}'")[0]
    (sha256,) = store.attachments.all()
    file = store.attachments.path(sha256)
    file.write_bytes(b"other")
    assert "已损坏" in str(store.verify()[0])
    file.unlink()
    assert "不在本机" in str(store.verify()[0])


# -- the last corners


def test_who_holds_the_folder_is_unknown_when_the_note_is_unreadable(store, open_store):
    (store.folder / "in-use.lock").write_text("[]", encoding="utf-8")
    with pytest.raises(Refused, match="另一个窗口"):
        open_store()


def test_a_file_without_its_basic_facts_is_called_damaged(store, open_store):
    with store._core.db.transaction():
        store._core.db.run("DELETE FROM meta WHERE name='known'")
    store.close()
    with pytest.raises(Damaged, match="缺少基本信息"):
        open_store()


def test_an_older_store_without_a_name_gets_one_with_its_first_mark(store, open_store, tmp_path):
    with store._core.db.transaction():
        store._core.db.run("DELETE FROM meta WHERE name='store'")
    store.close()
    opened = open_store(mark=tmp_path / "mark.json")
    opened.author = "文书"
    assert (opened.author, opened.device) == ("文书", "pc")
    assert (opened.folder / "store.name").exists()


def test_a_broken_copy_never_becomes_a_backup(store, filled, monkeypatch):
    monkeypatch.setattr(store._core.db, "copy_into", lambda target: target.write_bytes(b"nothing like a database"))
    with pytest.raises(Damaged):
        store.backups.make()
    assert store.backups.list() == []
    assert store.backups.last_good() is None


def test_a_backup_file_that_reads_back_wrong_is_not_kept(store, filled, tmp_path, monkeypatch):
    monkeypatch.setattr("zipfile.ZipFile.testzip", lambda _self: "store.db")
    with pytest.raises(Damaged, match="读回核对不一致"):
        store.backups.write_file(tmp_path / "x.zip")
    assert not (tmp_path / "x.zip").exists()


def test_reading_only_leaves_an_older_schema_alone_and_thin_can_be_called_by_hand(store, filled):
    store.backups.make()
    store.backups.thin()
    assert len(store.backups.list()) == 1


def test_an_import_without_named_backup_says_so_when_it_can_not_be_taken_back(open_store, club):
    one, two = open_store("甲"), open_store("乙")
    with one.write("安排") as tx:
        outing = tx.create(club.Outing, {"title": "秋游"})
    known = list(one.exchange.incarnations().values())
    from dangjian_desktop.store.exchange import Incoming

    def bundle():
        return Incoming(list(one.exchange.outgoing({})), {}, one.exchange.vector(), one.journal.inc, known)

    two.exchange.apply(bundle())
    for number in range(7):
        with two.write(f"第{number}步") as tx:
            tx.edit(club.Outing, outing, {"title": str(number)})
    with pytest.raises(Refused, match="等 7 步") as refusal:
        two.exchange.take_back()
    assert "（" not in refusal.value.hint
    with two.write("无关") as tx:
        tx.create(club.Outing, {"title": "无关"})


def test_unrelated_later_work_does_not_keep_an_import_from_being_taken_back(open_store, club):
    from dangjian_desktop.store.exchange import Incoming

    one, two = open_store("甲"), open_store("乙")
    with one.write("安排") as tx:
        outing = tx.create(club.Outing, {"title": "秋游"})
    known = list(one.exchange.incarnations().values())
    two.exchange.apply(Incoming(list(one.exchange.outgoing({})), {}, one.exchange.vector(), one.journal.inc, known))
    with two.write("无关") as tx:
        other = tx.create(club.Outing, {"title": "无关"})
    two.exchange.take_back()
    with two.read() as r:
        assert r.get(club.Outing, outing) is None
        assert r.need(club.Outing, other).title == "无关"
    assert two.verify() == []
