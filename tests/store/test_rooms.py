"""Values, heads, positions, search, drafts, settings, attachments, history, merging, the thread."""

from __future__ import annotations

import ast
import errno
import threading
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Mapped

import dangjian_desktop
from dangjian_desktop.base.errors import Cancelled, Damaged, Refused
from dangjian_desktop.base.pinyin import pinyin_keys
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store import DatabaseThread, Lane, Record, Schema, Store, column
from dangjian_desktop.store.attachments import safe_name
from dangjian_desktop.store.heads import OpId, advance, deletion, dump, in_conflict, load, shown_heads
from dangjian_desktop.store.positions import between, spread
from dangjian_desktop.store.references import end_of_chain
from dangjian_desktop.store.search import phrase, words
from dangjian_desktop.store.values import CODECS, canonical

# -- values


@pytest.mark.parametrize(("kind", "value", "stored"), [
    (str, "e\u0301\r\nx\0", "é\nx"), (str, "", None), (int, -5, -5), (bool, True, True),
    (date, date(2026, 1, 2), "2026-01-02"), (datetime, datetime(2026, 1, 2, 3, 4, 5, 6), "2026-01-02T03:04:05"),
    (time, time(8, 30), "08:30:00"), (Decimal, Decimal("1.50"), "1.5"), (Decimal, Decimal("1E+2"), "100"),
    (Decimal, 3, "3"), (Decimal, Decimal("-0.0"), "0"),
])  # fmt: skip
def test_a_value_has_one_canonical_form(kind, value, stored):
    assert CODECS[kind].encode(value) == stored


@pytest.mark.parametrize(("kind", "value"), [
    (str, 1), (int, True), (int, 1.5), (bool, 1), (date, datetime(2026, 1, 1)), (datetime, date(2026, 1, 1)),
    (time, "8:30"), (Decimal, 1.5), (Decimal, True), (Decimal, Decimal("NaN")),
])  # fmt: skip
def test_a_value_of_another_type_is_our_mistake(kind, value):
    with pytest.raises(TypeError):
        CODECS[kind].encode(value)


def test_what_no_file_can_hold_is_refused_in_words():
    with pytest.raises(Refused, match="残缺字符"):
        CODECS[str].encode("a\ud800")
    with pytest.raises(Refused, match="太大"):
        CODECS[int].encode(2**63)


@pytest.mark.parametrize(
    ("kind", "value"), [(str, 1), (int, True), (date, "2026-13-01"), (Decimal, "x"), (Decimal, "NaN")]
)
def test_foreign_values_of_another_type_do_not_decode(kind, value):
    with pytest.raises(ValueError):
        CODECS[kind].decode(value)


def test_decimals_and_times_come_back():
    assert CODECS[Decimal].decode("1.5") == Decimal("1.5")
    assert CODECS[time].decode("08:30:00") == time(8, 30)
    with pytest.raises(ValueError):
        canonical(float("nan"))


class Odd(Record):
    __tablename__ = "t_odd"
    __label__ = "怪"

    extra: Mapped[float | None] = column("x")


def test_a_field_of_a_type_the_journal_does_not_know_is_our_mistake():
    with pytest.raises(TypeError, match="can't hold"):
        Schema.of(Odd)


# -- heads and positions


def test_the_algebra_of_heads():
    one, two, three = OpId("a", 1, 0), OpId("b", 1, 0), OpId("c", 1, 0)
    assert advance((one, two), (one,), three) == (two, three)
    texts = {one: "x", two: "y", three: "x"}
    order = {one: (1, "a", 1, 0), two: (2, "b", 1, 0), three: (3, "c", 1, 0)}
    assert shown_heads((one, two, three), order.__getitem__, texts.__getitem__) == (one, three)
    assert in_conflict((one, two), texts.__getitem__)
    assert not in_conflict((one, three), texts.__getitem__)
    assert load(dump({"f": (one, two), "g": ()})) == {"f": (one, two)}
    assert deletion({}, frozenset(), ()) == (False, False)
    assert deletion({one: True}, frozenset({two}), (two,)) == (True, False)
    assert deletion({one: True}, frozenset(), (two,)) == (False, True)
    assert deletion({one: True, two: False}, frozenset(), ()) == (False, True)


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans()), max_size=80))
def test_there_is_always_room_between_two_positions(steps):
    positions: list[str] = []
    for at, front in steps:
        place = 0 if front else min(at, len(positions))
        low = positions[place - 1] if place else None
        high = positions[place] if place < len(positions) else None
        positions.insert(place, between(low, high))
    assert positions == sorted(set(positions))
    assert not any(position.endswith("0") for position in positions)


def test_appending_a_thousand_keeps_positions_short():
    found = spread(1000, None, None)
    assert found == sorted(found)
    assert max(map(len, found)) < 45
    with pytest.raises(ValueError):
        between("5", "5")


def test_two_parts_at_one_position_are_spread_when_something_goes_between(store, club):
    with store.write("安排") as tx:
        outing = tx.create(club.Outing, {"title": "秋游"})
        ids = [tx.create(club.Stop, {"owner": outing, "name": name, "position": "5"}) for name in "甲乙丙"]
        first, second, third = sorted(ids)
        new = tx.add(club.Stop, outing, {"name": "丁"}, after=first)
        assert [part.id for part in tx.parts(club.Stop, outing)] == [first, new, second, third]
        tx.move(club.Stop, third, third)
        tx.move(club.Stop, third, first)
        assert [part.id for part in tx.parts(club.Stop, outing)] == [first, third, new, second]


# -- search


def test_every_reading_of_a_surname_finds_the_name(store, club):
    with store.write("登记") as tx:
        for name in ("单小溪", "曾大山", "仇长河", "解远方", "犇䶮", "𠮷田"):
            tx.create(club.Hiker, {"name": name})
    with store.read() as r:

        def found(text):
            return {r.need(club.Hiker, hit.id).name for hit in words(r, text)}

        for keys in ("sxx", "dxx", "shanxiao"):
            assert found(keys) == {"单小溪"}
        assert found("zds") == found("cds") == {"曾大山"}
        assert found("qch") == {"仇长河"}
        assert found("xyf") == found("jyf") == {"解远方"}
        assert found("溪") == {"单小溪"}
        assert found("䶮") == {"犇䶮"}
        assert found("𠮷") == {"𠮷田"}
        assert found("  ") == set()
        assert "sxx" in r.all(select(club.Hiker).where(club.Hiker.name == "单小溪"))[0].name_keys


def test_full_text_finds_one_character_words_and_digits_and_drops_what_is_deleted(store, club):
    with store.write("安排") as tx:
        outing = tx.create(club.Outing, {"title": "2026年秋游", "story": "山上有雾，ABC line"})
        stop = tx.add(club.Stop, outing, {"name": "山门"})
    with store.read() as r:
        assert {hit.id for hit in words(r, "山")} == {outing, stop}
        assert [(hit.kind, hit.owner) for hit in words(r, "山门")] == [("t_stops", outing)]
        assert [hit.id for hit in words(r, "秋游 有雾")] == [outing]
        assert [hit.id for hit in words(r, "abc li")] == [outing]
        assert [hit.id for hit in words(r, "202")] == [outing]
        assert words(r, "山", kinds=("t_hikers",)) == []
        assert words(r, '"') == words(r, "山雾") == []
    with store.write("改") as tx:
        tx.edit(club.Outing, outing, {"story": None, "title": None})
        tx.delete(club.Stop, stop)
    with store.read() as r:
        assert words(r, "山") == []
    assert phrase("a*") == '"a"*'


def test_pinyin_of_odd_names():
    assert pinyin_keys("") == pinyin_keys("·") == ""
    assert pinyin_keys("A4").split() == ["a4"]
    assert pinyin_keys("吕布").split() == ["lb", "lvbu"]
    assert "10yztdr" in pinyin_keys("10月主题党日").split()
    assert len(pinyin_keys("解行单曾").split()) <= 2 * 48


# -- drafts and settings


def test_what_was_typed_survives_a_crash_with_what_its_form_had_seen(store, club, open_store, clock):
    with store.write("安排") as tx:
        outing = tx.create(club.Outing, {"title": "秋游"})
    with store.read() as r:
        seen = r.heads(club.Outing, outing)
    store.drafts.put(outing, "t_outings", "day", "3.15?", seen)
    store.drafts.put(outing, "t_outings", "title", "打到一半")
    clock.advance(minutes=1)
    store.drafts.put("not made yet", "t_outings", "title", "新的")
    store.close()
    store = open_store()
    assert [(one.record, one.fields) for one in store.drafts.pending()] == [("not made yet", 1), (outing, 2)]
    assert store.drafts.of(outing)["day"].raw == "3.15?"
    assert store.drafts.of(outing)["day"].seen == seen
    assert len(list(store.journal.actions())) == 1, "a draft is no action"
    store.drafts.discard(outing, ["day"])
    assert set(store.drafts.of(outing)) == {"title"}
    store.drafts.discard(outing)
    assert store.drafts.of(outing) == {}


def test_a_draft_dropped_in_a_failed_transaction_is_still_there(store, club):
    store.drafts.put("x", "t_outings", "title", "打了很久")

    def fail():
        with store.write("保存"):
            store.drafts.discard("x")
            store.settings.set("a", 2)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store.drafts.of("x")["title"].raw == "打了很久"
    assert store.settings.get("a") is None


def test_settings_are_json_by_name(store):
    assert store.settings.get("window", [1]) == [1]
    store.settings.set("window", {"x": 1})
    store.settings.set("window", {"x": 2})
    assert store.settings.get("window") == {"x": 2}


# -- attachments


def test_a_file_is_kept_once_and_opened_as_a_named_read_only_copy(store, tmp_path):
    photo = tmp_path / "签到:表.jpg"
    photo.write_bytes(b"x" * 3_000_000)
    first, again = store.attachments.add(photo), store.attachments.add(photo)
    assert first == again
    assert (first.size, first.media_type) == (3_000_000, "image/jpeg")
    assert list(store.attachments.all()) == [first.sha256]
    for _ in range(2):
        copy = store.attachments.open_copy(first.sha256, first.name)
    assert copy.name == "签到_表.jpg"
    assert not copy.stat().st_mode & 0o222
    store.attachments.clear_copies()
    assert not copy.exists()
    assert store.attachments.check(first.sha256)
    store.attachments.discard(first.sha256)
    with pytest.raises(Damaged, match="不在本机"):
        store.attachments.path(first.sha256)
    with pytest.raises(Damaged, match="校验码不正确"):
        store.attachments.path("../x")


def test_what_the_program_made_is_kept_as_a_file_once(store, monkeypatch):
    one = store.attachments.keep(b"%PDF-1.4 one", "记录.pdf")
    assert (one.name, one.media_type, one.size) == ("记录.pdf", "application/pdf", 12)
    assert store.attachments.keep(b"%PDF-1.4 one", "另一份.pdf").sha256 == one.sha256
    assert list(store.attachments.all()) == [one.sha256]
    assert store.attachments.check(one.sha256)

    def fail(*_args, **_options):
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr("tempfile.mkstemp", fail)
    with pytest.raises(Refused, match="磁盘已满"):
        store.attachments.keep(b"more", "记录.pdf")


def test_nothing_is_kept_where_the_data_is_open_for_reading_only(store, open_store):
    store.close()
    reading = open_store(read_only=True)
    with pytest.raises(Refused, match="只读"):
        reading.attachments.keep(b"%PDF", "记录.pdf")


def test_a_bad_attachment_is_refused_and_leaves_nothing(store, tmp_path, monkeypatch):
    (tmp_path / "empty.txt").write_bytes(b"")
    for name, part in (("gone.txt", "找不到文件"), ("empty.txt", "空文件"), ("pc", "文件夹")):
        with pytest.raises(Refused, match=part):
            store.attachments.add(tmp_path / name)
    (tmp_path / "a.txt").write_bytes(b"abc")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        store.attachments.add(tmp_path / "a.txt", progress)
    for number, part in ((errno.ENOSPC, "磁盘已满"), (errno.EACCES, "权限"), (errno.EIO, "出错")):

        def broken(*_args, number=number):
            raise OSError(number, "x")

        with monkeypatch.context() as patch:
            patch.setattr("os.fsync", broken)
            with pytest.raises(Refused, match=part):
                store.attachments.add(tmp_path / "a.txt")
    assert list((store.folder / "attachments").glob("*")) == []


def test_file_names_are_made_safe():
    assert safe_name("../../etc/passwd") == "_.._etc_passwd"
    assert safe_name(" . ") == "附件"
    assert len(safe_name("长" * 300 + ".docx")) <= 97
    assert safe_name("无后缀") == "无后缀"


# -- history


def test_history_tells_who_changed_what_in_a_record_and_its_parts_newest_first(store, club, clock):
    store.author = "文书"
    with store.write("安排出游", verb="plan") as tx:
        hiker = tx.create(club.Hiker, {"name": "单小溪"})
        outing = tx.create(club.Outing, {"title": "秋游", "indoor": True, "day": date(2026, 10, 12)})
        tx.put(club.Presence, outing, "presence", hiker, {"state": "present"})
    clock.advance(hours=1)
    with store.write("修改") as tx:
        tx.edit(
            club.Outing, outing, {"title": None, "indoor": False, "begins_at": datetime(2026, 1, 1, 8), "guide": hiker}
        )
    newest, oldest = store.history(outing)
    assert (oldest.label, oldest.author, oldest.verb, oldest.device) == ("安排出游", "文书", "plan", "pc")
    assert {(c.label, c.old, c.new) for c in newest.changes} == {
        ("题目", "秋游", None), ("室内", "是", "否"), ("开始时间", None, "2026-01-01 08:00"), ("向导", None, "单小溪"),
    }  # fmt: skip
    assert {(c.label, c.new) for c in oldest.changes} >= {("到场·人员", "单小溪"), ("到场·状态", "present")}
    assert not oldest.late


# -- merging


def test_merging_writes_the_kept_record_into_references_and_clearing_undoes_it(store, club):
    with store.write("登记") as tx:
        keep, double = tx.create(club.Hiker, {"name": "甲"}), tx.create(club.Hiker, {"name": "甲"})
        outing = tx.create(club.Outing, {"title": "秋游", "guide": double})
        twin = tx.create(club.Outing, {"title": "秋游"})
        tx.add(club.Stop, twin, {"name": "山门"})
    with store.write("合并") as tx:
        tx.merge(club.Hiker, double, keep)
        tx.merge(club.Outing, twin, outing)
        assert tx.need(club.Outing, outing).guide == keep
        assert [part.name for part in tx.parts(club.Stop, outing)] == ["山门"]
        late = tx.create(club.Outing, {"title": "后来", "guide": double})
        assert tx.need(club.Outing, late).guide == keep
        with pytest.raises(Refused, match="自己"):
            tx.merge(club.Hiker, keep, keep)
    with store.read() as r:
        assert r.scalar(select(func.count()).select_from(club.Hiker).where(club.Hiker.merged_into.is_(None))) == 1
    assert store.verify() == []
    with store.write("分开") as tx:
        tx.unmerge(club.Hiker, double)
        tx.unmerge(club.Hiker, double)
        assert tx.need(club.Outing, outing).guide == tx.need(club.Outing, late).guide == double
    store.undo()
    with store.read() as r:
        assert r.need(club.Outing, late).guide == keep
    with store.write("改") as tx:
        tx.edit(club.Outing, late, {"guide": keep})
        tx.edit(club.Outing, outing, {"guide": None})
    assert store.verify() == []


def test_a_circle_of_merges_ends_at_its_smallest_id(store, club):
    assert end_of_chain("c", {"c": "b", "b": "a", "a": "b"}) == "a"
    with store.write("登记") as tx:
        one, two = sorted(tx.create(club.Hiker, {"name": name}) for name in "甲乙")
        outing = tx.create(club.Outing, {"title": "秋游", "guide": two})
        tx.merge(club.Hiker, one, two)
        tx.merge(club.Hiker, two, one)
        assert tx.need(club.Outing, outing).guide == one
        assert [tx.get(club.Hiker, id).merged_into for id in (one, two)] == [None, one]


# -- reading


def test_rows_and_scalars_and_missing_heads(store, club):
    with store.write("登记") as tx:
        one = tx.create(club.Hiker, {"name": "甲"}, id="a")
        assert tx.create(club.Hiker, {"name": "乙"}, id="a") == one
    with store.read() as r:
        assert [tuple(row) for row in r.rows(select(club.Hiker.id, club.Hiker.name))] == [("a", "乙")]
        assert r.heads(club.Hiker, "nobody") == {}
        assert r.get(club.Hiker, "nobody") is None
        assert r.now == store.clock()
        assert r.conflicts() == []
    assert len(store.ids()) == 36
    assert store.schema.kind_of(club.Hiker).label == "人员"


def test_a_list_of_ten_thousand_is_read_by_pages_of_keys(store, club):
    with store.write("登记很多") as tx:
        for number in range(2000):
            tx.create(club.Hiker, {"name": f"n{number}"})
    with store.read() as r:
        page = r.rows(select(club.Hiker.id).where(club.Hiker.id > "8").order_by(club.Hiker.id).limit(200))
    assert len(page) == 200


# -- the thread


def test_interactive_work_goes_before_background_work(tmp_path, club):
    thread = DatabaseThread(lambda: Store.open(tmp_path / "pc", club.schema, device="pc"))
    gate, order = threading.Event(), []
    first = thread.submit(lambda _store: gate.wait(5))
    jobs = [
        thread.submit(lambda _store: order.append("background"), Lane.BACKGROUND),
        thread.submit(lambda _store: order.append("interactive")),
    ]
    dropped = thread.submit(lambda _store: order.append("never"))
    dropped.cancel()
    gate.set()
    assert first.result(5)
    for job in jobs:
        job.result(5)
    assert order == ["interactive", "background"]
    failing = thread.submit(lambda _store: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        failing.result(5)
    thread.interrupt()
    thread.close()
    thread.close()
    with pytest.raises(RuntimeError):
        thread.submit(lambda _store: None)


def test_a_store_that_does_not_open_says_so_to_everyone_who_asks(tmp_path, club):
    (tmp_path / "file").write_text("x")
    thread = DatabaseThread(lambda: Store.open(tmp_path / "file", club.schema, device="pc"))
    with pytest.raises(Refused):
        thread.submit(lambda _store: None).result(5)
    thread.interrupt()
    thread.close()


# -- nobody else writes


CHANGING = {"insert", "update", "delete", "text"}


def test_no_other_module_runs_sql_that_changes_tables():
    root = Path(dangjian_desktop.__file__).parent
    files = [file for file in root.rglob("*.py") if root / "store" not in file.parents]
    assert files
    guilty = [f"{file.name}: {found}" for file in files for found in writes(ast.parse(file.read_text("utf-8")))]
    assert guilty == []


def test_the_search_for_such_sql_finds_it():
    for line in (
        "from sqlalchemy import insert",
        "from dangjian_desktop.store.connection import Database",
        "x = 'DELETE FROM gatherings'",
        "x = 'UPDATE gatherings SET title=1'",
    ):
        assert len(list(writes(ast.parse(line)))) == 1


def writes(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            module, names = node.module or "", {alias.name for alias in node.names}
            if (module.startswith("sqlalchemy") and names & CHANGING) or module == "dangjian_desktop.store.connection":
                yield module
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            start = node.value.upper().split()[:3]
            if start[:2] in (["INSERT", "INTO"], ["DELETE", "FROM"]) or (start[:1], start[2:]) == (["UPDATE"], ["SET"]):
                yield node.value
