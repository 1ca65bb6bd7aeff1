"""Every component in every state on one sheet: looked at by people, photographed by a test."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionFrame,
    QVBoxLayout,
    QWidget,
)

from dangjian_desktop.papers.charts.model import BarChart, LineChart, Reference, Series, StackedBars
from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components import attendance, tags
from dangjian_desktop.ui.components.attendance import Count, count_label
from dangjian_desktop.ui.components.banner import Banner, BannerKind
from dangjian_desktop.ui.components.bars import ProgressBar
from dangjian_desktop.ui.components.buttons import Button, Kind, Switch
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.cells import Cell, Dots, RowButton, Words
from dangjian_desktop.ui.components.chart import ChartView
from dangjian_desktop.ui.components.chips import Chip, ChipState, Person
from dangjian_desktop.ui.components.editors import CheckBox, Combo, DateEdit, LineEdit, LongText, TimeEdit
from dangjian_desktop.ui.components.empty import EmptyState
from dangjian_desktop.ui.components.fields import Field
from dangjian_desktop.ui.components.flow import Flow
from dangjian_desktop.ui.components.import_preview import ImportPreview, Outcome, PreviewRow
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.segments import SegmentTabs
from dangjian_desktop.ui.components.statebar import Standing, State, StateBar, standing_of
from dangjian_desktop.ui.components.status_menu import StatusMenu
from dangjian_desktop.ui.components.table import Column, Table, row
from dangjian_desktop.ui.components.tabs import MainTabs, ViewRow
from dangjian_desktop.ui.components.tags import Tag, TagLabel
from dangjian_desktop.ui.components.toast import Toast
from dangjian_desktop.ui.components.yeargrid import CellState, YearBar, YearCell, YearGrid, YearRow
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

WIDTH = 1400


class _FocusedButton(Button):
    """Looks as if the keyboard were on it."""

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        option.state |= QStyle.StateFlag.State_HasFocus  # type: ignore[attr-defined]

    def hasFocus(self) -> bool:
        return True


class _FocusedLine(LineEdit):
    """Looks as if the keyboard were in it."""

    def initStyleOption(self, option: QStyleOptionFrame) -> None:
        super().initStyleOption(option)
        option.state |= QStyle.StateFlag.State_HasFocus  # type: ignore[attr-defined]


class _FocusedChip(Chip):
    def hasFocus(self) -> bool:
        return True


class _HoveredButton(Button):
    """Looks as if the mouse were on it."""

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        option.state |= QStyle.StateFlag.State_MouseOver  # type: ignore[attr-defined]


class _HoveredChip(Chip):
    def underMouse(self) -> bool:
        return True


class Gallery(QWidget):
    """The sheet. It holds no data but invented words."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setFixedWidth(WIDTH)
        px = theme().px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(32), px(24), px(32), px(32))
        outer.setSpacing(px(20))
        head = QHBoxLayout()
        title = Label("组件", Role.DATE)
        head.addWidget(title)
        head.addSpacing(px(6))
        head.addWidget(Label("支部工作台　标准字号 14 px（10.5 pt）　数据均为虚构", Role.MUTED))
        head.addStretch(1)
        outer.addLayout(head)
        columns = QHBoxLayout()
        columns.setSpacing(px(20))
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(px(20))
            columns.addLayout(column, 1)
        for card in (_buttons(), _fields(), _tags(), _table(), _banners(), _segments(), _bars()):
            left.addWidget(card)
        left.addStretch(1)
        for card in (_frame(), _attendance(), _year(), _empty(), _preview(), _colours(), _lines()):
            right.addWidget(card)
        right.addStretch(1)
        outer.addLayout(columns)
        outer.addStretch(1)


def _line(*items: QWidget, gap: int = 8) -> QHBoxLayout:
    made = QHBoxLayout()
    made.setSpacing(theme().px(gap))
    for item in items:
        made.addWidget(item)
    made.addStretch(1)
    return made


def _add(card: Card, *items: QWidget | QLayout) -> Card:
    for item in items:
        card.add(item)
    return card


def _buttons() -> Card:
    card = Card("按钮")
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().px(12))
    grid.setVerticalSpacing(theme().px(10))
    kinds = (
        (Kind.PRIMARY, "下一步：打印签到表", "printer"),
        (Kind.SECONDARY, "保存", "save"),
        (Kind.QUIET, "月安排", ""),
        (Kind.ROW, "签到表", ""),
    )
    for line, word in enumerate(("常态", "移入", "键盘", "不可用")):
        grid.addWidget(Label(word, Role.MUTED), line, 0)
        for place, (kind, text, icon_name) in enumerate(kinds, 1):
            made = {"键盘": _FocusedButton, "移入": _HoveredButton}.get(word, Button)
            button: QPushButton = made(text, kind, icon_name=icon_name)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setEnabled(word != "不可用")
            grid.addWidget(button, line, place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for place, word in enumerate(("主要，一页一个", "次要", "安静", "行内"), 1):
        grid.addWidget(Label(word, Role.MUTED), 4, place)
    switch = Switch([("form", "填写"), ("paper", "纸样")])
    for half in switch.findChildren(QPushButton):
        half.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    grid.addWidget(switch, 0, 5)
    grid.addWidget(Button("看 3 件", Kind.LINK), 1, 5)
    grid.setColumnStretch(6, 1)
    return _add(card, grid)


def _fields() -> Card:
    card = Card("输入")
    today = date(2026, 10, 12)
    name = Field("会议名称", LineEdit(), help="从年度计划带入")
    name.set_value("10月主题党日")
    host_edit = _FocusedLine()
    host = Field("主持", host_edit, help="可输首字母，如 lwg")
    host.set_value("李卫")
    end = Field("结束时间", TimeEdit())
    end.set_raw("13:30")
    end.set_error("结束时间早于开始时间 14:30")
    place = Field("地点", Combo([("3", "三楼会议室"), ("2", "二楼会议室")]), help="上次也在这里")
    place.set_value("3")
    due = Field("期限", DateEdit(lambda: today))
    due.set_value(date(2026, 10, 31))
    due.set_warning("遇周六，可提前到 10-30")
    expected = Field("应到", LineEdit(), help="已定稿，改动请用“更正”")
    expected.set_value(28)
    expected.set_locked(True)
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().px(18))
    grid.setVerticalSpacing(theme().px(10))
    for number, field in enumerate((name, host, end, place, due, expected)):
        grid.addWidget(field, number // 2, number % 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(number % 2, 1)
    resolution = Field("决议", LongText(lines=2))
    resolution.set_value("同意接收刘洋同志为中共预备党员，报机关党委审批。")
    resolution.add_phrases(lambda: ["同意。"], text="常用语")
    resolution.add_phrases(lambda: ["同意。"], text="上次", icon_name="history")
    resolution.add_phrases(lambda: ["按要求传达。"], text="来文要求", icon_name="file-text")
    boxes = [CheckBox("转督办"), CheckBox("党日环节"), CheckBox("需先定稿")]
    boxes[0].setChecked(True)
    boxes[2].setEnabled(False)
    return _add(card, grid, resolution, _line(*boxes, gap=16))


def _tags() -> Card:
    card = Card("状态标签", "字、图标、颜色三样都说")
    holder = QWidget()
    flow = Flow(holder, gap=theme().px(8), line_gap=theme().px(10))
    for tag in (
        tags.overdue("逾期 3 天"),
        tags.today(),
        tags.soon("还有 3 天"),
        Tag("还有 13 天"),
        tags.done("已收"),
        tags.done("通过"),
        tags.overdue("退回修改"),
        Tag("未评？", Tone.OFF),
        tags.soon("补录"),
        Tag("定稿", icon="lock"),
        Tag("更正 1 次"),
        tags.to_settle(),
        Tag("自动带入"),
        tags.basis("依据：第十一条"),
        Tag("本单位设定", Tone.GOLD),
    ):
        flow.addWidget(TagLabel(tag))
    return _add(card, holder)


def _table() -> Card:
    card = Card("表格", "行高 30，列头浅底", flush=True)
    table = Table(
        [
            Column("内容", 190, stretch=2),
            Column("形式", 90),
            Column("主讲", 80),
            Column("学时", 50, right=True),
            Column("结对", 60),
            Column("状态", 200, stretch=1),
        ],
        fitted=True,
    )
    table.set_rows(
        [
            row("1", "乡村振兴促进法", "专家导学", "周敏", 3, Cell.of(Dots(2)), _done("9-18", " 到会 26/28")),
            row("2", "窗口服务怎么提速", "讨论研学", "王强", 2, Cell.of(Dots(1)), Cell.words("鼠标移入", Tone.PLAIN)),
            row(
                "3",
                "主题党日学习",
                "党课",
                "李卫国",
                1,
                Cell.of(Dots(0, 1)),
                Cell.of(tags.today(), Words("选中", Tone.PLAIN), buttons=(RowButton("sign", "签到"),)),
            ),
            row(
                "4",
                "我的一项改革建议",
                "轮讲促学",
                "张晓梅",
                1,
                Cell.of(Dots()),
                Cell.of(
                    Tag("请假", Tone.DUE, "triangle-alert"),
                    buttons=(RowButton("swap", "换人"), RowButton("later", "顺延")),
                ),
            ),
        ]
    )
    table.hovered = 1
    table.choose("3")
    return _add(card, table)


def _done(strong: str, rest: str) -> Cell:
    return Cell.of(Words(strong, Tone.OK, icon="check"), rest)


def _banners() -> Card:
    card = Card("提示条")
    over = Banner(BannerKind.OVER, "逾期 12 天", "三季度党员大会没有记录，应于 9-30 前召开。")
    over.add(Button("依据", Kind.QUIET))
    over.add(Button("补开"))
    due = Banner(BannerKind.DUE, "还有 5 天", "督办07 老楼电路检修，责任人 王强。")
    due.add(Button("提醒"))
    rule = Banner(BannerKind.GOLD, "", "规则：每季度 1 次，缺 1 季扣 1.5（支部条例第11条）")
    deleted = Toast(
        "已移到回收站：9-28 支委会记录", icon_name="trash-2", action="撤销", action_icon="undo-2", countdown=True
    )
    undone = Toast("已撤销：登记会议 10-12", action="查看")
    bar = ProgressBar([(7, tokens.BAR_OK), (4, tokens.BAR_DUE), (1, tokens.BAR_OVER)], 12)
    return _add(card, over, due, rule, _line(deleted), _line(undone), bar)


def _segments() -> QWidget:
    segments = SegmentTabs(note="共用上面的签到，不再填")
    segments.set_segments([("1", "党员大会 第3次"), ("2", "党课"), ("3", "主题党日")])
    segments.card.add(Label("上次议定事项　3 件，已落实 2、未落实 1", Role.MUTED))
    segments.card.add_rule()
    segments.card.add(Label("议题1　传达〔2026〕38号", Role.BOLD))
    return segments


def _frame() -> Card:
    card = Card("页签、视图行、状态条")
    frame = QFrame()
    frame.setProperty("card", "true")
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(1, 1, 1, 1)
    inside.setSpacing(0)
    row_widget = QWidget()
    row_widget.setObjectName("tabRow")
    across = QHBoxLayout(row_widget)
    across.setContentsMargins(4, 0, 0, 0)
    bar = MainTabs()
    for key, word, icon_name in (
        ("workbench", "工作台", "house"),
        ("meetings", "会议", "users"),
        ("study", "学习", "book-open"),
        ("pairing", "结对", "heart-handshake"),
        ("assessment", "考核", "clipboard-check"),
        ("supervision", "督办", "bell-ring"),
    ):
        bar.add(key, word, icon_name)
    bar.setCurrentIndex(1)
    across.addWidget(bar)
    across.addStretch(1)
    inside.addWidget(row_widget)
    views = ViewRow()
    words = ("总览", "记录", "谈心谈话", "组织生活会与评议", "换届")
    views.set_views([(word, word) for word in words], "记录")
    inside.addWidget(views)
    keys = ("筹备", "通知", "签到", "记录", "定稿")
    now = standing_of(keys, "签到")
    bar_now = StateBar([State(key, key, now[key]) for key in keys])
    final = [State(key, key, Standing.DONE) for key in keys[:-1]] + [State("定稿", "定稿 9-28", Standing.FINAL)]
    bar_final = _line(StateBar(final), TagLabel(Tag("更正 1 次")), TagLabel(tags.soon("补录")))
    return _add(card, frame, bar_now, bar_final)


_PEOPLE = (
    ("钱珺", "unregistered", "", False, ""),
    ("李卫国", "present", "", False, ""),
    ("张晓梅", "sick_leave", "", False, ""),
    ("许志远", "personal_leave", "", False, ""),
    ("孙喆", "official_business", "", False, ""),
    ("吕芳", "leave", "", False, ""),
    ("严冬", "absent", "", False, ""),
    ("魏岚", "make_up", "10-20", False, ""),
    ("韩雪梅", "sick_leave", "", True, ""),
    ("刘洋", "observer", "", False, "列席"),
)


def _attendance() -> Card:
    card = Card("签到姓名", "点一下或输首字母回车，都是同一个菜单")
    states: dict[str, ChipState] = {
        state.key: state for state in (*attendance.STATES, attendance.UNREGISTERED, attendance.OBSERVER)
    }
    left = QVBoxLayout()
    left.setSpacing(theme().px(10))
    holder = QWidget()
    flow = Flow(holder, gap=theme().px(8), line_gap=theme().px(10))
    for number, (name, state, reason, written, note) in enumerate(_PEOPLE):
        person = Person(str(number), name, (), state, reason, written, note)
        flow.addWidget(Chip(person, states[state], holder))
    left.addWidget(holder)
    hovered = _HoveredChip(Person("h", "王强", state="present"), states["present"], holder)
    focused = _FocusedChip(Person("f", "周明", state="present"), states["present"], holder)
    left.addLayout(_line(Label("移入", Role.MUTED), hovered, Label("键盘", Role.MUTED), focused))
    left.addWidget(Label("两字名空一格，名字对齐成列；有原因的占两格。起始都是“未登记”。", Role.MUTED, wrap=True))
    counts = (("应到", 28), ("实到", 25), ("请假", 2), ("缺席", 0), ("未登记", 1))
    left.addLayout(_line(*(count_label(Count(word, number)) for word, number in counts)))
    left.addLayout(_line(TagLabel(tags.done("超过半数可表决"))))
    left.addLayout(_line(TagLabel(tags.overdue("实到 12，不到半数，不能表决")), Label("依据：第十一条", Role.INFO)))
    left.addStretch(1)
    menu = StatusMenu(Person("z", "张晓梅", ("zxm",), "sick_leave", "", True), attendance.STATES)
    menu.setWindowFlags(Qt.WindowType.Widget)
    across = QHBoxLayout()
    across.addLayout(left, 1)
    across.addWidget(menu, 0, Qt.AlignmentFlag.AlignTop)
    return _add(card, across)


def _year() -> Card:
    card = Card("全年格子", "2026")
    grid = YearGrid()
    three = CellState
    quarters = (
        YearCell("q1", (1, 3), three.DONE, "一季"),
        YearCell("q2", (4, 6), three.DONE, "二季"),
        YearCell("q3", (7, 9), three.MISSING, "三季未开"),
        YearCell("q4", (10, 12), three.TO_COME, "四季度"),
    )
    months = [YearCell(f"m{month}", (month, month), three.DONE) for month in range(1, 8)]
    months += [
        YearCell("m8", (8, 8), three.MISSING),
        YearCell("m9", (9, 9), three.DONE, ticks=2),
        YearCell("m10", (10, 10), three.TODAY, "12日"),
        YearCell("m11", (11, 11), three.SOON, "写"),
        YearCell("m12", (12, 12), three.TO_COME),
    ]
    grid.set_rows([YearRow("党员大会", quarters), YearRow("支委会", tuple(months))], month=10)
    heights = (0.3, 0.5, 0.4, 0.3, 0.4, 0.75, 1.0, 0.15, 0.35, 0.0, 0.0, 0.0)
    grid.set_bars(
        "活动多少", [YearBar(height, place in {6, 7}) for place, height in enumerate(heights)], "7月偏多、8月偏少"
    )
    return _add(card, grid)


def _bars() -> Card:
    card = Card("图表", "与纸样同一个图")
    months = tuple(f"{month}月" for month in range(1, 13))
    bars = BarChart(months, (Series("", (1, 1, 2, 1, 1, 1, 2, 0, 1, 1, 1, 2)),), "各月主题党日次数", "次", (7,))
    quarters = ("一季度", "二季度", "三季度", "四季度")
    parts = (Series("出席", (26, 24, 27, 25)), Series("请假", (4, 5, 3, 5)), Series("缺席", (4, 6, 4, 5)))
    return _add(card, ChartView(bars), ChartView(StackedBars(quarters, parts, "党员大会出席情况", "人次")))


def _lines() -> Card:
    card = Card("图表", "折线")
    months = tuple(f"{month}月" for month in range(1, 11))
    rows = (
        Series("2025年", (80, 82, 81, 79, 85, 86, 88, 90, None, 91)),
        Series("2026年", (82, 84, 85, 84, 88, 89, 91, 92, 93, 94.5)),
    )
    return _add(card, ChartView(LineChart(months, rows, "出席率", "%", reference=Reference(85, "目标 85"))))


def _empty() -> Card:
    card = Card("空状态")
    begin = Button("记一次走访", icon_name="plus")
    paste = Button("从 WPS 表格粘贴", Kind.QUIET)
    empty = EmptyState("还没有走访记录", "记一次，台账、考核佐证和月总结都从这里取。", begin, paste)
    return _add(card, empty)


def _preview() -> Card:
    card = Card("导入预览")
    columns = [Column("姓名", 90), Column("入党日期", 110), Column("党小组", 110)]
    rows = [
        PreviewRow("1", ("唐　宁", "2015-06-30", "第二小组"), Outcome.NEW),
        PreviewRow("2", ("钱　珺", "2025-11-18", "第一小组"), Outcome.CHANGED, "小组 原第三"),
        PreviewRow("3", ("严　冬", "2031-07-01", "第三小组"), Outcome.LOOK, "日期晚于今天", (1,), False),
        PreviewRow("4", ("方　圆", "2018-07-01", "第三小组"), Outcome.NEW),
        PreviewRow("5", ("孔令宜", "2012-07-01", "第一小组"), Outcome.CHANGED, "电话"),
    ]
    return _add(card, ImportPreview(columns, rows))


def _colours() -> Card:
    card = Card("颜色与字")
    line = QHBoxLayout()
    for word, colour in (
        ("底 page", tokens.PAGE),
        ("卡 card", tokens.CARD),
        ("线 line", tokens.LINE),
        ("字 ink", tokens.INK),
        ("次 ink2", tokens.INK2),
        ("红 red", tokens.RED),
        ("金 gold", tokens.GOLD),
    ):
        column = QVBoxLayout()
        patch = QFrame()
        patch.setFixedHeight(theme().px(34))
        patch.setStyleSheet(f"background: {colour}; border: 1px solid {tokens.LINE}; border-radius: 5px")
        column.addWidget(patch)
        column.addWidget(Label(word, Role.MUTED))
        line.addLayout(column)
    words = _line(
        Label("82.5", Role.FIGURE),
        Label("10月12日 周一", Role.DATE),
        Label("现在该做", Role.HEADING),
        Label("正文 14 px"),
        Label("次要 14 px", Role.MUTED),
        gap=14,
    )
    return _add(card, line, words)
