"""The face of rules: a view beside 设置, the branch's changes and versions taken, and their verbs."""

from __future__ import annotations

from typing import Any

from dangjian_desktop.feature import Action, Feature, Hit, Kind, Reference, Tab, View
from dangjian_desktop.regulations import inputs, service
from dangjian_desktop.regulations.overview import notice_title, rules_view
from dangjian_desktop.regulations.reading import year_notice
from dangjian_desktop.regulations.records import RuleChange, RuleVersion, YearNotice
from dangjian_desktop.regulations.rules.notices import Subject
from dangjian_desktop.store import Reader

VIEW = "tools/rules"


def _view(context: Any) -> Any:
    from dangjian_desktop.regulations.page.view import RulesPage

    return RulesPage(context)


def _label(model: type[Any]) -> Any:
    def label(reader: Reader, id: str) -> str:
        row = reader.get(model, id)
        return f"{service.rule_title(row.rule or '')}（{row.effective_from or '未填日期'}起）" if row else ""

    return label


def _notice_label(reader: Reader, id: str) -> str:
    row = reader.get(YearNotice, id)
    if row is None or row.subject not in list(Subject) or row.year is None:
        return "上级年度通知"
    return notice_title(year_notice(reader, Subject(row.subject), row.year))


def find_rules(reader: Reader, text: str, limit: int) -> list[Hit]:
    """Rules by a part of their name or words."""
    wanted = text.strip()
    found = rules_view(reader, reader.now.date()).rows if wanted else ()
    return [
        Hit("rule_changes", row.id, row.title, f"{row.value}　{row.standing}")
        for row in found
        if wanted in row.title or (len(wanted) > 1 and wanted in row.words)
    ][:limit]


def _none(_reader: Reader, _text: str, _limit: int) -> list[Hit]:
    return []


FEATURE = Feature(
    name="regulations",
    title="规则",
    floor=0,
    tab=Tab("tools", "工具", "settings", (View("rules", "规则", _view),)),
    kinds=(
        Kind(RuleChange, order=("rule", "effective_from")),
        Kind(RuleVersion, order=("rule", "effective_from")),
        Kind(YearNotice, order=("year", "subject")),
    ),
    actions=(
        Action("set_rule", "修改规则", inputs.SetRule, service.set_rule),
        Action("reset_rule", "恢复规则", inputs.ResetRule, service.reset_rule),
        Action("withdraw_rule_change", "撤回规则修改", inputs.ChangeId, service.withdraw_rule_change),
        Action("take_rule_file", "采用规则文件", inputs.TakeRuleFile, service.take_rule_file),
        Action("set_year_notice", "登记上级通知期限", inputs.SetYearNotice, service.set_year_notice),
    ),
    references=(
        Reference("rule_changes", _label(RuleChange), _none, VIEW),
        Reference("rule_versions", _label(RuleVersion), _none, VIEW),
        Reference("year_notices", _notice_label, _none, VIEW),
    ),
    search=find_rules,
)
