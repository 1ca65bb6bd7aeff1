"""Invented official text of any length, the same every time: sentences with figures, quotes, dashes and dates."""

from __future__ import annotations

import random

CHARACTERS_A_PAGE = 22 * 28
_SENTENCES = (
    "会议听取了上半年工作情况的汇报，与会同志结合岗位实际作了发言，并就下一步工作提出意见建议。",
    "2026年7月至9月，支部组织集中学习6次、专题研讨3次，参学率达到96.4%，比上一季度提高2.1个百分点。",
    "要把“一件事一次办”作为窗口服务的重要抓手，做到材料少交、环节少跑、群众少等。",
    "支部书记李卫国同志主持会议，传达学习了〔2026〕38号文件精神——既要学得进去，也要用得出来。",
    "对照《中国共产党支部工作条例（试行）》，还有三个方面的差距：学习不够系统，联系群众不够经常，督促检查不够到位。",
    "走访慰问困难党员12人次，协调解决停车难、办证慢等问题9件，其中当日办结7件……",
    "党员王强、周明分别作了交流发言，认为办实事不在于大小，而在于是否真正解决了群众的急难愁盼。",
    "经无记名投票，应到会有表决权的党员26人，实到24人，赞成23票，反对0票，弃权1票，符合规定。",
    "请各党小组于10月20日前将整改清单报支部，逾期未报的，在支部党员大会上说明情况。",
    "同志们谈到：“窗口虽小，连着民心；流程再短，也要算数。”这是对服务最朴素的评价。",
)


def paragraphs(pages: int) -> list[str]:
    """Paragraphs of three to seven sentences that fill about so many pages of 22 lines of 28 characters."""
    chance = random.Random(9704)
    made: list[str] = []
    cells = 0
    while cells < pages * CHARACTERS_A_PAGE:
        made.append("".join(chance.choices(_SENTENCES, k=chance.randint(3, 7))))
        cells += 28 * -(-(len(made[-1]) + 2) // 28)
    return made
