"""The one style sheet, generated for the density and text size in force."""

from __future__ import annotations

from dangjian_desktop.base.resources import resource
from dangjian_desktop.ui import tokens as t
from dangjian_desktop.ui.theme import Theme


def style_sheet(theme: Theme) -> str:
    """The style sheet of the application. Sizes are those of the design, scaled by :meth:`Theme.px`."""
    return "\n".join(
        part(theme) for part in (_words, _buttons, _fields, _cards, _tabs, _tables, _menus, _scroll, _bars, _dialogs)
    )


def _picture(name: str) -> str:
    return resource(f"theme/{name}.svg").as_posix()


def _words(theme: Theme) -> str:
    px = theme.px
    return f"""
QWidget#page, QDialog {{ background: {t.PAGE}; }}
QLabel {{ background: transparent; }}
QLabel[role="muted"] {{ color: {t.INK2}; }}
QLabel[role="bold"] {{ font-weight: bold; }}
QLabel[role="title"] {{ font-size: {px(17, 19)}px; font-weight: bold; }}
QLabel[role="date"] {{ font-size: {px(18, 22)}px; font-weight: bold; }}
QLabel[role="heading"] {{ font-size: {px(15, 17)}px; font-weight: bold; }}
QLabel[role="score"] {{ font-size: {px(24, 30)}px; font-weight: bold; }}
QLabel[role="figure"] {{ font-size: {px(20, 26)}px; font-weight: bold; }}
QLabel[role="ok"] {{ color: {t.Tone.OK.text}; }}
QLabel[role="due"] {{ color: {t.Tone.DUE.text}; }}
QLabel[role="over"] {{ color: {t.Tone.OVER.text}; }}
QLabel[role="info"] {{ color: {t.Tone.INFO.text}; }}
QLabel[role="gold"] {{ color: {t.Tone.GOLD.text}; }}
QLabel[role="red"] {{ color: {t.RED}; font-weight: bold; }}
QLabel:disabled {{ color: {t.OFF}; }}
QToolTip {{ color: {t.WHITE}; background: {t.TOAST}; border: 1px solid {t.TOAST};
    padding: {px(4)}px {px(8)}px; }}
"""


def _buttons(theme: Theme) -> str:
    px = theme.px
    radius = px(6)
    high = px(34, 38) - 2
    return f"""
QPushButton {{ min-height: {high}px; max-height: {high}px; padding: 0 {px(12, 16)}px; border-radius: {radius}px;
    border: 1px solid {t.LINE3}; background: {t.CARD}; color: {t.INK}; outline: none; }}
QPushButton:hover {{ background: {t.HOVER}; }}
QPushButton:pressed {{ background: {t.HOVER_FLAT}; }}
QPushButton:focus {{ border: 2px solid {t.RED}; padding: 0 {px(12, 16) - 1}px;
    min-height: {high - 2}px; max-height: {high - 2}px; }}
QPushButton:disabled {{ background: {t.OFF_FILL}; color: {t.OFF}; border-color: {t.LINE}; }}
QPushButton[kind="primary"] {{ background: {t.RED}; color: {t.WHITE}; border: 1px solid {t.RED}; font-weight: bold;
    padding: 0 {px(16)}px; }}
QPushButton[kind="primary"]:hover {{ background: {t.RED_HOVER}; border-color: {t.RED_HOVER}; }}
QPushButton[kind="primary"]:pressed {{ background: {t.RED_PRESSED}; border-color: {t.RED_PRESSED}; }}
QPushButton[kind="primary"]:disabled {{ background: {t.OFF_FILL}; color: {t.OFF}; border: 1px solid {t.LINE}; }}
QPushButton[kind="quiet"] {{ background: transparent; border: 1px solid transparent; color: {t.INK2}; }}
QPushButton[kind="quiet"]:hover {{ background: {t.HOVER_FLAT}; color: {t.INK}; }}
QPushButton[kind="quiet"]:focus {{ border: 1px solid {t.RED}; padding: 0 {px(12, 16)}px;
    min-height: {high}px; max-height: {high}px; }}
QPushButton[kind="quiet"]:disabled {{ background: transparent; color: {t.OFF}; }}
QPushButton[kind="quiet"]:checked {{ background: {t.CARD}; border: 1px solid {t.LINE}; color: {t.INK};
    font-weight: bold; }}
QPushButton[kind="row"] {{ min-height: {px(26, 32) - 2}px; max-height: {px(26, 32) - 2}px;
    padding: 0 {px(9, 12)}px; border: 1px solid {t.LINE}; border-radius: {px(5)}px; }}
QPushButton[kind="row"]:hover {{ border-color: {t.LINE3}; }}
QPushButton[kind="row"]:focus {{ border: 1px solid {t.RED}; }}
QPushButton[kind="row"]:disabled {{ background: {t.CARD}; color: {t.OFF}; }}
QPushButton[kind="row-primary"] {{ min-height: {px(26, 32) - 2}px; max-height: {px(26, 32) - 2}px;
    padding: 0 {px(9, 12)}px; border: 1px solid {t.RED}; border-radius: {px(5)}px; background: {t.RED};
    color: {t.WHITE}; font-weight: bold; }}
QPushButton[kind="row-primary"]:hover {{ background: {t.RED_HOVER}; }}
QPushButton[kind="link"] {{ background: transparent; border: 1px solid transparent; color: {t.Tone.INFO.text};
    min-height: {px(24, 28)}px; max-height: {px(24, 28)}px; padding: 0 {px(3)}px; border-radius: {px(4)}px; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; background: transparent; }}
QPushButton[kind="link"]:focus {{ border: 1px solid {t.RED}; }}
QPushButton[kind="menu"] {{ background: transparent; border: 1px solid transparent; color: {t.INK2};
    min-height: {px(24, 30)}px; max-height: {px(24, 30)}px; padding: 0 {px(24)}px 0 {px(6)}px;
    border-radius: {px(4)}px; }}
QPushButton[kind="menu"]:hover {{ background: {t.HOVER_FLAT}; color: {t.INK}; }}
QPushButton[kind="menu"]:focus {{ border: 1px solid {t.RED}; }}
QPushButton[kind="menu"]::menu-indicator {{ right: {px(5)}px; }}
QPushButton[kind="fact"] {{ background: transparent; border: 1px solid transparent; color: {t.INK2};
    min-height: {px(24, 28)}px; max-height: {px(24, 28)}px; padding: 0 {px(3)}px; border-radius: {px(4)}px; }}
QPushButton[kind="fact"]:hover {{ background: {t.HOVER_FLAT}; color: {t.INK}; }}
QPushButton[kind="fact"]:focus {{ border: 1px solid {t.RED}; }}
QPushButton[kind="view"] {{ min-height: {px(30, 36) - 2}px; max-height: {px(30, 36) - 2}px;
    padding: 0 {px(10, 16)}px; background: transparent; border: 1px solid transparent; color: {t.INK2}; }}
QPushButton[kind="view"]:hover {{ background: {t.HOVER_FLAT}; color: {t.INK}; }}
QPushButton[kind="view"]:checked {{ background: {t.CARD}; border: 1px solid {t.LINE}; color: {t.INK};
    font-weight: bold; }}
QPushButton[kind="view"]:focus {{ border: 1px solid {t.RED}; }}
QPushButton[kind="switch"] {{ border: 1px solid {t.LINE3}; border-radius: 0; margin: 0; }}
QPushButton[kind="switch"]:checked {{ background: #EDEBE6; font-weight: bold; }}
QPushButton[kind="switch"]:focus {{ border: 1px solid {t.RED}; padding: 0 {px(12, 16)}px;
    min-height: {high}px; max-height: {high}px; }}
QPushButton[kind="switch"][edge="first"] {{ border-top-left-radius: {radius}px;
    border-bottom-left-radius: {radius}px; }}
QPushButton[kind="switch"][edge="middle"] {{ border-left: none; }}
QPushButton[kind="switch"][edge="last"] {{ border-top-right-radius: {radius}px;
    border-bottom-right-radius: {radius}px; border-left: none; }}
QPushButton[kind="toast"] {{ background: transparent; color: {t.WHITE}; border: 1px solid {t.TOAST_LINE};
    font-weight: bold; min-height: {px(30)}px; max-height: {px(30)}px; padding: 0 {px(12)}px; }}
QPushButton[kind="toast"]:hover {{ background: #3A3F47; }}
QPushButton[kind="toast"]:focus {{ border: 2px solid {t.WHITE}; }}
QPushButton::menu-indicator {{ image: url({_picture("chevron-down")}); width: {px(14)}px; height: {px(14)}px;
    subcontrol-position: right center; right: {px(8)}px; }}
QToolButton {{ border: 1px solid transparent; border-radius: {radius}px; padding: 0 {px(8, 10)}px;
    min-height: {px(32, 36) - 2}px; background: transparent; color: {t.INK2}; }}
QToolButton:hover {{ background: {t.HOVER_FLAT}; color: {t.INK}; }}
QToolButton:focus {{ border: 1px solid {t.RED}; }}
QToolButton:disabled {{ color: {t.OFF}; }}
QToolButton::menu-indicator {{ image: none; }}
QToolButton[kind="mini"] {{ padding: 0; min-height: {px(24, 28)}px; min-width: {px(24, 28)}px; }}
"""


def _fields(theme: Theme) -> str:
    px = theme.px
    high = px(34, 38) - 2
    side = px(9, 11)
    editors = "QLineEdit, QComboBox, QSpinBox, QPlainTextEdit"
    each = [name.strip() for name in editors.split(",")]

    def on(state: str) -> str:
        return ", ".join(name + state for name in each)

    return f"""
{editors} {{ background: {t.CARD}; border: 1px solid {t.LINE3}; border-radius: {px(6)}px; color: {t.INK};
    selection-background-color: #F0D9D5; selection-color: {t.INK}; }}
QLineEdit, QComboBox, QSpinBox {{ min-height: {high}px; max-height: {high}px; padding: 0 {side}px; }}
QLineEdit {{ padding: 0 {side - 2}px; placeholder-text-color: {t.PLACEHOLDER}; }}
QPlainTextEdit {{ padding: {px(3)}px {max(1, side - 4)}px; }}
{on(":focus")} {{ border: 2px solid {t.RED}; }}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus {{ padding: 0 {side - 1}px; min-height: {high - 2}px;
    max-height: {high - 2}px; }}
QLineEdit:focus {{ padding: 0 {side - 3}px; }}
QPlainTextEdit:focus {{ padding: {px(3) - 1}px {max(1, side - 5)}px; }}
{on('[wrong="true"]')} {{ border: 1px solid {t.Tone.OVER.text}; }}
{on('[wrong="true"]:focus')} {{ border: 2px solid {t.Tone.OVER.text}; }}
{on('[locked="true"]')}, {on(":disabled")} {{ background: {t.OFF_FILL}; color: {t.OFF};
    border: 1px solid {t.LINE}; }}
QLineEdit[small="true"], QComboBox[small="true"], QSpinBox[small="true"] {{ min-height: {px(26, 32) - 2}px;
    max-height: {px(26, 32) - 2}px; padding: 0 {px(7, 9)}px; }}
QLineEdit[small="true"]:focus, QComboBox[small="true"]:focus, QSpinBox[small="true"]:focus {{
    min-height: {px(26, 32) - 4}px; max-height: {px(26, 32) - 4}px; padding: 0 {px(7, 9) - 1}px; }}
QLineEdit QToolButton {{ border: none; padding: 0; margin: 0; min-height: 0; background: transparent; }}
QPlainTextEdit[small="true"] {{ padding: {px(1)}px {max(1, px(7, 9) - 2)}px; }}
QPlainTextEdit[small="true"]:focus {{ padding: {px(1) - 1}px {max(1, px(7, 9) - 3)}px; }}
QLineEdit[small="true"][locked="true"], QPlainTextEdit[small="true"][locked="true"],
QComboBox[small="true"][locked="true"] {{ background: transparent; border-color: transparent; color: {t.INK}; }}
QComboBox[small="true"][locked="true"]::down-arrow {{ image: none; }}
QLineEdit[flat="true"] {{ background: transparent; border-color: transparent; font-weight: bold; padding: 0; }}
QLineEdit[flat="true"]:hover {{ border-color: {t.LINE3}; }}
QLineEdit[flat="true"]:focus {{ background: {t.CARD}; border-color: {t.RED}; padding: 0; }}
QLineEdit[count="true"] {{ font-weight: bold; padding: 0 {px(4)}px; }}
QLineEdit[search="true"] {{ background: {t.SUNK}; border-color: {t.LINE}; min-height: {px(30, 36) - 2}px;
    max-height: {px(30, 36) - 2}px; }}
QLineEdit[search="true"]:focus {{ min-height: {px(30, 36) - 4}px; max-height: {px(30, 36) - 4}px;
    border-color: {t.RED}; background: {t.CARD}; }}
QComboBox {{ padding-right: {px(28)}px; }}
QComboBox:focus {{ padding-right: {px(27)}px; }}
QComboBox::drop-down {{ border: none; width: {px(28)}px; subcontrol-position: right center; }}
QComboBox::down-arrow {{ image: url({_picture("chevron-down")}); width: {px(16)}px; height: {px(16)}px; }}
QComboBox QLineEdit {{ border: none; background: transparent; padding: 0; min-height: 0; }}
QComboBox QAbstractItemView {{ background: {t.CARD}; border: 1px solid {t.LINE3}; outline: none;
    padding: {px(4)}px; }}
QComboBox QAbstractItemView::item {{ min-height: {px(30)}px; padding: 0 {px(8)}px; border-radius: {px(4)}px; }}
QComboBox QAbstractItemView::item:selected {{ background: {t.SELECTED}; color: {t.INK}; }}
QSpinBox {{ padding-right: {px(4)}px; }}
QSpinBox::up-button, QSpinBox::down-button {{ width: 0; border: none; }}
QCheckBox, QRadioButton {{ spacing: {px(7)}px; background: transparent; min-height: {px(24)}px; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {t.OFF}; }}
QCheckBox::indicator {{ width: {px(16, 18)}px; height: {px(16, 18)}px; image: url({_picture("box")}); }}
QCheckBox::indicator:hover, QCheckBox::indicator:focus {{ image: url({_picture("box-hover")}); }}
QCheckBox::indicator:checked {{ image: url({_picture("box-checked")}); }}
QCheckBox::indicator:disabled {{ image: url({_picture("box-off")}); }}
QCheckBox::indicator:checked:disabled {{ image: url({_picture("box-checked-off")}); }}
QCheckBox:focus, QRadioButton:focus {{ color: {t.RED}; outline: none; }}
QRadioButton::indicator {{ width: {px(16, 18)}px; height: {px(16, 18)}px; image: url({_picture("radio")}); }}
QRadioButton::indicator:checked {{ image: url({_picture("radio-checked")}); }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {t.SUNK}; }}
QCalendarWidget QToolButton {{ color: {t.INK}; min-height: {px(28)}px; }}
QCalendarWidget QAbstractItemView {{ selection-background-color: {t.RED}; selection-color: {t.WHITE}; }}
"""


def _cards(theme: Theme) -> str:
    px = theme.px
    return f"""
QFrame[card="true"] {{ background: {t.CARD}; border: 1px solid {t.LINE}; border-radius: {px(8)}px; }}
QFrame[card="joined"] {{ background: {t.CARD}; border: 1px solid {t.LINE}; border-radius: {px(8)}px;
    border-top-left-radius: 0; }}
QFrame[banner="over"] {{ background: {t.Tone.OVER.fill}; border: 1px solid {t.Tone.OVER.line};
    border-radius: {px(8)}px; }}
QFrame[banner="due"] {{ background: {t.Tone.DUE.fill}; border: 1px solid {t.Tone.DUE.line};
    border-radius: {px(8)}px; }}
QFrame[banner="ok"] {{ background: {t.Tone.OK.fill}; border: 1px solid {t.Tone.OK.line};
    border-radius: {px(8)}px; }}
QFrame[banner="info"] {{ background: {t.Tone.INFO.fill}; border: 1px solid {t.Tone.INFO.line};
    border-radius: {px(8)}px; }}
QFrame[banner="gold"] {{ background: {t.Tone.GOLD.fill}; border: 1px solid {t.Tone.GOLD.line};
    border-radius: {px(6)}px; }}
QFrame QLabel#strong {{ font-weight: bold; }}
QFrame[toast="true"] {{ background: {t.TOAST}; border-radius: {px(8)}px; }}
QFrame[toast="true"] QLabel {{ color: {t.WHITE}; }}
QFrame[toast="true"] QLabel[role="muted"] {{ color: {t.TOAST_MUTED}; }}
QFrame[drop="true"] {{ background: transparent; border: 1px dashed {t.LINE3}; border-radius: {px(5)}px; }}
QFrame[drop="over"] {{ background: {t.Tone.OK.fill}; border: 1px dashed {t.Tone.OK.text};
    border-radius: {px(5)}px; }}
QFrame[rule="true"] {{ background: {t.LINE2}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[rule="strong"] {{ background: {t.LINE}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[divider="true"] {{ background: {t.LINE}; border: none; max-width: 1px; min-width: 1px;
    max-height: {px(16)}px; }}
QFrame[strip="true"] {{ background: {t.CARD}; border: none; border-bottom: 1px solid {t.LINE}; }}
QFrame[desk="true"] {{ background: {t.DESK}; border: none; border-left: 1px solid {t.LINE}; }}
QFrame[popup="true"] {{ background: {t.CARD}; border: 1px solid {t.LINE3}; border-radius: {px(8)}px; }}
"""


def _tabs(theme: Theme) -> str:
    px = theme.px
    high = px(44, 52)
    return f"""
QWidget#tabRow {{ background: {t.CARD}; border: none; border-bottom: 1px solid {t.LINE}; }}
QTabBar#tabs {{ background: transparent; border: none; font-size: {px(15, 17)}px; qproperty-drawBase: 0; }}
QTabBar#tabs::tab {{ height: {high - 3}px; padding: 0 {px(11, 18)}px; margin: 0; border: none;
    border-bottom: 2px solid transparent; background: transparent; color: {t.INK2}; }}
QTabBar#tabs::tab:hover {{ background: {t.HOVER}; color: {t.INK}; }}
QTabBar#tabs::tab:selected {{ color: {t.RED}; font-weight: bold; border-bottom: 2px solid {t.RED}; }}
QTabBar#tabs::tab:focus {{ background: {t.SELECTED}; }}
QWidget#viewRow {{ background: {t.PAGE}; }}
QStatusBar {{ background: {t.PAGE}; border-top: 1px solid {t.LINE}; color: {t.INK2};
    min-height: {px(24, 32) - 1}px; max-height: {px(24, 32) - 1}px; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel[role="muted"] {{ color: {t.INK2}; }}
QStatusBar QPushButton[kind="link"] {{ min-height: {px(18, 22)}px; max-height: {px(18, 22)}px; }}
"""


def _tables(theme: Theme) -> str:
    px = theme.px
    return f"""
QTableView, QTreeView, QListView {{ background: {t.CARD}; border: none; outline: none;
    selection-background-color: {t.SELECTED}; selection-color: {t.INK}; }}
QTableView[framed="true"] {{ border: 1px solid {t.LINE}; border-radius: {px(6)}px; }}
QHeaderView {{ background: {t.SUNK}; border: none; }}
QHeaderView::section {{ background: {t.SUNK}; color: {t.INK2}; border: none; border-top: 1px solid {t.LINE};
    border-bottom: 1px solid {t.LINE}; padding: 0 {px(8, 10)}px; height: {px(30, 40) - 2}px; font-weight: normal; }}
QHeaderView::section:first {{ padding-left: {px(14, 20)}px; }}
QHeaderView::section:last {{ padding-right: {px(14, 20)}px; }}
QTableView[bare="true"] QHeaderView::section {{ border-top: none; }}
QTableCornerButton::section {{ background: {t.SUNK}; border: none; }}
QWidget#railPane QPushButton[kind="quiet"] {{ padding: 0; }}
QListView#rail {{ background: {t.SUNK}; border: none; border-right: 1px solid {t.LINE}; }}
QListView#results {{ background: {t.CARD}; border: none; }}
"""


def _menus(theme: Theme) -> str:
    px = theme.px
    return f"""
QMenu {{ background: {t.CARD}; border: 1px solid {t.LINE3}; border-radius: {px(8)}px; padding: {px(5)}px; }}
QMenu::item {{ min-height: {px(32)}px; padding: 0 {px(20)}px 0 {px(12)}px; border-radius: {px(5)}px;
    color: {t.INK}; }}
QMenu::item:selected {{ background: {t.SELECTED}; }}
QMenu::item:disabled {{ color: {t.OFF}; }}
QMenu::icon {{ padding-left: {px(8)}px; }}
QMenu::separator {{ height: 1px; background: {t.LINE2}; margin: {px(5)}px 0; }}
"""


def _scroll(theme: Theme) -> str:
    px = theme.px
    return f"""
QScrollArea {{ border: none; background: transparent; }}
QScrollArea > QWidget > QWidget#body {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: {px(10)}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {px(10)}px; margin: 0; }}
QScrollBar::handle {{ background: #C9C6C0; border-radius: {px(3)}px; margin: {px(2)}px; min-height: {px(32)}px;
    min-width: {px(32)}px; }}
QScrollBar::handle:hover {{ background: {t.INK3}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {t.LINE}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
"""


def _bars(theme: Theme) -> str:
    px = theme.px
    return f"""
QProgressBar {{ background: {t.BAR_REST}; border: none; border-radius: {px(4)}px; min-height: {px(8, 10)}px;
    max-height: {px(8, 10)}px; text-align: center; color: transparent; }}
QProgressBar::chunk {{ background: {t.BAR_OK}; border-radius: {px(4)}px; }}
"""


def _dialogs(theme: Theme) -> str:
    px = theme.px
    return f"""
QDialog QPushButton[kind="primary"], QDialog QPushButton[kind="secondary"], QDialog QPushButton[kind="quiet"] {{
    min-height: {px(36, 38) - 2}px; max-height: {px(36, 38) - 2}px; }}
QMessageBox {{ background: {t.PAGE}; }}
"""
