"""A rule file before it is taken: old beside new, row by row; all of it or nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dangjian_desktop.regulations.rule_file import RuleFile
from dangjian_desktop.regulations.rules.comparing import Difference, Offered
from dangjian_desktop.ui.components.cells import Cell, Words
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

_COLUMNS = (
    Column("规则", 180, stretch=1),
    Column("现在", 120, stretch=1),
    Column("文件里", 120, stretch=1),
    Column("依据", 110, stretch=1),
    Column("自", 88),
    Column("结果", 250, stretch=2),
)
_TONES = {Difference.CHANGED: Tone.INFO, Difference.NEW: Tone.OK, Difference.SAME: Tone.PLAIN}


class RuleFileDialog(Dialog):
    """What the file would change; 采用 takes every new row, 不采用 none."""

    def __init__(self, file: RuleFile, parent: QWidget | None = None) -> None:
        count, same = len(file.fresh), len(file.rows) - len(file.fresh)
        accept = f"全部采用（{count} 条）" if count else "知道了"
        super().__init__(
            f"规则文件：{file.name}", accept, parent, cancel="不采用" if count else "", primary=bool(count)
        )
        said = f"有 {count} 条和现在不同" if count else "和现在的规则一样，没有要采用的"
        self.body.addWidget(Label(said + (f"，{same} 条相同。" if count and same else "。"), Role.BOLD))
        frame = QFrame()
        frame.setProperty("card", "true")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        self.table = Table(_COLUMNS)
        self.table.setProperty("bare", "true")
        self.table.setAccessibleName("新旧规则对照")
        self.table.setMinimumHeight(theme().px(220))
        order = sorted(file.rows, key=lambda one: one.difference is Difference.SAME)
        self.table.set_rows([_row(place, one) for place, one in enumerate(order)])
        inside.addWidget(self.table)
        self.body.addWidget(frame, 1)
        words = "各条从“自”那天起执行，以前的时段仍按当时的规则。采用后可以撤销，也会随同步包带到另一台电脑。"
        self.body.addWidget(Label(words, Role.MUTED, wrap=True))
        self.resize(theme().px(980), theme().px(480))


def _row(place: int, one: Offered) -> Row:
    rule, changed = one.rule, one.difference is Difference.CHANGED
    return row(
        str(place),
        Cell.words(rule.title or rule.id, tip=rule.words),
        Cell.words(one.old or "—", Tone.PLAIN if changed else Tone.INK, tip=one.old),
        Cell.of(Words(one.new, bold=changed and one.new != one.old), tip=one.new),
        Cell.words(rule.standing, tip=rule.basis),
        rule.effective_from.isoformat(),
        Cell.of(Tag(one.difference.label, _TONES[one.difference]), Words(one.note, Tone.PLAIN), tip=one.note),
    )
