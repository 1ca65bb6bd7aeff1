"""The face of the roster: its tab, kinds, verbs, names, papers, sheet and part of the sample branch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import select

from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import (
    Action,
    Feature,
    Figure,
    Hit,
    Kind,
    Metric,
    Paper,
    Reference,
    SheetImport,
    Tab,
    View,
)
from dangjian_desktop.roster import inputs, papers, rules
from dangjian_desktop.roster.dues import countdowns, dues
from dangjian_desktop.roster.holdings import holdings
from dangjian_desktop.roster.reading import (
    MEMBERS,
    branch_facts,
    find_people,
    group_names,
    member_facts,
    person_label,
    person_refs,
    posts_text,
)
from dangjian_desktop.roster.records import (
    Branch,
    Committee,
    ExclusionEntry,
    GroupSpell,
    HigherOrg,
    LectureTopic,
    Member,
    MemberSpell,
    PartyGroup,
    Person,
    PostSpell,
    Talent,
    Unit,
)
from dangjian_desktop.roster.rules import Status
from dangjian_desktop.roster.sample import make_sample
from dangjian_desktop.roster.service import facts, importing, members, organisation, people, posts, standing
from dangjian_desktop.roster.sheets import write_template
from dangjian_desktop.store import Reader, Record, live

REGISTER_VIEW, ORGANISATION_VIEW = "roster/register", "roster/organisation"


def _register(context: Any) -> Any:
    from dangjian_desktop.roster.page.register import RegisterView

    return RegisterView(context)


def _organisation(context: Any) -> Any:
    from dangjian_desktop.roster.page.organisation import OrganisationView

    return OrganisationView(context)


def _derived(reader: Reader, member: Any) -> Mapping[str, object]:
    """Status, group, posts and Party standing of a member today."""
    today = reader.now.date()
    known = member_facts(reader, member.id).get(member.id)
    if known is None:
        return {}
    return {
        "status": rules.status_on(known, today).value,
        "party_group": rules.group_on(known, today),
        "party_group_name": group_names(reader).get(rules.group_on(known, today), ""),
        "post_names": posts_text(known, today),
        "party_standing": rules.full_years(known.converted_on, today),
    }


def _action(name: str, label: str, kind: type[Any], run: Callable[[Any, Any], object]) -> Action:
    return Action(name, label, kind, run)


ACTIONS = (
    _action("set_branch", "登记支部情况", inputs.SetBranch, organisation.set_branch),
    _action("add_unit", "登记单位", inputs.AddUnit, organisation.add_unit),
    _action("add_member", "登记党员", inputs.AddMember, members.add_member),
    _action("edit_member", "修改党员", inputs.EditMember, members.edit_member),
    _action("delete_member", "删除党员", inputs.RecordId, members.delete_member),
    _action("restore_member", "恢复党员", inputs.RecordId, members.restore_member),
    _action("add_talent", "登记特长", inputs.AddTalent, members.add_talent),
    _action("add_lecture_topic", "登记可讲课题", inputs.AddLectureTopic, members.add_lecture_topic),
    _action("admit", "接收预备党员", inputs.Admit, standing.admit),
    _action("convert_to_full", "转正", inputs.ConvertToFull, standing.convert_to_full),
    _action("extend_probation", "延长预备期", inputs.ExtendProbation, standing.extend_probation),
    _action("transfer_in", "转入党员", inputs.TransferIn, standing.transfer_in),
    _action("transfer_out", "转出党员", inputs.TransferOut, standing.transfer_out),
    _action("leave_branch", "登记离开", inputs.LeaveBranch, standing.leave_branch),
    _action("mark_member", "登记党员情况", inputs.MarkMember, standing.mark_member),
    _action("end_mark", "结束党员情况", inputs.EndMark, standing.end_mark),
    _action("exclude_from_expected", "不计入应到", inputs.ExcludeFromExpected, standing.exclude_from_expected),
    _action("end_exclusion", "恢复计入应到", inputs.EndExclusion, standing.end_exclusion),
    _action("form_committee", "登记换届", inputs.FormCommittee, posts.form_committee),
    _action("appoint_post", "任职", inputs.AppointPost, posts.appoint_post),
    _action("end_post", "离任", inputs.EndPost, posts.end_post),
    _action("hand_over_post", "职务交接", inputs.HandOverPost, posts.hand_over_post),
    _action("add_party_group", "设立党小组", inputs.AddPartyGroup, posts.add_party_group),
    _action("edit_party_group", "修改党小组", inputs.EditPartyGroup, posts.edit_party_group),
    _action("delete_party_group", "删除党小组", inputs.RecordId, posts.delete_party_group),
    _action("restore_party_group", "恢复党小组", inputs.RecordId, posts.restore_party_group),
    _action("assign_group", "编入党小组", inputs.AssignGroup, posts.assign_group),
    _action("add_person", "登记其他人员", inputs.AddPerson, people.add_person),
    _action("edit_person", "修改其他人员", inputs.EditPerson, people.edit_person),
    _action("delete_person", "删除其他人员", inputs.RecordId, people.delete_person),
    _action("restore_person", "恢复其他人员", inputs.RecordId, people.restore_person),
    _action("correct_fact", "更正", inputs.CorrectFact, facts.correct_fact),
    _action("remove_fact", "删除登记", inputs.RemoveFact, facts.remove_fact),
    _action("import_members", "导入名册", inputs.ImportMembers, importing.import_members),
)


def find_persons(reader: Reader, text: str, limit: int) -> list[Hit]:
    """Members and other people found by name, as search and pickers show them."""
    return [Hit(ref.kind, ref.id, ref.label, ref.detail) for ref in find_people(reader, text, limit=limit)]


def _find_of(kind: str) -> Callable[[Reader, str, int], list[Hit]]:
    def find(reader: Reader, text: str, limit: int) -> list[Hit]:
        refs = find_people(reader, text, limit=10 * limit) if text.strip() else list(person_refs(reader).values())
        return [Hit(kind, ref.id, ref.label, ref.detail) for ref in refs if ref.kind == kind][:limit]

    return find


def _named(model: type[Any], view: str) -> Reference:
    """How records with a plain ``name`` are called and found."""

    def label(reader: Reader, record: str) -> str:
        found = reader.get(model, record)
        return (found.name or "") if found else ""

    def find(reader: Reader, text: str, limit: int) -> list[Hit]:
        rows = reader.rows(select(model.id, model.name).where(live(model)).order_by(model.name, model.id))
        kind = model.__tablename__
        return [Hit(kind, row.id, row.name or "") for row in rows if text.strip() in (row.name or "")][:limit]

    return Reference(model.__tablename__, label, find, view)


def _part_of_member(model: type[Any]) -> Reference:
    """A fact of a member is called after the member and opens them."""

    def label(reader: Reader, record: str) -> str:
        found = reader.get(model, record)
        return f"{person_label(reader, found.owner or '')} {model.__label__}" if found else ""

    def find(reader: Reader, text: str, limit: int) -> list[Hit]:
        found = [ref for ref in find_people(reader, text, limit=limit) if ref.kind == MEMBERS]
        parts = [(part, ref.label) for ref in found for part in reader.parts(model, ref.id)]
        return [Hit(model.__tablename__, part.id, f"{name} {model.__label__}") for part, name in parts][:limit]

    return Reference(model.__tablename__, label, find, REGISTER_VIEW)


_PARTS: tuple[type[Record], ...] = (MemberSpell, GroupSpell, PostSpell, ExclusionEntry, Talent, LectureTopic)


def _count(*wanted: Status) -> Callable[[Reader, Period, str | None], Figure]:
    def compute(reader: Reader, period: Period, subject: str | None) -> Figure:
        day: date = min(period.last, reader.now.date())
        found = [key for key, member in member_facts(reader).items() if rules.status_on(member, day) in wanted]
        ids = tuple(sorted(key for key in found if subject in (None, key)))
        return Figure(Decimal(len(ids)), ids)

    return compute


def headline(reader: Reader, day: date) -> str:
    """The branch and how many members it has: 机关第一党支部　28 人（正式 26　预备 2）."""
    stands = [rules.status_on(member, day) for member in member_facts(reader).values()]
    full, probationary = stands.count(Status.FULL), stands.count(Status.PROBATIONARY)
    name = branch_facts(reader).name
    if not full + probationary:
        return name
    return f"{name}　{full + probationary} 人（正式 {full}　预备 {probationary}）".lstrip("　")


def _template(path: Path) -> None:
    write_template(path)


def _same(*names: str) -> Callable[[Any], tuple[object, ...] | None]:
    """Rows that say the same in all these fields are probably one thing; a first field left empty says too little."""

    def key(row: Any) -> tuple[object, ...] | None:
        values = tuple(_plain(getattr(row, name)) for name in names)
        return values if values[0] else None

    return key


def _plain(value: object) -> object:
    return "".join(value.split()) if isinstance(value, str) else value


def _same_member(row: Any) -> tuple[object, ...] | None:
    """Name and birth date, else name and joining date: two members may share a name, hardly both."""
    if not row.name or (row.born_on is None and row.joined_on is None):
        return None
    return (_plain(row.name), "born", row.born_on) if row.born_on else (_plain(row.name), "joined", row.joined_on)


def _same_person(row: Any) -> tuple[object, ...] | None:
    return (_plain(row.name), _plain(row.organisation)) if row.name and row.organisation else None


def _same_group(row: Any) -> tuple[object, ...] | None:
    """A group formed anew under an old name is another one."""
    return (_plain(row.name),) if row.name and row.ended_on is None else None


FEATURE = Feature(
    name="roster",
    title="党员",
    floor=0,
    tab=Tab(
        "roster",
        "党员",
        "square-user",
        (View("register", "名册", _register), View("organisation", "班子小组", _organisation)),
    ),
    kinds=(
        Kind(Member, order=("name",), derived=_derived, duplicate_key=_same_member),
        Kind(Person, order=("name",), duplicate_key=_same_person),
        Kind(PartyGroup, order=("formed_on", "name"), duplicate_key=_same_group),
        Kind(Committee, order=("formed_on",), period="formed_on", duplicate_key=_same("formed_on")),
        Kind(PostSpell, order=("owner", "since"), period="since", duplicate_key=_same("post", "since")),
        Kind(MemberSpell, order=("owner", "since"), period="since", duplicate_key=_same("kind", "since")),
        Kind(GroupSpell, order=("owner", "since"), duplicate_key=_same("party_group", "since")),
        Kind(ExclusionEntry, order=("owner", "since"), duplicate_key=_same("kind", "since")),
        Kind(Talent, order=("owner", "position"), duplicate_key=_same("name")),
        Kind(LectureTopic, order=("owner", "position"), duplicate_key=_same("title")),
        Kind(Branch),
        Kind(Unit, order=("name",), duplicate_key=_same("name")),
        Kind(HigherOrg, order=("name",), duplicate_key=_same("name")),
    ),
    actions=ACTIONS,
    references=(
        Reference(MEMBERS, person_label, _find_of(MEMBERS), REGISTER_VIEW),
        Reference("people", person_label, _find_of("people"), REGISTER_VIEW),
        _named(PartyGroup, ORGANISATION_VIEW),
        _named(Committee, ORGANISATION_VIEW),
        _named(Branch, ORGANISATION_VIEW),
        _named(Unit, ORGANISATION_VIEW),
        _named(HigherOrg, ORGANISATION_VIEW),
        *(_part_of_member(model) for model in _PARTS),
    ),
    dues=dues,
    countdowns=countdowns,
    holdings=holdings,
    metrics=(
        Metric("members", "党员人数", _count(Status.FULL, Status.PROBATIONARY)),
        Metric("full_members", "正式党员人数", _count(Status.FULL)),
        Metric("probationary_members", "预备党员人数", _count(Status.PROBATIONARY)),
    ),
    papers=(
        Paper("member_register", "党员名册", "form", "nothing", papers.member_register),
        Paper(
            "member_register_private",
            "党员名册（含身份证号等）",
            "form",
            "nothing",
            papers.member_register_private,
            issuable=False,
        ),
        Paper("committee_list", "支部委员会和党小组名单", "form", "nothing", papers.committee_list),
    ),
    imports=(SheetImport("members", "党员名册", _template, importing.preview_import),),
    search=find_persons,
    sample=make_sample,
    headline=headline,
)
