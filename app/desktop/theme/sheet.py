"""What does Fusion need on top to look like this app? One small style sheet, made from the tokens."""

from pathlib import Path
from string import Template

from app.desktop.theme import tokens
from app.desktop.theme.tokens import Colours

CONTROLS = Path(__file__).resolve().parents[3] / "resources" / "icons" / "controls"

_SHEET = Template("""
* { outline: none; }
QWidget { color: $text; }
QMainWindow, QWizard { background: $window; }
QDialog, QMessageBox { background: $surface; }
QDialog#palette { border: 1px solid $line_strong; }
QToolTip { background: $raised; color: $text; border: 1px solid $line_strong; padding: ${p4}px ${p6}px; }

QLabel[look="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[look="display"] { font-size: ${display}pt; font-weight: 600; }
QLabel[look="section"] { font-size: ${section}pt; font-weight: 600; }
QLabel[look="label"] { font-weight: 600; }
QLabel[look="muted"] { color: $muted; }
QLabel[look="small"] { color: $muted; font-size: ${small}pt; }
QLabel[look="error"] { color: $bad; font-size: ${small}pt; }

QFrame[look="surface"] { background: $surface; }
QFrame[look="card"] { background: $surface; border: 1px solid $line; border-radius: ${radius}px; }
QFrame[look="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }

QPushButton {
  background: $raised; border: 1px solid $line_strong; border-radius: ${radius}px;
  padding: 0 ${p12}px; min-height: ${control}px; font-weight: 500;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $neutral_soft; }
QPushButton:focus { border: 2px solid $accent; padding: 0 ${p11}px; min-height: ${control_focus}px; }
QPushButton:disabled { color: $disabled; border-color: $line; background: transparent; }
QPushButton:checked { background: $selection; border-color: $accent; color: $selection_text; }
QPushButton[look="primary"], QPushButton:default {
  background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600; padding: 0 ${p16}px;
}
QPushButton[look="primary"]:hover, QPushButton:default:hover {
  background: $accent_hover; border-color: $accent_hover;
}
QPushButton[look="primary"]:pressed, QPushButton:default:pressed { background: $accent_pressed; }
QPushButton[look="primary"]:focus, QPushButton:default:focus {
  border: 2px solid $text; padding: 0 ${p15}px; min-height: ${control_focus}px;
}
QPushButton[look="primary"]:disabled {
  background: $neutral_soft; color: $disabled; border-color: $neutral_soft;
}
QPushButton[look="danger"] { color: $bad; border-color: $bad; font-weight: 600; background: transparent; }
QPushButton[look="danger"]:hover { background: $bad_soft; }
QPushButton[look="quiet"] { background: transparent; border-color: transparent; color: $accent; }
QPushButton[look="quiet"]:hover { background: $hover; }
QPushButton[look="quiet"]:focus { border-color: $accent; }
QPushButton[look="quiet"]:checked { background: $selection; color: $selection_text; }
QPushButton[look="quiet"]:disabled { color: $muted; }
QPushButton[look="link"] {
  background: transparent; border: none; color: $accent; padding: 0; min-height: 0; text-align: left;
}
QPushButton[look="link"]:hover, QPushButton[look="link"]:focus { text-decoration: underline; }

QToolButton {
  background: transparent; border: 1px solid transparent; border-radius: ${radius}px; padding: ${p4}px;
}
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $neutral_soft; }
QToolButton:focus { border: 1px solid $accent; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox {
  background: $field; color: $text; border: 1px solid $line_strong; border-radius: ${radius}px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QAbstractSpinBox, QComboBox { padding: 0 ${p8}px; min-height: ${control}px; }
QLineEdit { placeholder-text-color: $muted; }
QTextEdit, QPlainTextEdit { padding: ${p4}px; }
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
  border: 2px solid $accent;
}
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
  padding: 0 ${p7}px; min-height: ${control_focus}px;
}
QTextEdit:focus, QPlainTextEdit:focus { padding: ${p3}px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] { border-color: $bad; }
QLineEdit:read-only { background: transparent; border-color: $line; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
  color: $disabled; background: transparent; border-color: $line;
}
QLineEdit[look="bare"] { border: none; background: transparent; padding: 0; min-height: 0; }
QPlainTextEdit[look="page"], QTextEdit[look="page"] { border: none; background: transparent; padding: 0; }

QComboBox { padding-left: ${p11}px; }
QComboBox:focus { padding-left: ${p9}px; }
QComboBox::drop-down { border: none; width: ${p28}px; }
QComboBox::down-arrow { image: url("$controls/chevron-down.svg"); width: ${p16}px; height: ${p16}px; }
QComboBox QAbstractItemView {
  background: $raised; border: 1px solid $line_strong; padding: ${p4}px; outline: 0;
}
QComboBox QAbstractItemView::item {
  min-height: ${row}px; padding: 0 ${p8}px; border-radius: ${chip_radius}px;
}
QComboBox QAbstractItemView::item:hover, QComboBox QAbstractItemView::item:selected {
  background: $selection; color: $selection_text;
}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
  border: none; background: transparent; width: ${p24}px;
}
QAbstractSpinBox::up-arrow { image: url("$controls/chevron-up.svg"); width: ${p12}px; height: ${p12}px; }
QAbstractSpinBox::down-arrow { image: url("$controls/chevron-down.svg"); width: ${p12}px; height: ${p12}px; }

QCheckBox, QRadioButton {
  spacing: ${p8}px; min-height: ${p24}px; background: transparent; border-radius: ${chip_radius}px;
}
QCheckBox::indicator, QRadioButton::indicator { width: ${p16}px; height: ${p16}px; background: $field; }
QCheckBox::indicator { border: 1px solid $muted; border-radius: ${chip_radius}px; }
QRadioButton::indicator { border: 1px solid $muted; border-radius: ${radio_radius}px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; background: $hover; }
QCheckBox::indicator:checked {
  background: $accent; border-color: $accent; image: url("$controls/check.svg");
}
QCheckBox::indicator:indeterminate {
  background: $accent; border-color: $accent; image: url("$controls/dash.svg");
}
QRadioButton::indicator:checked {
  background: $accent; border-color: $accent; image: url("$controls/dot.svg");
}
QCheckBox:focus, QRadioButton:focus { background: $selection; color: $selection_text; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }

QTableView, QListView, QTreeView {
  background: $surface; border: none; alternate-background-color: $surface;
  selection-background-color: $selection; selection-color: $selection_text; outline: 0;
}
QListView[look="boxed"], QTableView[look="boxed"] {
  border: 1px solid $line_strong; border-radius: ${radius}px; padding: ${p2}px;
}
QListView::item { min-height: ${row}px; padding: 0 ${p8}px; }
QListView::item:hover { background: $hover; }
QListView::item:selected { background: $selection; color: $selection_text; }
QHeaderView { background: $surface; }
QHeaderView::section {
  background: $surface; color: $muted; border: none; border-bottom: 1px solid $line;
  padding: 0 ${p8}px; min-height: ${row}px; font-weight: 600; font-size: ${small}pt;
}
QHeaderView::section:hover { color: $text; }
QHeaderView::up-arrow { image: url("$controls/chevron-up.svg"); width: ${p12}px; height: ${p12}px; }
QHeaderView::down-arrow { image: url("$controls/chevron-down.svg"); width: ${p12}px; height: ${p12}px; }
QTableCornerButton::section { background: $surface; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }

QScrollArea, QScrollArea > QWidget > QWidget[look="scrolled"] { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: ${p12}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${p12}px; margin: 0; }
QScrollBar::handle { background: $line_strong; border-radius: ${p4}px; margin: ${p2}px; }
QScrollBar::handle:vertical { min-height: ${p32}px; }
QScrollBar::handle:horizontal { min-width: ${p32}px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: $accent; }

QMenu { background: $raised; border: 1px solid $line_strong; padding: ${p4}px; }
QMenu::item { padding: ${p6}px ${p24}px ${p6}px ${p12}px; border-radius: ${chip_radius}px; }
QMenu::item:selected { background: $selection; color: $selection_text; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: ${p4}px ${p8}px; }
QMenu::icon { padding-left: ${p8}px; }

QTabBar::tab {
  background: transparent; color: $muted; padding: ${p8}px ${p4}px; margin-right: ${p20}px;
  border: none; border-bottom: 2px solid transparent; font-weight: 600;
}
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:hover, QTabBar::tab:focus { color: $text; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }

QProgressBar {
  background: $neutral_soft; border: none; border-radius: ${p3}px;
  min-height: ${p6}px; max-height: ${p6}px; color: transparent;
}
QProgressBar::chunk { background: $accent; border-radius: ${p3}px; }

QStatusBar { background: $nav; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; font-size: ${small}pt; }

QCalendarWidget QWidget#qt_calendar_navigationbar { background: $raised; }
QCalendarWidget QToolButton { color: $text; font-weight: 600; padding: ${p4}px ${p8}px; }
QCalendarWidget QAbstractItemView {
  background: $raised; selection-background-color: $accent; selection-color: $on_accent;
}

QCalendarWidget QAbstractItemView:disabled { color: $disabled; }
#calendar { background: $raised; border: 1px solid $line_strong; }

#nav { background: $nav; border: none; border-right: 1px solid $line; }
#nav_area, #nav_places { background: transparent; border: none; }
#nav QToolButton[look="place"] {
  text-align: left; border: 1px solid transparent; border-radius: ${radius}px; color: $text;
  padding: 0 0 0 ${p8}px; min-height: ${control}px; font-weight: 500;
}
#nav QToolButton[look="place"]:hover { background: $hover_nav; }
#nav QToolButton[look="place"]:checked { background: $selection; color: $selection_text; font-weight: 600; }
#nav QToolButton[look="place"]:focus { border-color: $accent; }
#nav QPushButton[look="find"] {
  background: $surface; border: 1px solid $line; color: $muted; text-align: left;
  font-weight: 400; padding: 0 ${p8}px;
}
#nav QPushButton[look="find"]:hover, #nav QPushButton[look="find"]:focus { border-color: $accent; }
#demo { background: $demo; }
#demo QLabel { color: $on_demo; font-weight: 600; }
#toast { background: $text; border-radius: ${radius}px; }
#toast QLabel { color: $surface; }
#toast QPushButton {
  background: transparent; border: 1px solid transparent; color: $surface; font-weight: 600;
  text-decoration: underline; padding: 0 ${p8}px; }
#toast QPushButton:hover, #toast QPushButton:focus { border-color: $surface; }
#chip { background: $neutral_soft; border-radius: ${radius}px; }
#chip QLabel { color: $text; }
""")


def sheet(colours: Colours, scheme: str, scale: float) -> str:
    """The application's style sheet for a scheme (`light` or `dark`) and a text size."""
    sizes = {f"p{n}": f"{n * scale:.0f}" for n in (2, 3, 4, 6, 7, 8, 9, 11, 12, 15, 16, 20, 24, 28, 32)}
    points = {name: f"{pt * scale:.2f}" for name, pt in tokens.FONT_PT.items()}
    names = {name: str(getattr(colours, name)) for name in colours.__dataclass_fields__}
    return _SHEET.substitute(
        names,
        **sizes,
        **points,
        row=f"{tokens.ROW * scale:.0f}",
        # Two pixels of border are outside a style sheet's min-height.
        control=f"{tokens.CONTROL * scale - 2:.0f}",
        control_focus=f"{tokens.CONTROL * scale - 4:.0f}",
        radius=f"{tokens.RADIUS * scale:.0f}",
        # Half of the side with its border and no more: of a radius too big Qt makes a square.
        radio_radius=f"{(round(16 * scale) + 2) // 2}",
        chip_radius=f"{tokens.CHIP_RADIUS * scale:.0f}",
        hover_nav=colours.line,
        controls=(CONTROLS / scheme).as_posix(),
    )
