"""The two pages on which 公文格式 shows its choices: an odd and an even one, typeset as every paper is."""

from __future__ import annotations

from datetime import date

from dangjian_desktop.papers.model import Block, Closing, Document, Heading, Kind, PageBreak, Paragraph
from dangjian_desktop.papers.pdf import render_pdf
from dangjian_desktop.papers.settings import PaperSettings
from dangjian_desktop.ui.papers.making import MadePaper, shown

TITLE = "关于开展主题党日活动的通知"
_BODY = "请各党小组提前做好准备，按时到会，会后三日内报送小结。"


def sample_document(day: date) -> Document:
    """A notice with four levels of headings and a seal; on its back a signature with a stamp."""
    first: tuple[Block, ...] = (
        Paragraph("各党小组："),
        Paragraph("现将本月主题党日活动有关事项通知如下。"),
        Heading("活动安排", 1),
        Heading("时间和地点", 2),
        Heading("集中学习。", 3, run_in=_BODY),
        Heading("交流讨论。", 4, run_in=_BODY),
        Heading("有关要求", 1),
        Paragraph(_BODY),
        Closing(("中共××局机关第一支部委员会",), day, sealed=True),
        PageBreak(),
    )
    second: tuple[Block, ...] = (Paragraph(_BODY), Closing((), day, signers=("支部书记",)))
    return Document(Kind.NOTICE, TITLE, (*first, *second), day=day)


def made_sample(settings: PaperSettings, day: date) -> MadePaper:
    """The pages as they come out of the very PDF. Runs on any thread."""
    return shown(render_pdf(sample_document(day), settings=settings).data, TITLE, "纸样.pdf")
