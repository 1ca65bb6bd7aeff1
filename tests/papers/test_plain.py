"""What a paper says, as lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from dangjian_desktop.papers.binder import Binder, Part, Section
from dangjian_desktop.papers.charts.model import BarChart, Series
from dangjian_desktop.papers.model import (
    Annex,
    Attachments,
    BlankLines,
    Cell,
    Closing,
    Column,
    Document,
    Field,
    Figure,
    FormRow,
    FormTable,
    Head,
    Heading,
    Imprint,
    Kind,
    NameList,
    PageBreak,
    Paragraph,
    Person,
    Picture,
    Pictures,
    Remark,
    Row,
    Run,
    SignatureLine,
    Signatures,
    Table,
)
from dangjian_desktop.papers.plain import plain_lines

DAY = date(2026, 10, 12)


def test_a_record_says_its_form_its_text_and_its_signatures() -> None:
    record = Document(
        Kind.RECORD,
        "党员大会记录",
        subtitle="（会后补录）",
        blocks=(
            FormTable((FormRow((Field("时间", "14:30"), Field("地点", (Run("三楼"), Run("会议室"))))),)),
            FormTable((FormRow((Field("", "全宽"),)),)),
            Heading("讨论", run_in="接收预备党员"),
            Paragraph("第一段\n第二段　"),
            NameList("请假", (Person("张晓梅", "病假"), Person("孙喆"))),
            NameList("列席", ()),
            Signatures((SignatureLine("主持人签名", "李卫国"), SignatureLine("记录人签名"))),
            BlankLines(3),
            PageBreak(),
        ),
    )
    assert plain_lines(record) == (
        "党员大会记录", "（会后补录）", "时间：14:30", "地点：三楼会议室", "全宽", "讨论接收预备党员", "第一段",
        "第二段", "请假：张晓梅（病假）、孙喆", "列席：无", "主持人签名：李卫国　记录人签名：",
    )  # fmt: skip


def test_an_official_paper_says_its_head_its_imprint_and_its_annexes() -> None:
    minutes = Document(
        Kind.MINUTES,
        "支委会会议纪要",
        organisation="第一党支部",
        day=DAY,
        recipients=("各党小组", "各支委"),
        head=Head("会议纪要", "第12号", signers=("李卫国", "陈静")),
        blocks=(
            Table(
                (Column("姓名"), Column("次数")),
                (Row(("王强", Cell("3\n次"))),),
                head=(Row((Cell("合并", columns=2),)),),
                caption="出席情况",
                note="截至10月",
            ),
            Attachments(("签到表", "照片")),
            Closing(("第一党支部",), DAY),
            Remark("联系人：陈静"),
        ),
        imprint=Imprint("第一党支部", DAY, copies_to=("机关党委",), recipients=("各支部",)),
        annexes=(Annex("名单", (Paragraph("甲"),), number=1), Annex("说明", ())),
    )
    assert plain_lines(minutes) == (
        "会议纪要", "第12号", "签发人：李卫国、陈静", "第一党支部", "2026年10月12日", "支委会会议纪要",
        "各党小组、各支委", "出席情况", "合并", "姓名｜次数", "王强｜3 次", "截至10月", "附件：签到表；照片",
        "第一党支部", "2026年10月12日",
        "（联系人：陈静）", "附件1", "名单", "甲", "附件", "说明", "主送：各支部", "抄送：机关党委",
        "第一党支部　2026年10月12日印发",
    )  # fmt: skip


def test_a_head_without_a_day_or_signers_and_a_bare_imprint_say_less() -> None:
    report = Document(Kind.REPORT, "报告", head=Head("文件"), imprint=Imprint("第一党支部", DAY))
    assert plain_lines(report) == ("文件", "报告", "第一党支部　2026年10月12日印发")
    assert plain_lines(Document(Kind.MINUTES, "纪要", head=Head("纪要"))) == ("纪要", "纪要")


def test_another_picture_under_the_same_caption_is_another_line(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(b"one")

    def lines(source: Path | bytes) -> tuple[str, ...]:
        return plain_lines(Document(Kind.RECORD, "记录", blocks=(Pictures((Picture(source, "合影"),)),)))

    assert lines(file) == lines(b"one") != lines(b"other")
    assert lines(b"one")[1].endswith("］合影")


def test_a_block_of_a_sort_not_known_here_still_gives_its_words() -> None:
    @dataclass(frozen=True)
    class Bars:
        title: str
        values: tuple[Any, ...]
        stacked: bool
        day: date

    chart = Bars("学习时长", ("甲", 3, Decimal("2.5"), Run("乙")), True, DAY)
    lines = plain_lines(Document(Kind.REPORT, "报告", blocks=(cast("Any", chart),)))
    assert lines == ("报告", "学习时长", "甲", "3", "2.5", "乙")


def test_a_chart_is_said_in_words_so_that_another_number_is_another_line() -> None:
    def lines(number: int) -> tuple[str, ...]:
        chart = BarChart(("9月", "10月"), (Series("次数", (1, number)),), title="各月主题党日", unit="次")
        return plain_lines(Document(Kind.REPORT, "报告", blocks=(Figure(chart),)))

    assert lines(2)[1] == "［图］各月主题党日"
    assert "10月" in "".join(lines(2))
    assert lines(2) != lines(3)
    picture = plain_lines(Document(Kind.REPORT, "报告", blocks=(Figure(Picture(b"one", "合影"), "会场"),)))
    assert picture[1].endswith("］会场")


def test_a_signature_with_a_stamp_names_the_signer() -> None:
    order = Document(Kind.REPORT, "报告", blocks=(Closing(("第一党支部",), DAY, signers=("书记　李卫国",)),))
    assert plain_lines(order) == ("报告", "书记　李卫国", "2026年10月12日")


def test_a_binder_says_its_cover_its_sections_and_all_its_papers() -> None:
    one = Document(Kind.RECORD, "党员大会记录", blocks=(Paragraph("甲"),))
    binder = Binder("档案", (Section("会议", (Part(one),)),), organisation="第一党支部", subtitle="2026年度", day=DAY)
    assert plain_lines(binder) == ("档案", "2026年度", "第一党支部", "会议", "党员大会记录", "甲")
