"""What can be done with rules: change an editable one, give way to the regulation again, take a file, note a notice."""

from __future__ import annotations

from typing import Any

from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.base.regulations import Rule, load_rules
from dangjian_desktop.regulations.inputs import ChangeId, ResetRule, SetRule, SetYearNotice, TakeRuleFile
from dangjian_desktop.regulations.reading import (
    book_of,
    change_id,
    encode,
    known_book,
    notice_id,
    rulebook,
    version_id,
)
from dangjian_desktop.regulations.records import RuleChange, RuleVersion, YearNotice
from dangjian_desktop.regulations.rule_file import look_into
from dangjian_desktop.regulations.rules.entering import enter
from dangjian_desktop.regulations.rules.notices import SUBJECTS
from dangjian_desktop.regulations.rules.wording import value_text, value_words
from dangjian_desktop.store import Record, Transaction

_EARLIEST = 1949


def set_rule(tx: Transaction, data: SetRule) -> str:
    """Put the branch's own value in place of a rule's from a day on; earlier periods keep the rule then in force.

    Raises :class:`Refused` for an unknown rule, one that a regulation fixes, a value of another sort, or no change.
    """
    day = data.effective_from or tx.now.date()
    book = book_of_rule(data.rule)
    base = known_book(tx, book).on(data.rule, day)
    _editable(base)
    if day.year < _EARLIEST:
        raise Refused("生效日期太早，请核对。", problems=(FieldProblem("effective_from", "生效日期太早，请核对。"),))
    entered = enter(base, data.value, data.comparator, data.unit)
    before = rulebook(tx, book).on(data.rule, day)
    if (entered.value, entered.comparator, entered.unit) == (before.value, before.comparator, before.unit):
        words = f"和{day.isoformat()}的值一样，不用改。"
        raise Refused(words, problems=(FieldProblem("value", words),))
    after = Rule(base.id, base.title, entered.value, day, base.confidence, entered.comparator, entered.unit)
    tx.label = f"修改规则“{base.title}”：{value_words(after)}"
    values = {
        "rule": data.rule,
        "value": value_text(after),
        "comparator": entered.comparator.value,
        "unit": entered.unit or None,
        "effective_from": day,
        "reason": data.reason or None,
        "reset": False,
    }
    return _put(tx, RuleChange, change_id(data.rule, day), values)


def reset_rule(tx: Transaction, data: ResetRule) -> str:
    """From a day on, have the regulation's (or the program's own) value again.

    Raises :class:`Refused` where the branch has not changed the rule by that day.
    """
    day = data.effective_from or tx.now.date()
    book = book_of_rule(data.rule)
    before = rulebook(tx, book).on(data.rule, day)
    if not before.changed:
        raise Refused(f"规则“{before.title}”没有改过，不用恢复。")
    tx.label = f"恢复规则“{before.title}”：{value_words(known_book(tx, book).on(data.rule, day))}"
    values = {"rule": data.rule, "effective_from": day, "reason": data.reason or None, "reset": True}
    return _put(tx, RuleChange, change_id(data.rule, day), values)


def withdraw_rule_change(tx: Transaction, data: ChangeId) -> str:
    """Take one of the branch's changes away as if it had never been made (a slip). Raises :class:`Refused`."""
    change = tx.need(RuleChange, data.id)
    tx.label = f"撤回对规则“{rule_title(change.rule or '')}”的修改"
    tx.delete(RuleChange, data.id)
    return data.id


def take_rule_file(tx: Transaction, data: TakeRuleFile) -> dict[str, Any]:
    """Take every row of a rule file that says something new; each holds from its own day on.

    Raises :class:`Refused` if the file is damaged, foreign, brings nothing new, or was changed since it was shown.
    """
    file = look_into(tx, data.path)
    if data.sha256 and data.sha256 != file.sha256:
        raise Refused(f"“{file.name}”在查看以后又变了。", hint="请重新打开这个文件，看过再采用。")
    if not file.fresh:
        raise Refused(f"“{file.name}”里的规则和现在的一样，没有要采用的。")
    for row in file.fresh:
        rule = row.rule
        values = {
            "rule": rule.id,
            "title": rule.title,
            "value": encode(rule.value),
            "comparator": rule.comparator.value,
            "unit": rule.unit or None,
            "regulation": rule.regulation or None,
            "article": rule.article or None,
            "words": rule.words or None,
            "url": rule.url or None,
            "effective_from": rule.effective_from,
            "confidence": rule.confidence.value,
            "editable": rule.editable,
            "least": rule.least,
            "most": rule.most,
            "file": file.name,
            "taken_on": tx.now.date(),
        }
        _put(tx, RuleVersion, version_id(rule.id, rule.effective_from), values)
    tx.label = f"采用规则文件“{file.name}”（{len(file.fresh)}条）"
    return {"taken": len(file.fresh), "same": len(file.rows) - len(file.fresh)}


def set_year_notice(tx: Transaction, data: SetYearNotice) -> str:
    """Note the deadline that the superior's notice sets for a duty's 归属年度, or clear it.

    Raises :class:`Refused` for a deadline before the year begins or more than a year after it ends.
    """
    name = f"{data.year}年度{SUBJECTS[data.subject]}"
    if data.deadline is not None and not data.year <= data.deadline.year <= data.year + 1:
        words = f"{name}的期限应在{data.year}年或{data.year + 1}年，请核对。"
        raise Refused(words, problems=(FieldProblem("deadline", words),))
    if data.deadline is None and data.document:
        words = "填了文件，还没有填期限。"
        raise Refused(words, problems=(FieldProblem("deadline", words),))
    until = f"期限{data.deadline.isoformat()}" if data.deadline else "没有通知期限"
    tx.label = f"登记{name}：{until}"
    values = {
        "subject": str(data.subject),
        "year": data.year,
        "deadline": data.deadline,
        "document": data.document or None,
    }
    return _put(tx, YearNotice, notice_id(data.subject, data.year), values)


def book_of_rule(rule: str) -> str:
    """The file that holds a rule. Raises :class:`Refused` for an unknown one."""
    try:
        return book_of(rule)
    except KeyError:
        raise Refused(f"没有“{rule}”这条规则。", hint="请在“规则”里查看有哪些规则。") from None


def rule_title(rule: str) -> str:
    """What a rule is called, its id where this program doesn't know it."""
    try:
        return load_rules(book_of(rule)).versions(rule)[-1].title
    except KeyError:
        return rule


def _editable(base: Rule) -> None:
    if not base.editable:
        raise Refused(f"“{base.title}”由{base.basis}规定，不能修改。", hint="规定有变化时，请打开新的规则文件。")


def _put(tx: Transaction, model: type[Record], id: str, values: dict[str, Any]) -> str:
    """Make or change the row of that id; one that was taken away comes back."""
    if tx.get(model, id) is not None:
        tx.restore(model, id)
    return tx.create(model, values, id=id)
