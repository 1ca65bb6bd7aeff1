"""The sample branch's 组织生活会: last year's finished, this year's in preparation; made through our own verbs."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from dangjian_desktop.appraisal import service
from dangjian_desktop.appraisal.inputs import (
    AddCriticism,
    AddOpinion,
    AddRectification,
    AddStudy,
    BeginYear,
    CompleteRectification,
    EditAppraisal,
    EditYear,
    EnterCounts,
    GiveFeedback,
    GiveVerdicts,
    MemberCounts,
    ShareReview,
    VerifyRectification,
    WriteReview,
)
from dangjian_desktop.appraisal.reading import AppraisalRow, YearView, year_view
from dangjian_desktop.appraisal.rules.grades import Grade
from dangjian_desktop.appraisal.rules.rectify import Source
from dangjian_desktop.base.resources import resource
from dangjian_desktop.feature import Call, SampleWorld, carry_out
from dangjian_desktop.store import Transaction

_AUTUMN = (11, 20)
"""When the preparation begins: month and day."""


@dataclass
class _Teller:
    """Does one thing after another, each on its day; nothing happens after today."""

    world: SampleWorld
    year: int
    texts: dict[str, Any]
    rng: random.Random
    id: str = ""
    steps: int = 0

    def do(self, day: date, verb: str, run: Callable[[Transaction, Any], object], data: object) -> Any:
        """Carry out a verb on a day."""
        self.steps += 1
        moment = datetime.combine(min(day, self.world.today), time(15, 10)) + timedelta(minutes=self.steps % 50)
        self.world.clock.now = moment
        with self.world.store.write("建立样例", verb=verb) as tx:
            return run(tx, data)

    def view(self) -> YearView:
        """The year as it stands."""
        with self.world.store.read() as reader:
            return year_view(reader, self.year, self.world.clock.now.date())


def make_sample(world: SampleWorld) -> None:
    """Last year's work whole, this year's up to the opinions; a branch of one year has only the latter."""
    texts = tomllib.loads(resource("sample/appraisal.toml").read_text(encoding="utf-8"))
    last = world.today.year - 1
    if world.years > 1:
        _whole_year(_Teller(world, last, texts, random.Random(f"appraisal{world.seed}")))
        world.progress.step(1, 2, "样例：组织生活会")
    _begun(_Teller(world, world.today.year, texts, random.Random(f"appraisal{world.seed}now")))
    world.progress.step(2, 2, "样例：组织生活会")
    world.clock.now = datetime.combine(world.today, time(9, 0))


def _begin(teller: _Teller, day: date) -> None:
    texts, year = teller.texts, teller.year
    begun = BeginYear(year, texts["theme"], texts["notice"], date(year + 1, 1, 31))
    teller.id = teller.do(day, "begin_org_life", service.begin_year, begun)
    teller.do(
        day,
        "edit_org_life",
        service.edit_year,
        EditYear(teller.id, {"arrangement": texts["arrangement"]}),
    )


def _plan(teller: _Teller, day: date, *, approved: date | None) -> None:
    teller.do(day, "edit_org_life", service.edit_year, EditYear(teller.id, {"plan_sent_on": day}))
    if approved is not None:
        by = teller.texts["approved_by"]
        changes: Any = {"plan_approved_on": approved, "plan_approved_by": by}
        teller.do(approved, "edit_org_life", service.edit_year, EditYear(teller.id, changes))


def _study(teller: _Teller, day: date, count: int) -> None:
    for number, text in enumerate(teller.texts["study"][:count]):
        on = day + timedelta(days=4 * number)
        new = AddStudy(teller.id, text["topic"], on, text["form"])
        teller.do(on, "add_theme_study", service.add_study, new)


def _opinions(teller: _Teller, day: date, count: int) -> list[str]:
    people, made = teller.view().people, []
    for text in teller.texts["opinion"][:count]:
        new = AddOpinion(
            year=teller.id,
            anonymous=text["anonymous"],
            text=text["text"],
            aspect=text["aspect"],
            way=text["way"],
            giver=text["giver"],
            person=None if text["anonymous"] else teller.rng.choice(people).member,
            answer="" if text.get("measure") else text["answer"],
        )
        made.append(teller.do(day, "add_opinion", service.add_opinion, new))
    return made


def _begun(teller: _Teller) -> None:
    """This year: begun, sent up, one study, three opinions, two members' 自评, the committee's material as a draft."""
    today = teller.world.today
    start = min(date(today.year, *_AUTUMN), today - timedelta(days=12))
    if start.year != today.year or not teller.view().people:
        return
    _begin(teller, start)
    _plan(teller, start + timedelta(days=1), approved=start + timedelta(days=5))
    _study(teller, start + timedelta(days=6), 1)
    _opinions(teller, start + timedelta(days=9), 3)
    for number, row in enumerate(teller.view().people[:2]):
        early: Any = {"self_review": teller.texts["self_words"][number], "self_grade": Grade.QUALIFIED}
        one = EditAppraisal(teller.id, row.member, early)
        teller.do(start + timedelta(days=10), "edit_appraisal", service.edit_appraisal, one)
    draft = WriteReview(teller.id, teller.texts["committee_review"]["text"])
    teller.do(start + timedelta(days=10), "write_self_review", service.write_review, draft)


def _whole_year(teller: _Teller) -> None:
    year = teller.year
    begin = date(year, *_AUTUMN)
    _begin(teller, begin)
    if not teller.view().people:
        return
    held = teller.view().meeting
    day = held.day if held and held.day else date(year, 12, 20)
    if held is not None:
        link = {"owner_kind": "org_life_years", "owner": teller.id, "relation": "discussed_in"}
        link |= {"target_kind": "gatherings", "target": held.id}
        teller.do(day, "link_records", carry_out, Call("link_records", link))
    _plan(teller, begin + timedelta(days=1), approved=begin + timedelta(days=5))
    _study(teller, begin + timedelta(days=6), 2)
    opinions = _opinions(teller, begin + timedelta(days=9), 5)
    closed: Any = {"opinions_closed_on": begin + timedelta(days=12)}
    teller.do(begin + timedelta(days=12), "edit_org_life", service.edit_year, EditYear(teller.id, closed))
    _reviews(teller, day - timedelta(days=3))
    _criticisms(teller, day)
    _appraise(teller, day)
    _rectify(teller, day, opinions)
    sent: Any = {
        "report_text": teller.texts["report_text"],
        "report_next": teller.texts["report_next"],
        "report_sent_on": day + timedelta(days=14),
    }
    teller.do(day + timedelta(days=14), "edit_org_life", service.edit_year, EditYear(teller.id, sent))


def _reviews(teller: _Teller, day: date) -> None:
    texts = teller.texts
    whole = ShareReview(teller.id, None, texts["committee_review"]["text"], day)
    teller.do(day, "share_self_review", service.share_review, whole)
    for number, row in enumerate(teller.view().people):
        if row.posts or number % 3 == 0:
            text = texts["member_review"][number % len(texts["member_review"])]["text"]
            one = ShareReview(teller.id, row.member, text, day)
            teller.do(day, "share_self_review", service.share_review, one)


def _criticisms(teller: _Teller, day: date) -> None:
    people = list(teller.view().people)
    leaders = [row for row in people if "书记" in row.posts] or people
    for text in teller.texts["criticism"]:
        critic, subject = teller.rng.sample(people, 2) if len(people) > 1 else (people[0], people[0])
        if text.get("self"):
            critic = subject = leaders[0]
        new = AddCriticism(teller.id, False, critic.member, subject.member, text["text"], text.get("response", ""))
        teller.do(day, "add_criticism", service.add_criticism, new)


def _appraise(teller: _Teller, day: date) -> None:
    view = teller.view()
    graded = view.graded
    returned = view.present or len(view.people)
    counts = tuple(_counts(teller, row, returned, number) for number, row in enumerate(graded))
    entered = EnterCounts(teller.id, returned, returned, counts)
    teller.do(day, "enter_ballot_counts", service.enter_counts, entered)
    excellent = [row.member for row in graded[::3]][: len(graded) // 3]
    told = day + timedelta(days=2)
    for number, row in enumerate(view.people):
        words = teller.texts["self_words"][number % 3]
        changes: Any = {
            "self_grade": Grade.QUALIFIED,
            "self_review": words,
            "peer_review": teller.texts["peer_words"][number % 3],
        }
        if row.member in excellent:
            reasons = teller.texts["excellent_because"]
            changes |= {"opinion": reasons[number % len(reasons)]}
        one = EditAppraisal(teller.id, row.member, changes)
        teller.do(day, "edit_appraisal", service.edit_appraisal, one)
    others = tuple(row.member for row in graded if row.member not in excellent)
    for members, grade in ((tuple(excellent), Grade.EXCELLENT), (others, Grade.QUALIFIED)):
        if members:
            given = GiveVerdicts(teller.id, members, grade, told, "committee_meeting")
            teller.do(told, "give_verdicts", service.give_verdicts, given)
    back = GiveFeedback(teller.id, told + timedelta(days=3))
    teller.do(told + timedelta(days=3), "give_feedback", service.give_feedback, back)


def _counts(teller: _Teller, row: AppraisalRow, returned: int, number: int) -> MemberCounts:
    best = teller.rng.randrange(returned // 2, returned) if number % 3 == 0 else teller.rng.randrange(returned // 2 + 1)
    less = teller.rng.randrange(2) if returned - best > 1 else 0
    return MemberCounts(row.member, best, returned - best - less, less, 0)


def _rectify(teller: _Teller, day: date, opinions: list[str]) -> None:
    people = teller.view().graded
    listed = [(id, text) for id, text in zip(opinions, teller.texts["opinion"], strict=False) if text.get("measure")]
    for number, (opinion, text) in enumerate(listed):
        responsible = people[number % len(people)].member
        deadline = date(day.year + 1, 3, 31) if number % 2 == 0 else date(day.year + 1, 6, 30)
        new = AddRectification(
            year=teller.id,
            problem=text["text"],
            source=Source.OPINION,
            measure=text["measure"],
            responsible=responsible,
            deadline=deadline,
            arises_from_kind="org_life_opinions",
            arises_from=opinion,
        )
        made = teller.do(
            day + timedelta(days=5),
            "add_rectification",
            service.add_rectification,
            new,
        )
        done = deadline - timedelta(days=20)
        if text.get("done") and done < teller.world.today:
            complete = CompleteRectification(made, done, text["done"])
            teller.do(
                done,
                "complete_rectification",
                service.complete_rectification,
                complete,
            )
            verifier = people[(number + 1) % len(people)].member
            verify = VerifyRectification(made, verifier, min(done + timedelta(days=5), teller.world.today))
            teller.do(
                verify.on,
                "verify_rectification",
                service.verify_rectification,
                verify,
            )
