"""The main window: tabs, views, tools, status line, keys. It knows features only through their contract."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import cast

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from dangjian_desktop.feature import Tab, View
from dangjian_desktop.store import Changes, Reader
from dangjian_desktop.ui.components.banner import Banner, BannerKind
from dangjian_desktop.ui.components.buttons import Button, Kind, ToolButton
from dangjian_desktop.ui.components.fields import commit_preedit
from dangjian_desktop.ui.components.tabs import MainTabs, ViewRow
from dangjian_desktop.ui.components.toast import Toast
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.duplicates import SettleCount
from dangjian_desktop.ui.page import Page
from dangjian_desktop.ui.search_box import SearchBox
from dangjian_desktop.ui.status import StatusLine
from dangjian_desktop.ui.theme import TextSize, theme

SMALLEST = QSize(1024, 520)
TITLE = "支部工作台"
_SETTINGS = ("window.geometry", "window.address", "window.text_size")


class MainWindow(QMainWindow):
    """One window on one store. ``tools`` is the tab without a tab: 交换, 待核对, 回收站, 设置, 帮助.

    ``branch`` reads the branch's name for the title bar.
    """

    def __init__(
        self,
        context: WindowContext,
        *,
        tools: Tab | None = None,
        branch: Callable[[Reader], str] | None = None,
        remember: bool = True,
    ) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.setMinimumSize(SMALLEST)
        self.resize(self._first_size())
        self.context = context
        self._branch = branch
        self._remember = remember
        self._toast: Toast | None = None
        self._tabs_by_key = merged_tabs(feature.tab for feature in context.features if feature.tab is not None)
        self._tools = with_views(tools, self._tabs_by_key.pop(tools.key, None)) if tools is not None else None
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._last_view: dict[str, str] = {}
        self._address = ""
        self._loaded = False
        context.attach(self)
        self._build()
        self._bind_keys()
        context.changed.connect(self._changed)
        context.saved.connect(self.status.set_saved)
        context.settings.load(_SETTINGS, self._restore, self)
        self._look_around()
        SettleCount(context, self.status.set_conflicts, self)
        context.with_store(lambda store: store.warnings(), self._show_warnings, owner=self, key="warnings")

    # -- building

    def _build(self) -> None:
        self.tabs = MainTabs()
        for tab in self._tabs_by_key.values():
            self.tabs.add(tab.key, tab.title, tab.icon)
        self.tabs.tabBarClicked.connect(self._tab_clicked)
        self.tabs.currentChanged.connect(self._tab_stepped)
        self.search = SearchBox(self.context, self)
        self.tool_row = QHBoxLayout()
        self.undo_button = ToolButton("undo-2", "撤销", on=self.context.undo)
        self.help_button = ToolButton("circle-question-mark", "帮助")
        self.help_button.setPopupMode(ToolButton.ToolButtonPopupMode.InstantPopup)
        self.help_button.setMenu(self._help_menu())
        row_widget = QWidget()
        row_widget.setObjectName("tabRow")
        self._tab_row = QHBoxLayout(row_widget)
        self._tab_row.addWidget(self.tabs)
        self._tab_row.addStretch(1)
        self._tab_row.addWidget(self.search)
        self._tab_row.addLayout(self.tool_row)
        if self._tools and any(view.key == "exchange" for view in self._tools.views):
            self.exchange_button = ToolButton(
                "arrow-right-left", "交换", on=lambda: self.context.open("tools/exchange")
            )
            self.exchange_button.setToolTip("和支部的另一台电脑互相带数据")
            self.tool_row.addWidget(self.exchange_button)
        self.tool_row.addWidget(self.undo_button)
        self.tool_row.addWidget(self.help_button)
        self.view_row = ViewRow()
        self.view_row.chosen.connect(self._view_chosen)
        self.stack = QStackedWidget()
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(row_widget)
        column.addWidget(self.view_row)
        self._warnings = QVBoxLayout()
        column.addLayout(self._warnings)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(centre)
        self.status = StatusLine()
        self.status.conflicts.clicked.connect(lambda _checked=False: self.context.open("tools/conflicts"))
        self.setStatusBar(self.status)
        self._fit()
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        px = theme().px
        self._tab_row.setContentsMargins(px(4, 12), 0, px(8, 16), 0)
        self._tab_row.setSpacing(px(6, 14))
        self.tool_row.setSpacing(px(0, 4))

    def _help_menu(self) -> QMenu:
        menu = QMenu(self)
        tools = {view.key: view for view in self._tools.views} if self._tools else {}
        if "help" in tools:
            self._menu_entry(menu, "使用帮助", "F1", "tools/help")
        sizes = menu.addMenu("字号")
        self._sizes: dict[TextSize, QAction] = {}
        for size in TextSize:
            action = sizes.addAction(size.label)
            action.setCheckable(True)
            action.setChecked(size is theme().text_size)
            action.triggered.connect(lambda _checked=False, size=size: self.set_text_size(size))
            self._sizes[size] = action
        for key, view in tools.items():
            if key not in ("exchange", "help"):
                self._menu_entry(menu, view.title, "", f"tools/{key}")
        return menu

    def _menu_entry(self, menu: QMenu, text: str, keys: str, address: str) -> None:
        action = menu.addAction(f"{text}\t{keys}" if keys else text)
        action.triggered.connect(lambda _checked=False: self.context.open(address))

    def _bind_keys(self) -> None:
        for number, key in enumerate(list(self._tabs_by_key)[:8], 1):
            self._key(f"Alt+{number}", partial(self._open_tab, key))
        self._key("Ctrl+N", lambda: self._on_page(lambda page: page.new({})))
        self._key("Ctrl+S", lambda: self._on_page(lambda page: page.save()))
        self._key("Ctrl+P", lambda: self._on_page(lambda page: page.print_paper()))
        self._key("Ctrl+F", self._find)
        self._key("F1", lambda: self.context.open("tools/help"))
        self._key("Escape", self._escape)
        self._key("Ctrl+Z", self.context.undo)
        self._key("Ctrl+Y", self.context.redo)
        self._key("Ctrl+Shift+Z", self.context.redo)

    def _key(self, keys: str, on: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)

        def press() -> None:
            commit_preedit()
            on()

        shortcut.activated.connect(press)

    # -- moving about

    @property
    def widget(self) -> QWidget:
        """The parent of dialogs."""
        return self

    @property
    def address(self) -> str:
        """The view shown, as ``tab/view``."""
        return self._address

    @property
    def page(self) -> Page | None:
        """The page shown."""
        return self._pages.get(self._address)

    def open(self, address: str, record_id: str | None = None, preset: Mapping[str, object] | None = None) -> None:
        """Show a view, perhaps with a record open, or a new one begun. Unknown addresses are said in the status."""
        if not self._show(address):
            return
        page = self._pages[self._address]
        if record_id is not None:
            page.open_record(record_id)
        elif preset is not None:
            page.new(preset)

    def _tab(self, key: str) -> Tab | None:
        if self._tools is not None and key == self._tools.key:
            return self._tools
        return self._tabs_by_key.get(key)

    def _find_view(self, address: str) -> tuple[Tab, View] | None:
        tab_key, _slash, view_key = address.partition("/")
        tab = self._tab(tab_key)
        if tab is None or not tab.views:
            return None
        wanted = view_key or self._last_view.get(tab_key, "")
        return tab, next((view for view in tab.views if view.key == wanted), tab.views[0])

    def _show(self, address: str) -> bool:
        found = self._find_view(address)
        if found is None or not self._leave(address):
            self._mark_tab()
            return found is not None and self._address == address
        tab, view = found
        address = f"{tab.key}/{view.key}"
        fresh = address not in self._pages
        if fresh:
            page = cast(Page, view.build(self.context))
            self._pages[address] = page
            self.stack.addWidget(page)
        page = self._pages[address]
        changed_tab = not self._address.startswith(f"{tab.key}/")
        self._address = address
        self._last_view[tab.key] = view.key
        if changed_tab:
            self.view_row.set_views([(other.key, other.title) for other in tab.views] if len(tab.views) > 1 else [])
        self.view_row.set_current(view.key)
        actions = page.view_actions
        self.view_row.set_actions(actions)
        self.view_row.setVisible(len(tab.views) > 1 or actions is not None)
        self.stack.setCurrentWidget(page)
        self._mark_tab()
        self.status.set_hint("")
        if fresh or address in self._stale:
            self._stale.discard(address)
            page.refresh(None)
        return True

    def _leave(self, address: str) -> bool:
        """Keep what was typed on the page shown; False if it can't be left."""
        page = self.page
        if page is None or address == self._address:
            return True
        commit_preedit()
        page.flush_drafts()
        return page.can_leave()

    def _mark_tab(self) -> None:
        place = self.tabs.place_of(self._address.partition("/")[0])
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(place)
        self.tabs.blockSignals(False)
        self.tabs.set_unmarked(place < 0)

    def _tab_clicked(self, place: int) -> None:
        if place >= 0:
            # After QTabBar has made up its own mind.
            QTimer.singleShot(0, self, lambda: self._open_tab(str(self.tabs.tabData(place))))

    def _tab_stepped(self, place: int) -> None:
        """The arrow keys moved to another tab."""
        if place >= 0 and self._loaded:
            self._open_tab(str(self.tabs.tabData(place)))

    def _open_tab(self, key: str) -> None:
        self._show(key)

    def _view_chosen(self, key: str) -> None:
        tab_key = self._address.partition("/")[0]
        if not self._show(f"{tab_key}/{key}") or self._address != f"{tab_key}/{key}":
            self.view_row.set_current(self._address.partition("/")[2])

    def _on_page(self, what: Callable[[Page], object]) -> None:
        if self.page is not None:
            what(self.page)

    def _find(self) -> None:
        page = self.page
        if self.search.hasFocus() or page is None or not page.focus_filter():
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()

    def _escape(self) -> None:
        if self.search.results.isVisible():
            self.search.close_results()
        elif self._toast is not None and self._toast.button.hasFocus():
            self._toast.dismiss()
        elif self.page is not None and not self.page.escape() and self._address.startswith("tools/"):
            self._show(next(iter(self._tabs_by_key), ""))

    # -- what has happened

    def _changed(self, changes: Changes) -> None:
        for address, page in self._pages.items():
            if address == self._address:
                page.refresh(changes)
            else:
                self._stale.add(address)
        self._look_around()

    def _look_around(self) -> None:
        """Undo's name and the branch's name."""
        self.context.with_store(lambda store: store.undo_label(), self._show_undo, owner=self, key="undo")
        if self._branch is not None:
            self.context.query(self._branch, self._show_branch, self, key="branch")

    def _show_undo(self, label: str | None) -> None:
        self.undo_button.setEnabled(label is not None)
        self.undo_button.setToolTip(f"撤销：{label}（Ctrl+Z）" if label else "没有可撤销的操作")

    def _show_branch(self, name: str) -> None:
        self.setWindowTitle(f"{TITLE} — {name}" if name else TITLE)

    def toast(self, text: str, *, icon_name: str, action: str, on: object, countdown: bool) -> None:
        """Say what has just been done, in place of what was said before."""
        self.clear_toast()
        call = cast(Callable[[], object], on) if on is not None else None
        undo_icon = "undo-2" if action == "撤销" else ""
        made = Toast(text, icon_name=icon_name, action=action, action_icon=undo_icon, on=call, countdown=countdown)
        made.destroyed.connect(self._toast_gone)
        made.show_over(self, self.status.height() + theme().px(12))
        self._toast = made

    def clear_toast(self) -> None:
        """Take the toast away."""
        if self._toast is not None:
            toast, self._toast = self._toast, None
            toast.destroyed.disconnect(self._toast_gone)
            toast.dismiss()

    def _toast_gone(self) -> None:
        self._toast = None

    def warn(self, sentence: str, *, strong: str = "请注意") -> None:
        """Keep a sentence above the page until the user has read it (data on a network drive, a crash last time)."""
        banner = Banner(BannerKind.DUE, strong, sentence)
        banner.sentence.setToolTip(sentence)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        px = theme().px
        inside.setContentsMargins(px(16, 24), px(2), px(16, 24), px(6))
        inside.addWidget(banner)
        banner.add(Button("知道了", Kind.ROW, on=holder.deleteLater))
        self._warnings.addWidget(holder)

    def _show_warnings(self, sentences: list[str]) -> None:
        for sentence in sentences:
            self.warn(sentence)

    # -- size, settings, the end

    def _first_size(self) -> QSize:
        screen = QGuiApplication.primaryScreen()
        room = screen.availableGeometry().size()
        return room.expandedTo(SMALLEST)

    def set_text_size(self, size: TextSize) -> None:
        """标准, 大, 特大: at once, and at the next start."""
        theme().set_text_size(size)
        for other, action in self._sizes.items():
            action.setChecked(other is size)
        self.context.settings.set("window.text_size", size.name)

    def _restore(self) -> None:
        get = self.context.settings.get
        named = str(get("window.text_size", ""))
        if named in TextSize.__members__:
            theme().set_text_size(TextSize[named])
            for other, action in self._sizes.items():
                action.setChecked(other is TextSize[named])
        geometry = str(get("window.geometry", ""))
        if geometry and self._remember:
            self.restoreGeometry(QByteArray.fromHex(geometry.encode()))
        self._loaded = True
        self.stack.setFocus()
        if not self._address:
            remembered = str(get("window.address", ""))
            tab = remembered.partition("/")[0]
            first = next(iter(self._tabs_by_key), "")
            self._show(remembered if tab in self._tabs_by_key else first)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme().fit(event.size().width())

    def closeEvent(self, event: QCloseEvent) -> None:
        commit_preedit()
        for page in self._pages.values():
            page.flush_drafts()
        if self.page is not None and not self.page.can_leave():
            event.ignore()
            return
        if self._remember:
            self.context.settings.set("window.geometry", bytes(self.saveGeometry().toHex().data()).decode())
            self.context.settings.set("window.address", self._address)
        self.clear_toast()
        super().closeEvent(event)


def merged_tabs(tabs: Iterable[Tab]) -> dict[str, Tab]:
    """The tabs by key; one that has the key of an earlier tab adds its views to that one's."""
    merged: dict[str, Tab] = {}
    for tab in tabs:
        first = merged.get(tab.key)
        merged[tab.key] = tab if first is None else replace(first, views=(*first.views, *tab.views))
    return merged


def with_views(tools: Tab, more: Tab | None) -> Tab:
    """The tools with the views that a capability adds to them, 使用帮助 staying the last."""
    if more is None:
        return tools
    last = tuple(view for view in tools.views if view.key == "help")
    return replace(tools, views=(*(view for view in tools.views if view not in last), *more.views, *last))


def addresses(tabs: Sequence[Tab]) -> list[str]:
    """Every address of the window, in order."""
    return [f"{tab.key}/{view.key}" for tab in tabs for view in tab.views]
