"""The dialogs of the roster's verbs: which fields each asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from dangjian_desktop.roster.overview import FactLine, MemberSheet
from dangjian_desktop.roster.page.dialogs import Ask, Spec, VerbDialog, given
from dangjian_desktop.roster.reading import GroupRef, PersonRef
from dangjian_desktop.roster.rules import ExclusionKind, LeavingReason, PersonCategory, Post, SpellKind
from dangjian_desktop.ui.context import WindowContext

SEXES = (("", ""), ("男", "男"), ("女", "女"))
HERE, TRANSFERRED, ADMITTED = "here", "transferred", "admitted"
ORIGINS = ((HERE, "原来就在本支部"), (TRANSFERRED, "从别处转入"), (ADMITTED, "支部大会新接收为预备党员"))
EDUCATION = ("研究生", "大学本科", "大学专科", "中专", "高中", "初中及以下")
Done = Callable[[Any], object]


def group_choices(groups: Sequence[GroupRef], *, none: str = "不编组") -> tuple[tuple[str, str], ...]:
    """The groups to choose from, with an entry for none."""
    return (("", none), *((group.id, group.name) for group in groups))


class Verbs:
    """Opens the dialogs over one page."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        self._context = context
        self._parent = parent
        self.open_dialog: VerbDialog | None = None
        """The dialog opened last, for tests and help."""

    def _open(
        self,
        verb: str,
        title: str,
        specs: Sequence[Spec],
        build: Callable[[dict[str, Any]], Mapping[str, object]],
        *,
        accept: str = "确定",
        sentence: str = "",
        done: Done | None = None,
    ) -> VerbDialog:
        dialog = VerbDialog(
            self._context, verb, title, specs, build,
            accept=accept, sentence=sentence, done=done, parent=self._parent,
        )  # fmt: skip
        self.open_dialog = dialog
        dialog.open()
        return dialog

    # -- people

    def new_member(self, groups: Sequence[GroupRef], done: Done, name: str = "") -> VerbDialog:
        """A new member: in the branch already, or transferred in."""
        specs = (
            Spec("name", "姓名", value=name),
            Spec("sex", "性别", Ask.CHOICE, SEXES, value=""),
            Spec("born_on", "出生日期", Ask.DAY),
            Spec("party_group", "党小组", Ask.CHOICE, group_choices(groups), value=""),
            Spec("department", "部门"),
            Spec("duty", "职务"),
            Spec("joined_on", "入党日期", Ask.DAY, help="支部大会通过之日"),
            Spec("converted_on", "转正日期", Ask.DAY, help="预备党员留空"),
        )
        sentence = "先填这些，其余的在名册里补。转入和新接收的，请从“转入等”里办。"
        return self._open("add_member", "登记党员", specs, given, accept="登记", sentence=sentence, done=done)

    def transfer_in(self, groups: Sequence[GroupRef], done: Done) -> VerbDialog:
        """Somebody comes from another branch."""
        specs = (
            Spec("name", "姓名"),
            Spec("day", "转入日期", Ask.DAY, value=self._context.today, help="从这天起计入应到"),
            Spec("from_org", "从何处转来", wide=True),
            Spec("sex", "性别", Ask.CHOICE, SEXES, value=""),
            Spec("born_on", "出生日期", Ask.DAY),
            Spec("joined_on", "入党日期", Ask.DAY),
            Spec("converted_on", "转正日期", Ask.DAY, help="预备党员留空"),
            Spec("party_group", "党小组", Ask.CHOICE, group_choices(groups), value=""),
            Spec("duty", "职务"),
        )

        def build(values: dict[str, Any]) -> Mapping[str, object]:
            member = given({key: value for key, value in values.items() if key not in ("day", "from_org")})
            member.setdefault("name", "")
            return given({"day": values["day"], "from_org": values["from_org"], "member": member})

        return self._open("transfer_in", "转入党员", specs, build, accept="转入", done=done)

    def admit(self, people: Sequence[PersonRef], groups: Sequence[GroupRef], done: Done) -> VerbDialog:
        """The general meeting has admitted somebody."""
        specs = (
            Spec(
                "person",
                "积极分子或发展对象",
                Ask.PERSON,
                people=tuple(people),
                help="已登记在其他人员里的",
            ),
            Spec("name", "姓名"),
            Spec("day", "支部大会通过日期", Ask.DAY, value=self._context.today, help="预备期从这天算起"),
            Spec("party_group", "党小组", Ask.CHOICE, group_choices(groups), value=""),
        )
        return self._open("admit", "接收预备党员", specs, given, accept="接收", done=done)

    def person(self, done: Done, id: str = "", values: Mapping[str, Any] | None = None, seen: Any = None) -> VerbDialog:
        """Somebody who is not a member: entered, or changed if ``id`` is given."""
        before = dict(values or {})
        categories = tuple((kind.value, kind.label) for kind in PersonCategory)
        specs = (
            Spec("name", "姓名"),
            Spec("category", "身份", Ask.CHOICE, categories, value=PersonCategory.ACTIVIST.value),
            Spec("organisation", "单位"),
            Spec("duty", "职务"),
            Spec("sex", "性别", Ask.CHOICE, SEXES, value=""),
            Spec("born_on", "出生日期", Ask.DAY),
            Spec("identified_on", "确定日期", Ask.DAY, help="确定为积极分子、发展对象的日期"),
            Spec("phone", "手机", Ask.PRIVATE),
            Spec("note", "备注", Ask.LONG, wide=True),
        )
        filled = [_with(spec, before.get(spec.name, spec.value)) for spec in specs]
        if not id:
            return self._open("add_person", "登记其他人员", filled, _named, accept="登记", done=done)

        def build(found: dict[str, Any]) -> Mapping[str, object]:
            changed = {key: value for key, value in found.items() if (value or None) != (before.get(key) or None)}
            return {"id": id, "changes": changed, "seen": seen}

        return self._open("edit_person", "修改其他人员", filled, build, accept="保存", done=done)

    # -- changes in the world

    def convert(self, sheet: MemberSheet) -> VerbDialog:
        """转正."""
        due = sheet.due_on
        help = f"预备期 {due.isoformat()} 满" if due else ""
        day = due if due and due <= self._context.today else self._context.today
        specs = (Spec("day", "转正日期", Ask.DAY, value=day, help=help),)
        return self._open("convert_to_full", f"{sheet.name} 转正", specs, lambda v: {"member": sheet.id, **given(v)})

    def extend(self, sheet: MemberSheet) -> VerbDialog:
        """延长预备期."""
        specs = (Spec("to", "延长至", Ask.DAY, help="延长不能超过一年"),)
        return self._open(
            "extend_probation", f"延长{sheet.name}的预备期", specs, lambda v: {"member": sheet.id, **given(v)}
        )

    def transfer_out(self, sheet: MemberSheet) -> VerbDialog:
        """转出."""
        specs = (
            Spec("day", "转出日期", Ask.DAY, value=self._context.today, help="从这天起不再计入应到"),
            Spec("to_org", "转往何处"),
        )
        sentence = "党小组、党内职务等到这天为止，以前的记录不变。"
        return self._open(
            "transfer_out", f"转出 {sheet.name}", specs, lambda v: {"member": sheet.id, **given(v)},
            accept="转出", sentence=sentence,
        )  # fmt: skip

    def leave(self, sheet: MemberSheet) -> VerbDialog:
        """Death, withdrawal and the like."""
        reasons = tuple((r.value, r.label) for r in LeavingReason if r is not LeavingReason.TRANSFERRED)
        specs = (
            Spec("reason", "原因", Ask.CHOICE, reasons, value=reasons[0][0]),
            Spec("day", "日期", Ask.DAY, value=self._context.today),
            Spec("note", "说明", wide=True),
        )
        return self._open(
            "leave_branch", f"登记离开 {sheet.name}", specs, lambda v: {"member": sheet.id, **given(v)}, accept="登记"
        )

    def mark(self, sheet: MemberSheet, kind: SpellKind) -> VerbDialog:
        """党员领导干部, 离退休, 流动, 困难, 后备, 留党察看."""
        specs = [Spec("since", "起", Ask.DAY, value=self._context.today)]
        if kind is SpellKind.SANCTION:
            specs.append(Spec("until", "止（当日起不再适用）", Ask.DAY))
            specs.append(Spec("approved_by", "批准"))
        if kind is SpellKind.MOBILE:
            specs.append(Spec("place", "去向"))
        specs.append(Spec("note", "说明", wide=True))
        sentence = {
            SpellKind.MOBILE: "流动党员是否计入应到，另用“不计入应到”登记，写明谁同意。",
            SpellKind.SANCTION: "留党察看期间没有表决权。",
            SpellKind.LEADING_CADRE: "双重组织生活按半年登记参加情况。",
        }.get(kind, "")
        return self._open(
            "mark_member", f"{sheet.name}：{kind.label}", specs,
            lambda v: {"member": sheet.id, "kind": kind.value, **given(v)}, accept="登记", sentence=sentence,
        )  # fmt: skip

    def exclude(self, people: Sequence[PersonRef], member: str = "") -> VerbDialog:
        """不计入应到."""
        kinds = tuple((kind.value, kind.label) for kind in ExclusionKind)
        specs = (
            Spec("member", "党员", Ask.PERSON, people=tuple(people), value=member or None),
            Spec("kind", "原因", Ask.CHOICE, kinds, value=kinds[0][0]),
            Spec("since", "起", Ask.DAY, value=self._context.today),
            Spec("until", "恢复日期", Ask.DAY, help="从这天起重新计入；没有定就留空"),
            Spec("agreed_by", "谁同意", help="例如：支委会"),
            Spec("note", "说明", help="例如：去向"),
            Spec("superior_agreed_on", "上级同意日期", Ask.DAY),
            Spec("meeting_agreed_on", "大会通过日期", Ask.DAY),
        )
        sentence = (
            "流动外出、挂职不计入应到；其余各项只在表决和选举时不计入，要有上级同意和大会通过。"
            "一般病假请在签到时记请假，不在这里登记。"
        )
        return self._open("exclude_from_expected", "不计入应到", specs, _member_first, accept="登记", sentence=sentence)

    def end(self, kind: str, id: str, title: str) -> VerbDialog:
        """A running fact is over."""
        verb = {"exclusions": "end_exclusion", "posts": "end_post"}.get(kind, "end_mark")
        label = {"end_exclusion": "恢复日期", "end_post": "离任日期"}.get(verb, "从哪天起不再适用")
        specs = (Spec("day", label, Ask.DAY, value=self._context.today),)
        return self._open(verb, title, specs, lambda v: {"id": id, **given(v)})

    def correct(self, line: FactLine, groups: Sequence[GroupRef]) -> VerbDialog:
        """Something dated was entered wrongly."""
        specs = [_correction(name, value, groups) for name, value in line.values.items()]
        specs.append(Spec("reason", "更正原因", wide=True, help="会记入修改历史"))

        def build(found: dict[str, Any]) -> Mapping[str, object]:
            reason = found.pop("reason", None) or ""
            changed = {key: value for key, value in found.items() if (value or None) != (line.values[key] or None)}
            return {"kind": line.kind, "id": line.id, "changes": changed, "reason": reason}

        sentence = "更正是改录错的内容；情况有了变化，请用“变动”。"
        return self._open("correct_fact", f"更正：{line.title}", specs, build, accept="更正", sentence=sentence)

    # -- committee and groups

    def appoint(self, people: Sequence[PersonRef], post: Post | None = None) -> VerbDialog:
        """A post within the term."""
        posts = tuple((one.value, one.label) for one in Post if one is not Post.GROUP_LEADER)
        specs = (
            Spec("member", "党员", Ask.PERSON, people=tuple(people)),
            Spec("post", "职务", Ask.CHOICE, posts, value=(post or Post.COMMISSIONER).value),
            Spec("since", "任职日期", Ask.DAY, value=self._context.today),
            Spec("basis", "产生方式", help="补选、上级任命等"),
        )
        return self._open("appoint_post", "补选或任职", specs, _member_first, accept="登记")

    def form_committee(self, people: Sequence[PersonRef]) -> VerbDialog:
        """A new committee was elected."""
        offices = [post for post in Post if post not in (Post.GROUP_LEADER, Post.COMMISSIONER)]
        specs = [
            Spec("name", "届次", help="例如：第五届支部委员会"),
            Spec("formed_on", "选举日期", Ask.DAY, value=self._context.today),
            *(Spec(post.value, post.label, Ask.PERSON, people=tuple(people)) for post in offices),
            Spec(Post.COMMISSIONER.value, "其他委员", Ask.PEOPLE, people=tuple(people), wide=True),
            Spec("approved_by", "批复机关"),
            Spec("approved_on", "批复日期", Ask.DAY),
        ]

        def build(values: dict[str, Any]) -> Mapping[str, object]:
            seats = [{"member": values.pop(post.value), "post": post.value} for post in offices]
            seats += [{"member": key, "post": "commissioner"} for key in values.pop(Post.COMMISSIONER.value) or ()]
            return {**given(values), "seats": [seat for seat in seats if seat["member"]]}

        sentence = "登记后，上一届到选举日期为止。任期按三年，可再更正。"
        return self._open("form_committee", "登记换届", specs, build, accept="登记", sentence=sentence)

    def new_group(self, people: Sequence[PersonRef]) -> VerbDialog:
        """A new Party group."""
        specs = (
            Spec("name", "名称", help="例如：第一党小组"),
            Spec("formed_on", "成立日期", Ask.DAY, help="早就有的可留空"),
            Spec("leader", "组长", Ask.PERSON, people=tuple(people)),
            Spec("members", "成员", Ask.PEOPLE, people=tuple(people), wide=True),
        )
        return self._open("add_party_group", "设立党小组", specs, _named, accept="设立")

    def assign(self, people: Sequence[PersonRef], groups: Sequence[GroupRef], group: str = "") -> VerbDialog:
        """Members go into a group."""
        specs = (
            Spec("party_group", "党小组", Ask.CHOICE, group_choices(groups), value=group),
            Spec("since", "起", Ask.DAY, value=self._context.today),
            Spec("members", "党员", Ask.PEOPLE, people=tuple(people), wide=True),
        )

        def build(values: dict[str, Any]) -> Mapping[str, object]:
            return {**given(values), "party_group": values["party_group"] or "", "members": values["members"] or ()}

        return self._open("assign_group", "编入党小组", specs, build, accept="编入")

    def lead(self, people: Sequence[PersonRef], group: GroupRef) -> VerbDialog:
        """Somebody takes the lead of a group."""
        specs = (
            Spec("member", "组长", Ask.PERSON, people=tuple(people)),
            Spec("since", "任职日期", Ask.DAY, value=self._context.today),
        )

        def build(values: dict[str, Any]) -> Mapping[str, object]:
            return {**_member_first(values), "post": "group_leader", "party_group": group.id}

        return self._open("appoint_post", f"{group.name} 组长", specs, build)

    def branch(self, values: Mapping[str, Any], seen: Any) -> VerbDialog:
        """The branch's own facts."""
        specs = [
            Spec("name", "支部全称", wide=True),
            Spec("short_name", "支部简称"),
            Spec("code", "党组织代码"),
            Spec("unit", "所在单位"),
            Spec("higher_org", "上级党组织"),
            Spec("document_code", "机关代字", help="没有就留空，公文不编号"),
            Spec("established_on", "成立日期", Ask.DAY),
            Spec("place", "活动场所"),
            Spec("office_phone", "办公电话"),
            Spec("note", "备注", Ask.LONG, wide=True),
        ]
        filled = [_with(spec, values.get(spec.name)) for spec in specs]

        def build(found: dict[str, Any]) -> Mapping[str, object]:
            changed = {key: value for key, value in found.items() if value != values.get(key)}
            return {"changes": changed, "seen": seen or None}

        return self._open("set_branch", "支部情况", filled, build, accept="保存")


def _named(values: dict[str, Any]) -> dict[str, Any]:
    return {"name": "", **given(values)}


def _member_first(values: dict[str, Any]) -> dict[str, Any]:
    return {"member": "", **given(values)}


def _with(spec: Spec, value: object) -> Spec:
    return replace(spec, value=value)


_CORRECTED: dict[str, str] = {
    "joined_on": "入党日期",
    "converted_on": "转正日期",
    "since": "起",
    "until": "止（当日起不再适用）",
    "from_org": "从何处转来",
    "to_org": "转往何处",
    "place": "去向",
    "note": "说明",
    "post": "职务",
    "party_group": "党小组",
    "agreed_by": "谁同意",
    "superior_agreed_on": "上级同意日期",
    "meeting_agreed_on": "大会通过日期",
    "name": "届次",
    "formed_on": "选举日期",
    "term_years": "任期（年）",
    "approved_by": "批复机关",
    "approved_on": "批复日期",
}
_DAYS = frozenset(
    {
        "joined_on", "converted_on", "since", "until", "superior_agreed_on", "meeting_agreed_on", "formed_on",
        "approved_on",
    }
)  # fmt: skip


def _correction(name: str, value: object, groups: Sequence[GroupRef]) -> Spec:
    label = _CORRECTED[name]
    if name in _DAYS or isinstance(value, date):
        return Spec(name, label, Ask.DAY, value=value)
    if name == "post":
        return Spec(name, label, Ask.CHOICE, tuple((post.value, post.label) for post in Post), value=value)
    if name == "party_group":
        return Spec(name, label, Ask.CHOICE, group_choices(groups), value=value)
    if name == "term_years":
        return Spec(name, label, Ask.COUNT, value=value)
    return Spec(name, label, value=value)
