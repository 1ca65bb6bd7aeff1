"""What the view 规则 shows: every rule with the value here, what it rests on, and whether the branch changed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangjian_desktop.base.regulations import Comparator, Rule, Rulebook, book_title, shipped_books
from dangjian_desktop.feature import features_of
from dangjian_desktop.regulations.reading import known_book, rulebook, taken_versions, written_changes, year_notice
from dangjian_desktop.regulations.rules.entering import Written, change_of, comparators
from dangjian_desktop.regulations.rules.notices import SUBJECTS, Notice
from dangjian_desktop.regulations.rules.wording import value_text, value_words
from dangjian_desktop.store import Reader


@dataclass(frozen=True)
class VersionLine:
    """One version of a rule. ``change`` is the id of the branch's change, "" for a regulation's."""

    since: date
    value: str
    source: str
    change: str = ""
    current: bool = False


@dataclass(frozen=True)
class RuleRow:
    """A rule as it stands on a day; ``coming`` is a change that is still to begin."""

    id: str
    book: str
    group: str
    title: str
    value: str
    typed: str
    comparator: Comparator
    comparators: tuple[Comparator, ...]
    unit: str
    standing: str
    regulation: str
    article: str
    words: str
    url: str
    editable: bool
    changed: bool
    since: date
    coming: str
    original: str
    versions: tuple[VersionLine, ...]


@dataclass(frozen=True)
class RulesView:
    """All rules in the order of the files, and the notices of this year and the last."""

    day: date
    rows: tuple[RuleRow, ...]
    notices: tuple[Notice, ...]

    def rule(self, id: str) -> RuleRow | None:
        return next((row for row in self.rows if row.id == id), None)

    def notice(self, key: str) -> Notice | None:
        return next((notice for notice in self.notices if notice_key(notice) == key), None)


def notice_key(notice: Notice) -> str:
    """The key of a notice among the rows."""
    return f"notice:{notice.subject}:{notice.year}"


def notice_title(notice: Notice) -> str:
    """2026年度组织生活会."""
    return f"{notice.year}年度{SUBJECTS[notice.subject]}"


def rules_view(reader: Reader, day: date) -> RulesView:
    """Everything that the view shows on a day."""
    titles = {feature.name: feature.title for feature in features_of(reader)}
    taken = {(rule.id, rule.effective_from) for rule in taken_versions(reader)}
    rows: list[RuleRow] = []
    for name in shipped_books():
        book, known = rulebook(reader, name), known_book(reader, name)
        written = written_changes(reader, known.ids)
        group = book_title(name) or titles.get(name, name)
        for id in known.ids:
            mine = [one for one in written if one.rule == id and change_of(known, one) is not None]
            rows.append(_row(name, group, book, known, id, mine, taken, day))
    years = (day.year, day.year - 1)
    notices = tuple(year_notice(reader, subject, year) for year in years for subject in SUBJECTS)
    return RulesView(day, tuple(rows), notices)


def _row(
    name: str,
    group: str,
    book: Rulebook,
    known: Rulebook,
    id: str,
    written: list[Written],
    taken: set[tuple[str, date]],
    day: date,
) -> RuleRow:
    rule, base = book.on(id, day), known.on(id, day)
    later = [one for one in book.versions(id) if one.effective_from > max(day, rule.effective_from)]
    return RuleRow(
        id=id,
        book=name,
        group=group,
        title=base.title,
        value=value_words(rule),
        typed=value_text(rule),
        comparator=rule.comparator,
        comparators=comparators(base),
        unit=rule.unit,
        standing=rule.standing,
        regulation=base.regulation,
        article=base.article,
        words=base.words,
        url=base.url,
        editable=base.editable,
        changed=rule.changed,
        since=rule.effective_from,
        coming=f"{later[0].effective_from.isoformat()}起{value_words(later[0])}" if later else "",
        original=value_words(base),
        versions=_versions(book, known, id, written, taken, rule),
    )


def _versions(
    book: Rulebook, known: Rulebook, id: str, written: list[Written], taken: set[tuple[str, date]], now: Rule
) -> tuple[VersionLine, ...]:
    """The newest first; a change on the day of a regulation's version stands before it."""
    lines = [
        VersionLine(
            rule.effective_from,
            value_words(rule),
            "规则文件" if (id, rule.effective_from) in taken else rule.standing,
            current=rule == now,
        )
        for rule in known.versions(id)
    ]
    for one in written:
        rule = book.on(id, one.effective_from)
        source = "恢复原规定" if one.reset else "本单位设定"
        reason = f"，{one.reason}" if one.reason else ""
        current = now.effective_from == one.effective_from and (now.changed or one.reset)
        lines.append(VersionLine(one.effective_from, value_words(rule), source + reason, one.id, current))
    return tuple(sorted(lines, key=lambda line: (line.since, bool(line.change)), reverse=True))
