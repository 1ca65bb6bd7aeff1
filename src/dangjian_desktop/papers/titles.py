"""Where a long title is divided: by meaning, in a trapezoid or a diamond (GB/T 9704-2012 7.3.1)."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate, pairwise

_BOUNDARY = re.compile(
    r"(?<=的)(?=通知|通报|报告|请示|方案|意见|函|决定|批复|纪要|情况|公告|计划|总结|办法|实施)"
    r"|(?=关于)|(?<=[、，；：》”）])(?!制度|系列|活动|工作|主题|的)|(?=[《“（])"
    r"|(?<=委员会)|(?<=党支部)(?!党员大会|委员会|书记|标准化|规范化|换届)|(?<=年度)(?=党|组|支|学|民|主|工)|(?<=半年)|(?<=季度)"
    r"|(?=开展|召开|做好|加强|印发|推进|落实|报送|组织(?!部|委员|生活|关系|建设|原则)|举办|接收|同意|有关|自查|整改|认真|进一步)"
    r"|(?=深入|全面|推动|进行|庆祝|慰问|转为|新时代|达标考评)|(?<=同志)|(?<=人员)(?=的)"
    r"|(?<=工作)(?!部门|会议|报告|方案|计划|总结|情况|的)|(?<=活动)(?!方案|情况|的)|(?<=建设)(?!的|情况|工作)"
    r"|(?=和|与|及|暨)|(?=\d{4}年(?!度))"
)
_WORDS = re.compile(
    "中共|中国共产党|中华人民共和国|习近平|新时代|中国特色社会主义|思想|党员|预备党员|积极分子|发展对象|入党|支部|党支部|"
    "党委|党组|党小组|委员会|委员|机关|书记|同志|组织|组织生活会|民主|民主评议|民主生活会|主题|主题党日|党课|学习|教育|计划|"
    "总结|方案|通知|通报|报告|请示|意见|办法|制度|情况|工作|活动|建设|标准化|规范化|开展|召开|加强|推进|落实|报送|整改|整治|"
    "自查|自纠|检查|考核|评议|评价|结对|共建|帮扶|服务|政务|行政|审批|年度|半年|季度|第[一二三四五六七八九十]+|有关|关于|接收|"
    "转正|换届|选举|会议|记录|名单|材料|清单|责任|任务|问题|措施|经验|交流|调研|走访|慰问|志愿|文明|创建|廉政|纪律|作风|群众|"
    "干部|人才|培训|研讨|宣传|认真|贯彻|精神|推动|进一步|深入|全面|全国|全省|全市|高质量|发展|管理|优秀|先进|共产党员|党务工作者|"
    "实施|党员大会|中央八项规定精神|党的[一二十三四五六七八九]+(?:大|届[一二三四五六七八九]中全会)|标准化规范化建设|[一二三四五六七八九十百]+(?:届|中|次|项|个|名|条|大)(?:全会|会议|代表大会)?|"
    "达标考评|述职报告|对照检查|实施方案|实施意见|组织关系|组织部|先锋岗|责任区|三会一课|基层|党建|和谐|与会|参与|以及|及其|及时|"
    "普及|涉及|缴纳|收缴|使用|困难|生活|人选|职务|设置|结果|分工|事项|领导|班子|流动|排查|支部委员会|党员发展|党费"
)
"""Words that a title's line never divides."""
_FORBIDDEN_START = "》”）、，；：的"
_WEAK_END = re.compile(r"(?:关于|和|与|及|暨|对|向|为|在|以|由|将)$")
"""Words that lean on what follows them: a line that ends with one reads badly."""
_BROKEN_PHRASE = 6.0
_READ_PHRASE = 1.5
_WEAK = 4.0
_HOURGLASS = 9.0
_RECTANGLE = 1.5
_LEAST = 4.0
"""Characters that a line has at least."""
_MORE_LINES = 3
"""Further lines that are tried before a title is cut by force."""
_MOST_DIVISIONS = 20_000


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
    fewest = max(2, math.ceil(_width(title) / capacity))
    for count in range(fewest, fewest + _MORE_LINES):
        best = _best(title, capacity, count, good)
        if best:
            return best
    return _forced(title, capacity)


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


def _places(title: str, good: dict[int, float], capacity: float) -> Iterator[list[int]]:
    """Where lines may end, the better choice first: between words; wherever no rule forbids it; between phrases alone
    where a title is so long that all divisions would be too many."""
    inside = {place for match in _WORDS.finditer(title) for place in range(match.start() + 1, match.end())}
    whole = [place for place in range(2, len(title) - 1) if _allowed(title, place)]
    between = [place for place in whole if place not in inside or good.get(place) == 0.0]
    if _width(title) > 3 * capacity:
        yield [place for place in between if place in good]
    yield between
    yield whole


def _best(title: str, capacity: float, count: int, good: dict[int, float]) -> list[str] | None:
    """The least ugly division into ``count`` lines, or None if none fits."""
    for places in _places(title, good, capacity):
        best: tuple[float, tuple[int, ...]] | None = None
        for number, cut in enumerate(_divisions(title, capacity, count, places)):
            edges = (0, *cut, len(title))
            lines = [title[a:b] for a, b in pairwise(edges)]
            ugly = _ugliness([_width(line) for line in lines])
            ugly += sum(good.get(place, _BROKEN_PHRASE) for place in cut)
            ugly += sum(_WEAK for line in lines[:-1] if _WEAK_END.search(line))
            if best is None or ugly < best[0]:
                best = (ugly, cut)
            if number > _MOST_DIVISIONS:
                break
        if best:
            edges = (0, *best[1], len(title))
            return [title[a:b] for a, b in pairwise(edges)]
    return None


def _divisions(title: str, capacity: float, count: int, places: list[int]) -> Iterator[tuple[int, ...]]:
    """All ways to end ``count`` lines at ``places`` so that each line fits and none is too short."""
    sums = [0.0, *accumulate(0.5 if char.isascii() else 1.0 for char in title)]
    least = min(_LEAST, capacity / 4)

    def further(start: int, left: int) -> Iterator[tuple[int, ...]]:
        rest = sums[-1] - sums[start]
        if left == 1:
            if least <= rest <= capacity:
                yield ()
            return
        if rest > left * capacity:
            return
        low = bisect_left(sums, sums[start] + least)
        high = bisect_right(sums, sums[start] + capacity) - 1
        for place in places[bisect_left(places, low) : bisect_right(places, high)]:
            for following in further(place, left - 1):
                yield (place, *following)

    yield from further(0, count)


def _forced(title: str, capacity: float) -> list[str]:
    """Lines as full as they come, for what can't be divided well (a long address)."""
    lines = [""]
    for place, char in enumerate(title):
        if lines[-1] and _width(lines[-1] + char) > capacity and char not in _FORBIDDEN_START:
            lines.append("")
        lines[-1] += title[place]
    return lines


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
