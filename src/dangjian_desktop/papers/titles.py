"""Where a long title is divided: by meaning, in a trapezoid or a diamond (GB/T 9704-2012 7.3.1)."""

from __future__ import annotations

import re
from itertools import combinations

_BOUNDARY = re.compile(
    r"(?<=的)(?=通知|通报|报告|请示|方案|意见|函|决定|批复|纪要|情况|公告|计划|总结|办法)"
    r"|(?<=^关于)|(?=关于)|(?<=[、，；：》”）])|(?=[《“（])"
    r"|(?<=委员会)|(?<=党支部)|(?<=年度)|(?<=\d年)(?!度|上|下|第)|(?<=半年)|(?<=季度)|(?<=党员)(?!大会|教育|学习|活动)"
    r"|(?=开展|召开|做好|加强|印发|推进|落实|报送|组织|举办|接收|同意|有关|自查|整改|认真|进一步|深入|全面|推动)|(?<=同志)"
    r"|(?<=工作)(?!部门|会议|报告|方案|计划|总结|情况|的)|(?<=活动)(?!方案|情况|的)|(?=及其|以及|暨)"
    r"|(?<=和)(?=开展|做好)"
)
_WORDS = re.compile(
    "中共|中国共产党|中华人民共和国|习近平|新时代|中国特色社会主义|思想|党员|预备党员|积极分子|发展对象|入党|支部|党支部|"
    "党委|党组|党小组|委员会|委员|机关|书记|同志|组织|组织生活会|民主|民主评议|民主生活会|主题|主题党日|党课|学习|教育|计划|"
    "总结|方案|通知|通报|报告|请示|意见|办法|制度|情况|工作|活动|建设|标准化|规范化|开展|召开|加强|推进|落实|报送|整改|整治|"
    "自查|自纠|检查|考核|评议|评价|结对|共建|帮扶|服务|政务|行政|审批|年度|半年|季度|第[一二三四五六七八九十]+|有关|关于|接收|"
    "转正|换届|选举|会议|记录|名单|材料|清单|责任|任务|问题|措施|经验|交流|调研|走访|慰问|志愿|文明|创建|廉政|纪律|作风|群众|"
    "干部|人才|培训|研讨|宣传|认真|贯彻|精神|推动|进一步|深入|全面|全国|全省|全市|高质量|发展|管理|优秀|先进|共产党员|党务工作者|实施"
)
"""Words that a title's line never divides."""
_FORBIDDEN_START = "》”）、，；：的"
_BROKEN_PHRASE = 6.0
_READ_PHRASE = 1.5
_HOURGLASS = 9.0
_RECTANGLE = 1.5
_MOST_FREE_LINES = 3
"""Above as many lines only breaks by meaning are tried: all of them would be too many."""


def title_lines(title: str, capacity: float, phrases: tuple[str, ...] = ()) -> list[str]:
    """Divide a title into lines of at most ``capacity`` characters.

    Breaks fall between ``phrases`` when these are given, or at boundaries read from the wording; the lines form a
    trapezoid (growing or shrinking) or a diamond where there are three. Line feeds in the title are obeyed.
    """
    if "\n" in title:
        return [part for line in title.split("\n") for part in title_lines(line, capacity)]
    if _width(title) <= capacity:
        return [title]
    good = _boundaries(title, phrases)
    count = 2
    while True:
        best = _best(title, capacity, count, good)
        if best:
            return best
        count += 1


def _width(text: str) -> float:
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def _boundaries(title: str, phrases: tuple[str, ...]) -> dict[int, float]:
    """Places where the meaning pauses, with what a break there costs: nothing where a phrase was given to end."""
    read = {match.start(): _READ_PHRASE for match in _BOUNDARY.finditer(title)}
    if not phrases:
        return dict.fromkeys(read, 0.0)
    position = 0
    for phrase in phrases:
        position += len(phrase)
        read[position] = 0.0
    return read


def _allowed(title: str, place: int) -> bool:
    before, after = title[place - 1], title[place]
    if after in _FORBIDDEN_START or before in "《“（":
        return False
    return not (before.isascii() and after.isascii()) and not (before.isdigit() and after in "年月日号")


def _best(title: str, capacity: float, count: int, good: dict[int, float]) -> list[str] | None:
    """The least ugly division into ``count`` lines, or None if none fits."""
    inside = {place for match in _WORDS.finditer(title) for place in range(match.start() + 1, match.end())}
    whole = [place for place in range(2, len(title) - 1) if _allowed(title, place)]
    places = [place for place in whole if place not in inside] or whole
    if count > _MOST_FREE_LINES and len(good) >= count:
        places = [place for place in places if place in good]
    best: tuple[float, list[str]] | None = None
    for cut in combinations(places, count - 1):
        lines = [title[a:b] for a, b in zip((0, *cut), (*cut, len(title)), strict=True)]
        widths = [_width(line) for line in lines]
        if max(widths) > capacity or min(widths) < min(4.0, capacity / 4):
            continue
        ugly = _ugliness(widths) + sum(good.get(place, _BROKEN_PHRASE) for place in cut)
        if best is None or ugly < best[0]:
            best = (ugly, lines)
    return best[1] if best else None


def _ugliness(widths: list[float]) -> float:
    """How far lines of these widths are from a trapezoid or diamond of like lengths."""
    spread = max(widths) - min(widths)
    score = abs(spread - 2.0 * (len(widths) - 1)) * 0.3
    if spread < 0.5:
        score += _RECTANGLE
    if len(widths) > 2 and any(
        widths[i] < widths[i - 1] and widths[i] < widths[i + 1] for i in range(1, len(widths) - 1)
    ):
        score += _HOURGLASS
    return score
