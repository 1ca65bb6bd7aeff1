"""The papers: what stands in them, from typed facts and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dangjian_desktop.appraisal.feature import FEATURE
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.papers.binder import Binder, Printable
from dangjian_desktop.papers.model import Document, FormTable, Heading, Kind, Paragraph, Row, Table, plain_text
from dangjian_desktop.papers.pdf import render_pdf
from dangjian_desktop.papers.preview import Preview

if TYPE_CHECKING:
    from .conftest import Office


def made_by(office: Office, name: str, record: str | None = "") -> Printable:
    paper = next(one for one in FEATURE.papers if one.name == name)
    with office.store.read() as reader:
        return paper.make(reader, office.year if record == "" else record, None)


def make(office: Office, name: str, record: str | None = "") -> Document:
    made = made_by(office, name, record)
    assert isinstance(made, Document)
    return made


def words(document: Document) -> str:
    found: list[str] = [document.title, document.subtitle, *document.recipients]
    for block in document.blocks:
        if isinstance(block, Heading):
            found.append(f"{block.text}{plain_text(block.run_in)}")
        elif isinstance(block, Paragraph):
            found.append(plain_text(block.text))
        elif isinstance(block, Table):
            found += ["|".join(texts(row)) for row in block.rows]
            found.append(block.note)
        elif isinstance(block, FormTable):
            found += [f"{field.label}={plain_text(field.value)}" for row in block.rows for field in row.fields]
    return "\n".join(found)


def texts(row: Row) -> list[str]:
    return [plain_text(cell if isinstance(cell, str) else cell.text) for cell in row.cells]


@pytest.fixture
def finished(begun: Office) -> Office:
    begun.change(notice="机关工委《通知》", arrangement="一、先学习\n再开会", plan_sent_on="2026-12-01")
    begun.change(plan_approved_on="2026-12-03", plan_approved_by="机关工委")
    begun.do("add_theme_study", year=begun.year, topic="章程", day="2026-12-10")
    begun.do("add_opinion", year=begun.year, anonymous=True, text="排队太久")
    begun.do("add_opinion", year=begun.year, anonymous=False, person=begun.ids["周明"], text="多下村")
    begun.hold()
    me, other = begun.ids["李卫国"], begun.ids["钱珺"]
    begun.do("add_criticism", year=begun.year, own=False, critic=me, subject=me, text="布置急")
    begun.do("add_criticism", year=begun.year, own=False, critic=other, subject=me, text="听意见少", response="接受")
    begun.do("add_criticism", year=begun.year, own=True, critic=me, subject=other, text="只有我知道")
    begun.do("share_self_review", year=begun.year, text="一、问题\n学得少")
    begun.counts(9, 9, 周明=(5, 3, 0, 0))
    begun.verdict("excellent", "周明")
    begun.do("edit_appraisal", year=begun.year, member=begun.ids["周明"], changes={"opinion": "带头攻坚"})
    begun.verdict("qualified")
    begun.do("give_feedback", year=begun.year, on="2026-12-18")
    begun.do("add_rectification", year=begun.year, problem="排队太久", responsible=me, deadline="2027-03-31")
    begun.change(report_text="意见具体", report_next="逐月通报")
    return begun


def test_the_plan_says_when_who_and_how_and_that_it_is_still_to_be_approved(begun: Office) -> None:
    begun.change(deadline="2027-01-31")
    text = words(make(begun, "org_life_plan"))
    assert "（报批稿）" in text
    assert "主题：把群众的事办得更快。" in text
    assert "2027年1月31日前完成" in text
    assert "支部全体党员10名，其中预备党员1名。" in text
    begun.change(plan_sent_on="2026-12-01", plan_approved_on="2026-12-03")
    assert "（报批稿）" not in words(make(begun, "org_life_plan"))


def test_the_report_tells_figures_only_asks_for_nothing_and_names_nobody(finished: Office) -> None:
    document = make(finished, "org_life_report")
    text = words(document)
    assert document.kind is Kind.REPORT
    for part in (
        "我支部于2026年12月16日召开2026年度组织生活会",
        "会议方案经机关工委于2026年12月3日批准",
        "征求到意见建议2条，其中对支部班子2条。",
        "应到党员10名，实到9名。",
        "记录自我批评1条、相互批评意见1条。",
        "发出测评票9张，收回9张。",
        "经支委会综合评定，优秀1名、合格8名、基本合格0名、不合格0名。",
        "另有1名党员参加评议不定等次",
        "列出整改事项1项",
        "意见具体",
        "逐月通报",
        "特此报告。",
    ):
        assert part in text
    assert not [word for word in ("请示", "妥否", "请批复", "周明", "只有我知道") if word in text]


def test_the_opinions_never_name_who_gave_none_and_drop_the_column_when_nobody_did(finished: Office) -> None:
    text = words(make(finished, "opinions_summary"))
    assert "排队太久|支部班子||座谈会|党员|不署名|" in text
    assert "多下村|支部班子||座谈会|党员|周　明|" in text
    named = next(row.id for row in finished.view().opinions if row.giver_name)
    finished.do("delete_org_life_entry", id=named)
    assert "不署名" not in words(make(finished, "opinions_summary"))


def test_what_is_kept_alone_is_only_in_the_paper_that_says_so(finished: Office) -> None:
    assert "只有我知道" not in words(make(finished, "criticism_record"))
    assert "只有我知道" in words(make(finished, "criticism_record_own"))
    assert "李卫国|自我批评|布置急|" in words(make(finished, "criticism_record"))


def test_the_ballot_is_blank_and_holds_only_those_who_get_a_grade(finished: Office) -> None:
    document = make(finished, "appraisal_ballot")
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    names = [texts(row)[0].replace("　", "") for row in table.rows]
    assert len(names) == 9
    assert "方璟" not in names
    assert all(texts(row)[1:] == ["", "", "", ""] for row in table.rows)
    assert "优秀一般不超过3名" in words(document)


def test_the_tally_and_the_summary_have_the_sums_the_verdict_and_the_share(finished: Office) -> None:
    assert "周　明|5|3|0|0|8|1" in words(make(finished, "appraisal_tally"))
    text = words(make(finished, "appraisal_summary"))
    assert "应参加10人，实参加9人；发出测评票9张，收回9张。" in text
    assert "周　明||5|3|0|0|优秀|带头攻坚|2026.12.18|" in text
    assert "方　璟||预备党员参加评议，不定等次" in text
    assert "合计|优秀1人，合格8人，基本合格0人，不合格0人" in text
    assert "按参加评定的党员9人，最多3人，符合；按党员总数10人，最多3人，符合。本单位设定（请以上级通知为准）。" in text


def test_the_form_of_a_member_has_all_four_voices(finished: Office) -> None:
    changes = {"self_grade": "qualified", "self_review": "尽力了", "peer_review": "踏实"}
    finished.do("edit_appraisal", year=finished.year, member=finished.ids["周明"], changes=changes)
    text = words(make(finished, "appraisal_form", finished.person("周明").id))
    for part in (
        "个人自评=尽力了\n自评等次：合格",
        "党员互评=踏实",
        "民主测评=优秀5票　合格3票　基本合格0票　不合格0票",
        "评定意见=带头攻坚",
        "评定等次=优秀",
        "反馈日期=2026.12.18",
    ):
        assert part in text


def test_all_forms_come_at_one_go_one_for_each_who_takes_part(finished: Office) -> None:
    binder = made_by(finished, "appraisal_forms")
    assert isinstance(binder, Binder)
    (section,) = binder.sections
    assert [part.name for part in section.parts].count("方璟登记表") == 1
    assert len(section.parts) == 10
    assert "评定等次=预备党员参加评议，不定等次" in words(section.parts[0].document) + words(
        next(part.document for part in section.parts if part.name == "方璟登记表")
    )


def test_a_review_is_printed_as_handed_in_and_a_draft_says_that_it_is_one(finished: Office) -> None:
    committee = finished.view().reviews[0].id
    text = words(make(finished, "self_review", committee))
    assert "一、问题\n学得少" in text
    assert "草稿" not in text
    draft = finished.do("write_self_review", year=finished.year, person=finished.ids["周明"], draft="还在写")
    assert "草稿" in words(make(finished, "self_review", draft))


def test_the_list_says_how_each_item_stands(finished: Office) -> None:
    text = words(make(finished, "rectification_list"))
    assert "排队太久|其他|支部班子||李卫国|2027.03.31||" in text
    assert "共1项：整改中1项。" in text


def test_every_paper_can_be_typeset_and_read_back(finished: Office) -> None:
    records = {
        "appraisal_form": finished.person("周明").id,
        "self_review": finished.view().reviews[0].id,
    }
    for paper in FEATURE.papers:
        record = records.get(paper.name, finished.year)
        made = render_pdf(made_by(finished, paper.name, record))
        with Preview(made.data) as preview:
            assert preview.pages >= 1
        assert made.note == ""
        with finished.store.read() as reader:
            assert paper.latest is not None
            assert paper.latest(reader)
            assert paper.file_name is not None
            assert paper.file_name(reader, record, None)


def test_without_a_record_the_paper_says_what_to_do(office: Office) -> None:
    for paper in FEATURE.papers:
        with office.store.read() as reader, pytest.raises(Refused):
            paper.make(reader, None, None)
