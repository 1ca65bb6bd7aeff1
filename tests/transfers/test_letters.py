"""Letters of introduction: sent and taken with the roster in one step, valid to the day, receipts asked after."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.feature import DueState
from dangjian_desktop.roster.reading import member_facts, posts_on
from dangjian_desktop.roster.rules import Status, status_on
from dangjian_desktop.transfers.dues import dues, questions
from dangjian_desktop.transfers.reading import transfer_rows
from dangjian_desktop.transfers.rules import Direction, TransferState, stand, valid_until

from .conftest import TODAY, day

if TYPE_CHECKING:
    from .conftest import Office


def test_the_day_of_issue_is_the_first_of_the_letters_days() -> None:
    assert valid_until(date(2026, 7, 1), 90) == date(2026, 9, 28)
    assert valid_until(date(2028, 2, 28), 2) == date(2028, 2, 29)
    assert valid_until(date(2026, 7, 1), 1) == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2026-09-28", TransferState.WAITING),
        ("2026-09-29", TransferState.EXPIRED),
    ],
)
def test_a_receipt_is_waited_for_while_the_letter_holds(today: str, state: TransferState) -> None:
    found = stand(
        Direction.OUT,
        issued_on=date(2026, 7, 1),
        valid_days=90,
        moved_on=date(2026, 7, 1),
        receipt_on=None,
        answer_days=15,
        today=day(today),
    )
    assert (found.state, found.until) == (state, date(2026, 9, 28))


def test_sending_out_ends_relation_group_and_posts_and_is_one_step(office: Office) -> None:
    transfer = office.send("陈静")
    with office.store.read() as reader:
        facts = member_facts(reader)[office.ids["陈静"]]
        assert status_on(facts, day("2026-06-30")) is Status.FULL
        assert status_on(facts, day("2026-07-01")) is Status.LEFT
        assert "陈静" not in [holder.name for holder in posts_on(reader, TODAY)]
    (row,) = office.ask(transfer_rows)
    assert (row.id, row.stands.state, row.valid_until) == (transfer, TransferState.EXPIRED, day("2026-09-28"))
    office.store.undo()
    assert office.ask(transfer_rows) == []
    assert status_on(office.ask(member_facts)[office.ids["陈静"]], TODAY) is Status.FULL


def test_without_days_on_the_letter_the_branchs_rule_holds(office: Office) -> None:
    office.do("set_rule", rule="transfer.valid_days", value="60", effective_from="2026-08-01")
    office.send("陈静", issued_on="2026-07-31")
    office.send("周明", issued_on="2026-08-01")
    office.send("钱珺", issued_on="2026-08-01", valid_days=30)
    ends = {row.name: row.valid_until for row in office.ask(transfer_rows)}
    assert ends == {"陈静": day("2026-10-28"), "周明": day("2026-09-29"), "钱珺": day("2026-08-30")}


def test_a_new_member_comes_with_their_letter_and_one_already_entered_only_gets_it(office: Office) -> None:
    office.do(
        "take_in",
        organisation="清溪镇支部",
        issued_on="2026-09-20",
        moved_on="2026-09-25",
        new_member={"name": "新来", "joined_on": "2015-07-01", "converted_on": "2016-07-01"},
        dues_paid_to="2026-09",
    )
    office.do(
        "take_in", organisation="清溪镇支部", issued_on="2026-09-20", moved_on="2026-09-25", member=office.ids["周明"]
    )
    rows = {row.name: row for row in office.ask(transfer_rows)}
    assert rows["新来"].stands.state is TransferState.TO_ANSWER
    assert rows["新来"].stands.until == day("2026-10-10")
    facts = office.ask(member_facts)
    assert status_on(facts[rows["新来"].member], day("2026-09-24")) is Status.NOT_YET
    assert status_on(facts[office.ids["周明"]], day("2026-09-24")) is Status.FULL


def test_a_missing_receipt_is_a_duty_until_it_is_there(office: Office) -> None:
    transfer = office.send("陈静")
    (due,) = office.ask(dues, 2026, day("2026-09-28"))
    assert (due.state, due.due, due.basis) == (DueState.SOON, day("2026-09-28"), "本单位设定")
    (late,) = office.ask(dues, 2026, TODAY)
    assert (late.state, late.reason) == (DueState.OVERDUE, "介绍信已过有效期，请向对方核实。")
    assert office.ask(questions, TODAY)[0].answer == "陈静1人"
    office.do("note_receipt", id=transfer, day="2026-10-12", number="回3号")
    assert office.ask(dues, 2026, TODAY) == []
    assert office.ask(questions, TODAY)[0].answer == "都已回执"


def test_an_old_missing_receipt_stands_in_this_years_duties_only(office: Office) -> None:
    office.send("陈静", issued_on="2025-07-01")
    assert office.ask(dues, 2025, TODAY) == []
    assert [due.state for due in office.ask(dues, 2026, TODAY)] == [DueState.OVERDUE]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"issued_on": "2026-10-13"}, "在今天之后"),
        ({"moved_on": "2026-10-13"}, "在今天之后"),
        ({"organisation": ""}, "转往何处"),
        ({"dues_paid_to": "9月"}, "党费交至"),
        ({"valid_days": 0}, "有效期"),
    ],
)
def test_a_letter_that_cannot_be_is_refused_and_nobody_leaves(
    office: Office, fields: dict[str, object], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        office.send("陈静", **fields)
    assert office.ask(transfer_rows) == []
    assert status_on(office.ask(member_facts)[office.ids["陈静"]], TODAY) is Status.FULL


def test_who_has_left_cannot_be_sent_out_again(office: Office) -> None:
    office.send("陈静")
    with pytest.raises(Refused):
        office.send("陈静", issued_on="2026-08-01")


def test_a_receipt_is_no_older_than_its_letter(office: Office) -> None:
    transfer = office.send("陈静")
    for wrong in ("2026-06-30", "2026-10-13"):
        with pytest.raises(Refused):
            office.do("note_receipt", id=transfer, day=wrong)
    office.do("note_receipt", id=transfer, day="2026-07-01")


def test_a_letters_facts_are_changed_deleted_and_brought_back(office: Office) -> None:
    transfer = office.send("陈静")
    office.do("edit_transfer", id=transfer, changes={"letter_number": "19号", "valid_days": 30})
    assert office.ask(transfer_rows)[0].letter_number == "19号"
    with pytest.raises(Refused, match="没有填去向或来源"):
        office.do("edit_transfer", id=transfer, changes={"organisation": ""})
    office.do("delete_transfer", id=transfer)
    assert office.ask(transfer_rows) == []
    office.do("restore_transfer", id=transfer)
    assert len(office.ask(transfer_rows)) == 1
