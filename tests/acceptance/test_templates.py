"""An agenda from a template in two presses; a template changed in the window."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton

from dangjian_desktop.meetings.page.templates import KeepTemplateDialog, TemplateButton, TemplatesDialog

from .office import Seated


def button(seated: Seated) -> TemplateButton:
    return next(one for one in seated.body.findChildren(TemplateButton) if one.isVisible())


def test_two_presses_put_an_agenda_and_it_is_kept_under_a_new_name(seated: Seated) -> None:
    seated.plan()
    seated.choose(button(seated), "季度党员大会")
    titles = [one.title for one in seated.view.segments[0].agenda]
    assert titles[0] == "传达学习上级精神"
    assert titles[1] == "听取支部委员会四季度工作报告"
    seated.choose(button(seated), "存为模板")
    dialog = seated.dialog(KeepTemplateDialog)
    seated.type(dialog.name, "四季度大会")
    seated.press("存为模板", dialog)
    words = [words for words, _on in button(seated).choices()]
    assert "四季度大会（4 项）" in words


def test_templates_are_changed_added_and_removed_in_the_window(seated: Seated) -> None:
    seated.plan()
    seated.choose(button(seated), "修改模板")
    dialog = seated.dialog(TemplatesDialog)
    assert [dialog.list.item(place).text() for place in range(dialog.list.count())] == [
        "季度党员大会",
        "接收预备党员",
        "预备党员转正",
    ]
    seated.type(dialog.lines, "★传达精神｜领学\n听取报告")
    seated.press("保存这个模板", dialog)
    assert dialog.chosen is not None
    assert dialog.chosen.own
    assert [one.title for one in dialog.chosen.items] == ["传达精神", "听取报告"]
    seated.press("新模板", dialog)
    seated.press("保存这个模板", dialog)
    assert "起个名字" in dialog.name_field.hint.text
    seated.type(dialog.name, "年终大会")
    seated.type(dialog.lines, "书记述职")
    seated.press("保存这个模板", dialog)
    assert dialog.chosen.name == "年终大会"
    seated.press("删除", dialog)
    assert dialog.list.count() == 3
    close = next(one for one in dialog.findChildren(QAbstractButton) if one.text() == "关闭")
    close.click()
    seated.settle()
    assert "季度党员大会（2 项）" in [words for words, _on in button(seated).choices()]
    assert seated.problems() == []
