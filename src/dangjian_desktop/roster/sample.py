"""The sample branch's people and organisation: invented, the same for a seed, made through the roster's own verbs."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from dangjian_desktop.feature import SampleWorld
from dangjian_desktop.roster.inputs import (
    AddMember,
    AddPartyGroup,
    AddPerson,
    Admit,
    AssignGroup,
    ConvertToFull,
    CorrectFact,
    EditMember,
    ExcludeFromExpected,
    FactChanges,
    FormCommittee,
    MarkMember,
    Seat,
    SetBranch,
    TransferIn,
)
from dangjian_desktop.roster.rules import ExclusionKind, PersonCategory, Post, SpellKind, add_months, add_years
from dangjian_desktop.roster.service.facts import correct_fact
from dangjian_desktop.roster.service.members import add_member, edit_member
from dangjian_desktop.roster.service.organisation import set_branch
from dangjian_desktop.roster.service.people import add_person
from dangjian_desktop.roster.service.posts import add_party_group, assign_group, form_committee
from dangjian_desktop.roster.service.standing import (
    admit,
    convert_to_full,
    exclude_from_expected,
    mark_member,
    transfer_in,
)
from dangjian_desktop.store import Transaction

BRANCH = "青禾县政务服务中心机关第一党支部"
HIGHER = "中共青禾县直属机关工作委员会"
UNIT = "青禾县政务服务中心"
FROM_ORG = "青禾县自然资源局机关党支部"


@dataclass(frozen=True)
class Invented:
    """An invented member: what they do, what they are good at and can speak on, and what befalls them."""

    name: str
    sex: str
    department: str
    duty: str
    born: int
    talents: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    fate: str = ""


CAST: tuple[Invented, ...] = (
    Invented("李卫国", "男", "中心领导", "主任", 1972, ("统筹协调",), ("政务服务改革的几个关口",)),
    Invented("陈静", "女", "综合科", "副主任", 1979, ("公文写作",), ("机关公文怎样写短写实", "档案规范")),
    Invented("张晓梅", "女", "综合科", "科长", 1984, ("活动组织",), ("窗口服务怎样提速",)),
    Invented("王强", "男", "审批一科", "科长", 1981, ("法律",), ("行政许可法的常见误读",)),
    Invented("周明", "男", "督查科", "科长", 1976, ("水利工程", "工程验收"), ("小型水利怎样管好",)),
    Invented("方璟", "女", "数据科", "科员", 1998, ("数据分析",), (), "probationary"),
    Invented("谢翀", "男", "审批二科", "科员", 1996, ("短视频制作",), (), "probationary_late"),
    Invented("钱珺", "女", "数据科", "副科长", 1988, ("数据治理",), ("一表通办背后的数据",), "transferred_in"),
    Invented("严冬", "男", "审批二科", "四级主任科员", 1983, ("驾驶",), (), "mobile"),
    Invented("何守田", "男", "离退休干部", "原主任", 1960, ("书法",), ("我经历的三次机构改革",), "retired"),
    Invented("冯桂英", "女", "离退休干部", "原副主任", 1963, ("群众工作",), (), "retired"),
    Invented("唐甯", "女", "大厅管理科", "科员", 1995, ("播音主持",), (), "converted"),
    Invented("许志远", "男", "督查科", "二级主任科员", 1970, ("党务",), ("支部工作条例逐条讲",)),
    Invented("王强", "男", "后勤科", "科员", 1990, ("电工",), ()),
    Invented("单晟", "男", "审批一科", "副科长", 1986, ("财务内控",), ("内控制度怎样落到人",)),
    Invented("曾㛃", "女", "大厅管理科", "科长", 1982, ("心理疏导",), ("怎样接待着急的群众",)),
    Invented("仇喆", "男", "数据科", "科长", 1985, ("网络安全",), ("办公电脑的安全习惯",)),
    Invented("解堃", "男", "审批二科", "科长", 1978, ("土地管理",), ("用地审批的前世今生",)),
    Invented("赵犇", "男", "后勤科", "科长", 1974, ("基建管理",), ("财务内控",)),
    Invented("孙頔", "女", "综合科", "科员", 1993, ("摄影",), ()),
    Invented("龚䶮", "男", "审批一科", "科员", 1991, ("篮球",), ()),
    Invented("魏岚", "女", "督查科", "副科长", 1987, ("信访接待",), ("信访条例要点",)),
    Invented("郑秋月", "女", "大厅管理科", "副科长", 1989, ("手语",), ("无障碍服务",)),
    Invented("吕思源", "男", "综合科", "副科长", 1992, ("调研报告",), ("怎样做一次有用的调研",)),
)
_SURNAMES = "秦尤钟莫蒋沈邱邵白常康贺龙万段雷侯孟熊陶武汪夏薛袁"
_GIVEN = ("远", "悦然", "立新", "春华", "小满", "一鸣", "清越", "维", "松", "子墨", "文博", "雨荷")
_DEPARTMENTS = ("综合科", "数据科", "审批一科")
_EDUCATION = ("大学本科", "大学本科", "研究生", "大学专科")
_NATIVE = ("青禾县", "青禾县", "青禾县", "云岭县", "石桥县")
SEATS = (
    (0, Post.SECRETARY),
    (1, Post.DEPUTY_SECRETARY),
    (2, Post.ORGANIZATION_COMMISSIONER),
    (3, Post.PUBLICITY_COMMISSIONER),
    (4, Post.DISCIPLINE_COMMISSIONER),
)
SEATS_BEFORE = (
    (12, Post.SECRETARY),
    (0, Post.DEPUTY_SECRETARY),
    (1, Post.ORGANIZATION_COMMISSIONER),
    (10, Post.PUBLICITY_COMMISSIONER),
    (4, Post.DISCIPLINE_COMMISSIONER),
)
LAST_SEAT_BEFORE = 12
GROUPS = ("第一党小组", "第二党小组", "第三党小组")
SMALLEST = 8
"""With fewer members there would be no committee to speak of."""


@dataclass(frozen=True)
class _Event:
    day: date
    number: int
    verb: str
    what: Callable[..., object]
    args: tuple[object, ...]


@dataclass
class _Story:
    """What happens, by day; carried out in order so that the clock never runs back."""

    world: SampleWorld
    rng: random.Random
    cast: tuple[Invented, ...]
    members: dict[int, str] = field(default_factory=dict)
    groups: list[str] = field(default_factory=list)
    people: dict[str, str] = field(default_factory=dict)
    events: list[_Event] = field(default_factory=list)
    told: int = 0

    def on(self, day: date, verb: str, what: Callable[..., object], *args: object) -> None:
        """Have ``what(story, tx, *args)`` happen on a day (not before the records begin)."""
        self.told += 1
        self.events.append(_Event(max(day, self.first), self.told, verb, what, args))

    @property
    def first(self) -> date:
        return date(self.world.today.year - self.world.years, 1, 1) + timedelta(days=3)

    def months_ago(self, months: int, day: int) -> date:
        """A day of the month that lies so many months back."""
        return add_months(self.world.today.replace(day=1), -months).replace(day=day)

    def play(self) -> None:
        """Let everything happen that does so until today."""
        done = 0
        while self.events:
            event = min(self.events, key=lambda event: (event.day, event.number))
            self.events.remove(event)
            if event.day > self.world.today:
                continue
            done += 1
            self.world.clock.now = datetime.combine(event.day, time(9, 10)) + timedelta(minutes=done % 40)
            with self.world.store.write("建立样例", verb=event.verb) as tx:
                event.what(self, tx, *event.args)
            self.world.progress.step(done, done + len(self.events), "样例：党员")


def make_sample(world: SampleWorld) -> None:
    """Make the branch, its members, groups, committees and other people; leave their ids in ``world.shared``."""
    story = _Story(world, random.Random(f"roster{world.seed}"), _cast(max(world.members, SMALLEST), world.seed))
    shared = world.shared
    story.on(story.first, "set_branch", _branch)
    for index, someone in enumerate(story.cast):
        if someone.fate not in ("probationary", "probationary_late", "transferred_in"):
            story.on(story.first, "add_member", _enter, index)
    story.on(story.first, "add_party_group", _make_groups)
    story.on(story.first, "mark_member", _lead, 0)
    _committees(story)
    _fates(story)
    for name, category, organisation, duty, months in _OTHERS:
        data = AddPerson(
            name=name,
            category=category,
            organisation=organisation,
            duty=duty,
            identified_on=story.months_ago(months, 20) if category is PersonCategory.ACTIVIST else None,
        )
        story.on(story.months_ago(months, 21), "add_person", _meet, data)
    story.play()
    shared["members"] = [story.members[index] for index in range(len(story.cast))]
    shared["member_names"] = [someone.name for someone in story.cast]
    shared["secretary"] = story.members[0]
    shared["deputy_secretary"] = story.members[1]
    shared["committee"] = [story.members[index] for index, _post in SEATS]
    shared["groups"] = story.groups
    shared["people"] = story.people
    shared["activist"] = story.people["刘洋"]


_OTHERS: tuple[tuple[str, PersonCategory, str, str, int], ...] = (
    ("刘洋", PersonCategory.ACTIVIST, UNIT, "审批一科科员", 14),
    ("马宁", PersonCategory.NON_PARTY, UNIT, "数据科工程师", 20),
    ("屈大山", PersonCategory.CONTACT, "清溪镇枫香村", "村民", 10),
    ("高远", PersonCategory.GUEST, "中共青禾县委党校", "讲师", 7),
)


def _cast(size: int, seed: int) -> tuple[Invented, ...]:
    """The first ``size`` of the cast; beyond it further invented names, none twice."""
    rng = random.Random(f"cast{seed}")
    names = [f"{surname}{given}" for surname in _SURNAMES for given in _GIVEN]
    rng.shuffle(names)
    more = (
        Invented(
            name, rng.choice("男女"), rng.choice(("综合科", "数据科", "审批一科")), "科员", rng.randint(1970, 1994)
        )
        for name in names[: max(0, size - len(CAST))]
    )
    return (*CAST[:size], *more)


def _meet(story: _Story, tx: Transaction, data: AddPerson) -> None:
    story.people[data.name] = add_person(tx, data)


def _branch(_story: _Story, tx: Transaction) -> None:
    set_branch(
        tx,
        SetBranch(
            changes={
                "name": BRANCH,
                "short_name": "机关第一党支部",
                "unit": UNIT,
                "higher_org": HIGHER,
                "place": "三楼会议室",
                "established_on": date(2009, 4, 20),
                "note": "样例支部，单位和人员都是虚构的。",
            }
        ),
    )


def _enter(story: _Story, tx: Transaction, index: int) -> None:
    story.members[index] = add_member(tx, _described(story, story.cast[index], probation=False))


def _described(story: _Story, someone: Invented, *, probation: bool) -> AddMember:
    rng = story.rng
    born = date(someone.born, rng.randint(1, 12), rng.randint(1, 28))
    joined = date(someone.born + rng.randint(22, 28), rng.choice((4, 6, 6, 11, 12)), rng.randint(1, 28))
    joined = min(joined, add_years(story.first, -3))
    if someone.fate == "converted":
        joined = story.first - timedelta(days=120)
    converted = None if probation or someone.fate == "converted" else add_years(joined, 1)
    return AddMember(
        name=someone.name,
        sex="男" if someone.sex == "男" else "女",
        ethnicity=rng.choice(("汉族", "汉族", "汉族", "汉族", "土家族")),
        native_place=rng.choice(_NATIVE),
        born_on=born,
        education=rng.choice(_EDUCATION),
        department=someone.department,
        duty=someone.duty,
        joined_on=joined,
        converted_on=converted,
        talents=someone.talents,
        lecture_topics=someone.topics,
    )


def _make_groups(story: _Story, tx: Transaction) -> None:
    here = sorted(story.members)
    for number, name in enumerate(GROUPS):
        members = tuple(story.members[index] for index in here if index % len(GROUPS) == number)
        leader = story.members[_leader(story, [index for index in here if index % len(GROUPS) == number])]
        data = AddPartyGroup(name=name, members=members, leader=leader)
        story.groups.append(add_party_group(tx, data))


def _leader(story: _Story, group: list[int]) -> int:
    """Somebody who sits on no committee and stays, if the group has one."""
    names = [someone.name for someone in story.cast]
    fit = [index for index in group if index > 4 and not story.cast[index].fate and names.count(names[index]) == 1]
    return (fit or group)[0]


def _committees(story: _Story) -> None:
    """Elections every three years, so that the last one was sixteen months ago and one lies before the records."""
    elected = story.months_ago(16, 16)
    days = [elected]
    while days[-1] > story.first - timedelta(days=90):
        days.append(add_years(days[-1], -3))
    for number, day in enumerate(reversed(days)):
        seats = SEATS if day == elected or len(story.cast) <= LAST_SEAT_BEFORE else SEATS_BEFORE
        story.on(day, "form_committee", _elect, day, seats, number)


def _elect(story: _Story, tx: Transaction, day: date, seats: tuple[tuple[int, Post], ...], number: int) -> None:
    committee = form_committee(
        tx,
        FormCommittee(
            formed_on=day,
            name=f"第{'四五六七八九十'[number % 7]}届支部委员会",
            seats=tuple(Seat(story.members[index], post) for index, post in seats),
        ),
    )
    approval = day + timedelta(days=11)
    story.on(approval, "correct_fact", _approve, committee, approval)


def _approve(_story: _Story, tx: Transaction, committee: str, day: date) -> None:
    changes: FactChanges = {"approved_by": HIGHER, "approved_on": day}
    correct_fact(tx, CorrectFact("committees", committee, changes, "上级批复"))


def _fates(story: _Story) -> None:
    """What befalls single members: admitted, converted, come, gone abroad to work, retired."""
    for index, someone in enumerate(story.cast):
        match someone.fate:
            case "probationary":
                _admission(story, index, story.months_ago(5, 18))
            case "probationary_late":
                _admission(story, index, story.months_ago(10, 24))
            case "converted":
                day = add_years(story.first - timedelta(days=120), 1)
                story.on(day, "convert_to_full", _convert, index, day)
            case "transferred_in":
                day = _mid_quarter(story)
                story.on(day, "transfer_in", _come, index, day)
            case "mobile":
                story.on(story.months_ago(9, 3), "exclude_from_expected", _go, index, story.months_ago(9, 1))
            case "retired":
                since = date(someone.born + 60, 7, 1)
                story.on(since, "mark_member", _retire, index, since)


def _convert(story: _Story, tx: Transaction, index: int, day: date) -> None:
    convert_to_full(tx, ConvertToFull(story.members[index], day))


def _mid_quarter(story: _Story) -> date:
    """The 18th of the second month of the quarter before last."""
    month = story.months_ago(5, 18)
    return add_months(month, -((month.month - 2) % 3))


def _admission(story: _Story, index: int, day: date) -> None:
    someone = story.cast[index]
    activist = AddPerson(
        name=someone.name,
        category=PersonCategory.ACTIVIST,
        sex="男" if someone.sex == "男" else "女",
        born_on=date(someone.born, 3, 1 + index),
        organisation=UNIT,
        duty=someone.duty,
        identified_on=max(add_months(day, -20), story.first),
    )
    story.on(add_months(day, -20), "add_person", _meet, activist)
    story.on(day, "admit", _admit, index, day)


def _admit(story: _Story, tx: Transaction, index: int, day: date) -> None:
    someone, group = story.cast[index], story.groups[index % len(GROUPS)]
    person = story.people.pop(someone.name)
    member = story.members[index] = admit(tx, Admit(day=day, person=person, party_group=group))
    edit_member(
        tx,
        EditMember(member, {"department": someone.department, "education": "大学本科", "ethnicity": "汉族"}),
    )


def _come(story: _Story, tx: Transaction, index: int, day: date) -> None:
    described = _described(story, story.cast[index], probation=False)
    story.members[index] = transfer_in(tx, TransferIn(day=day, from_org=FROM_ORG, member=described))
    assign_group(tx, AssignGroup((story.members[index],), story.groups[index % len(GROUPS)], day))


def _go(story: _Story, tx: Transaction, index: int, since: date) -> None:
    member = story.members[index]
    place = "浙江宁波，随家属务工"
    mark_member(tx, MarkMember(member=member, kind=SpellKind.MOBILE, since=since, place=place))
    exclude_from_expected(
        tx,
        ExcludeFromExpected(member=member, kind=ExclusionKind.MOBILE, since=since, agreed_by="支委会", note=place),
    )


def _lead(story: _Story, tx: Transaction, index: int) -> None:
    since = add_years(story.first, -2)
    mark_member(tx, MarkMember(member=story.members[index], kind=SpellKind.LEADING_CADRE, since=since))


def _retire(story: _Story, tx: Transaction, index: int, since: date) -> None:
    mark_member(tx, MarkMember(member=story.members[index], kind=SpellKind.RETIRED, since=since))
