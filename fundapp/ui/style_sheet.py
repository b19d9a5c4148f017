"""The style sheet: one text, made from the `tokens`."""

from __future__ import annotations

from pathlib import Path

from fundapp.ui import tokens as t


def style_sheet(icons: Path) -> str:
    """Style sheet for the whole application; `icons` is the folder that arrow drawings are taken from."""
    return "\n".join((_SURFACES, _TEXTS, _TOASTS, _BUTTONS, _fields(icons), _tables(icons), _REST))


def _url(icons: Path, name: str) -> str:
    return f'url("{(icons / name).as_posix()}.svg")'


_SURFACES = f"""
QMainWindow, QWidget[ground="window"] {{ background: {t.WINDOW}; }}
QDialog {{ background: {t.SURFACE}; }}
QWidget[ground="surface"] {{ background: {t.SURFACE}; }}
QFrame[frame="card"] {{ background: {t.SURFACE}; border: 1px solid {t.LINE}; border-radius: 8px; }}
QFrame[frame="block"] {{ background: #FDF1F0; border: none; border-left: 3px solid {t.BAD}; border-radius: 0; }}
QFrame[frame="caution"] {{ background: #FDF6E7; border: none; border-left: 3px solid {t.AMBER}; border-radius: 0; }}
QFrame[frame="header"] {{ background: {t.SURFACE}; border: none; border-bottom: 1px solid {t.LINE}; }}
QFrame[frame="footer"] {{ background: {t.SURFACE}; border: none; border-top: 1px solid {t.LINE}; }}
QFrame[frame="sidebar"] {{ background: {t.SURFACE}; border: none; border-right: 1px solid {t.LINE}; }}
QFrame[frame="brand"] {{ background: {t.PRIMARY}; border: none; border-top-left-radius: 8px;
    border-bottom-left-radius: 8px; }}
QLabel[on_blue="name"] {{ color: white; font-size: 26px; font-weight: bold; }}
QLabel[on_blue="motto"] {{ color: #E6EEF9; font-size: 14px; }}
QLabel[on_blue="fact"] {{ color: #E6EEF9; font-size: 13px; }}
QLabel[on_blue="small"] {{ color: #B9CCE8; font-size: 12px; }}
QFrame[frame="drop"] {{ background: {t.PRIMARY_PALE}; border: 1px dashed {t.PRIMARY}; border-radius: 6px; }}
QFrame[frame="sheet"] {{ background: {t.SURFACE}; border: 1px solid {t.EDGE}; border-radius: 6px; }}
QFrame[frame="line"] {{ background: {t.SURFACE}; border: none; border-bottom: 1px solid #EDF0F4; border-radius: 0; }}
QFrame[frame="group"] {{ background: {t.HEAD}; border: none; border-bottom: 1px solid #EDF0F4; border-radius: 0; }}
QWidget[ground="pale"] {{ background: {t.HEAD}; }}
QFrame[frame="rule"] {{ background: {t.LINE}; border: none; max-height: 1px; min-height: 1px; }}
QScrollArea, QScrollArea > QWidget > QWidget[ground="clear"] {{ background: transparent; border: none; }}
QToolTip {{ background: {t.TEXT}; color: {t.SURFACE}; border: none; padding: 6px 8px; font-size: 12px; }}
"""

_TEXTS = f"""
QLabel {{ background: transparent; }}
QLabel[text_role="title"] {{ font-size: 18px; font-weight: bold; }}
QLabel[text_role="head"] {{ font-size: 14px; font-weight: bold; }}
QLabel[text_role="strong"] {{ font-weight: bold; }}
QLabel[text_role="second"] {{ color: {t.SECOND}; font-size: 12px; }}
QLabel[text_role="label"] {{ color: {t.SECOND}; font-size: 13px; }}
QLabel[text_role="figure"] {{ font-size: 22px; font-weight: bold; }}
QLabel[text_role="score"] {{ font-size: 44px; font-weight: bold; color: {t.OK}; }}
QLabel[text_role="score"][score_tone="warn"] {{ color: {t.WARN}; }}
QLabel[text_role="score"][score_tone="bad"] {{ color: {t.BAD}; }}
QLabel[text_role="score"][score_tone="neutral"] {{ color: {t.SECOND}; }}
QLabel[text_role="amount"] {{ font-size: 14px; font-weight: bold; }}
QLabel[text_role="bad"] {{ color: {t.BAD}; font-size: 12px; }}
QLabel[text_role="warn"] {{ color: {t.WARN}; font-size: 12px; }}
QLabel[text_role="ok"] {{ color: {t.OK}; font-size: 12px; }}
QLabel[mark="count"] {{ color: white; background: {t.SEAL}; border-radius: 10px; font-size: 11px; }}
QLabel[text_role="brand"] {{ color: {t.PRIMARY}; font-size: 16px; font-weight: bold; }}
""" + "\n".join(
    f'QLabel[tone="{tone}"] {{ color: {ink}; background: {ground}; '
    "border-radius: 4px; padding: 1px 8px; font-size: 12px; }"
    for tone, (ink, ground) in t.TONES.items()
)

_TOASTS = "\n".join(
    f'QLabel[toast="{tone}"] {{ color: white; background: {ink}; font-size: 13px; }}'
    for tone, (ink, _) in t.TONES.items()
)

_BUTTONS = f"""
QPushButton {{ background: {t.SURFACE}; color: {t.TEXT}; border: 1px solid {t.EDGE}; border-radius: 6px;
    padding: 0 15px; min-height: 32px; font-size: 14px; }}
QPushButton:hover {{ background: {t.HEAD}; border-color: {t.FAINT}; }}
QPushButton:pressed {{ background: {t.TRACK}; }}
QPushButton:focus {{ border: 2px solid {t.PRIMARY}; padding: 0 14px; min-height: 30px; }}
QPushButton:disabled {{ color: {t.FAINT}; border-color: {t.LINE}; background: {t.FIELD_OFF}; }}
QPushButton[look="primary"] {{ background: {t.PRIMARY}; color: white; border-color: {t.PRIMARY}; }}
QPushButton[look="primary"]:hover {{ background: {t.PRIMARY_DARK}; }}
QPushButton[look="primary"]:focus {{ border: 2px solid #8FB4E8; }}
QPushButton[look="primary"]:disabled {{ background: #9BB0CF; border-color: #9BB0CF; color: white; }}
QPushButton[look="seal"] {{ background: {t.SEAL}; color: white; border-color: {t.SEAL}; }}
QPushButton[look="seal"]:hover {{ background: {t.SEAL_DARK}; }}
QPushButton[look="seal"]:focus {{ border: 2px solid #F0A29C; }}
QPushButton[look="seal"]:disabled {{ background: #DBA39F; border-color: #DBA39F; color: white; }}
QPushButton[look="danger"] {{ color: {t.BAD}; border-color: {t.BAD}; }}
QPushButton[look="danger"]:hover {{ background: #FDF1F0; }}
QPushButton[look="danger"]:disabled {{ color: {t.FAINT}; border-color: {t.LINE}; }}
QPushButton[look="link"] {{ background: transparent; border: 1px solid transparent; color: {t.PRIMARY}; padding: 0 2px;
    min-height: 22px; font-size: 13px; text-align: left; }}
QPushButton[look="link"][chosen="true"] {{ color: {t.TEXT}; font-weight: bold; }}
QPushButton[look="link"]:hover {{ text-decoration: underline; }}
QPushButton[look="link"]:focus {{ border: 1px solid {t.PRIMARY}; border-radius: 4px;
    padding: 0 2px; min-height: 22px; }}
QPushButton[look="link"]:disabled {{ color: {t.FAINT}; }}
QPushButton[look="figure"] {{ background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 0;
    min-height: 20px; text-align: right; }}
QPushButton[look="figure"]:hover {{ color: {t.PRIMARY}; text-decoration: underline; }}
QPushButton[look="figure"]:focus {{ border: 1px solid {t.PRIMARY}; padding: 0; min-height: 20px; }}
QPushButton[look="figure"][figure_role="amount"] {{ font-weight: bold; text-align: left; }}
QPushButton[look="figure"][figure_role="score"] {{ font-size: 44px; font-weight: bold; color: {t.OK};
    text-align: center; }}
QPushButton[look="figure"][figure_role="score"][score_tone="warn"] {{ color: {t.WARN}; }}
QPushButton[look="figure"][figure_role="score"][score_tone="bad"] {{ color: {t.BAD}; }}
QPushButton[look="figure"][figure_role="score"][score_tone="neutral"] {{ color: {t.SECOND}; }}
QPushButton[look="quiet"] {{ background: transparent; border: 1px solid transparent; padding: 0 6px;
    min-height: 26px; }}
QPushButton[look="quiet"]:hover {{ background: {t.TRACK}; }}
QPushButton[look="quiet"]:focus {{ border: 1px solid {t.PRIMARY}; padding: 0 6px; min-height: 26px; }}
QPushButton[look="quiet"]:checked {{ background: {t.PRIMARY_PALE}; }}
QPushButton[look="quiet"]:disabled {{ color: {t.FAINT}; }}
QPushButton[look="chip"] {{ background: #FCF0D9; color: {t.WARN}; border: 1px solid #F0D9A8; border-radius: 12px;
    min-height: 22px; padding: 0 10px; font-size: 12px; }}
QPushButton[look="chip"]:focus {{ border: 2px solid {t.WARN}; min-height: 20px; padding: 0 9px; }}
QPushButton[extent="small"] {{ min-height: 24px; padding: 0 9px; font-size: 13px; }}
QPushButton[extent="small"]:focus {{ min-height: 22px; padding: 0 8px; }}
QPushButton[extent="large"] {{ min-height: 38px; }}
QPushButton[extent="large"]:focus {{ min-height: 36px; }}
QPushButton[look="nav"] {{ background: transparent; border: none; border-left: 3px solid transparent; border-radius: 0;
    text-align: left; padding: 0 16px 0 17px; min-height: 31px; }}
QPushButton[look="nav"]:hover {{ background: {t.HEAD}; }}
QPushButton[look="nav"]:focus {{ background: {t.HEAD}; border: 1px solid {t.PRIMARY};
    border-left: 3px solid {t.PRIMARY};    padding: 0 15px 0 17px; min-height: 29px; }}
QPushButton[look="nav"]:checked {{ background: {t.PRIMARY_PALE}; color: {t.PRIMARY}; font-weight: bold;
    border-left: 3px solid {t.PRIMARY}; }}
"""


def _fields(icons: Path) -> str:
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox {{ background: {t.SURFACE}; border: 1px solid {t.EDGE};
    border-radius: 6px; padding: 0 10px; min-height: 30px; selection-background-color: {t.PRIMARY};
    selection-color: white; }}
QPlainTextEdit, QTextEdit {{ padding: 4px 6px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus {{ border: 2px solid {t.PRIMARY};
    padding: 0 9px; min-height: 28px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: 3px 5px; }}
QLineEdit:read-only, QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {{ background: {t.FIELD_OFF};
    border-color: {t.LINE}; color: {t.TEXT}; }}
QPlainTextEdit[reading="true"] {{ background: {t.FIELD_OFF}; border-color: {t.LINE}; }}
QLineEdit[bad="true"], QPlainTextEdit[bad="true"], QComboBox[bad="true"] {{ border: 2px solid {t.BAD}; padding: 0 9px;
    min-height: 28px; }}
QPlainTextEdit[bad="true"] {{ padding: 3px 5px; }}
QLineEdit[extent="cell"] {{ min-height: 26px; padding: 0 7px; border-radius: 4px; }}
QLineEdit[extent="cell"]:focus, QLineEdit[extent="cell"][bad="true"] {{ min-height: 24px; padding: 0 6px; }}
QPlainTextEdit[extent="cell"] {{ min-height: 0; padding: 1px 3px; border-radius: 4px; border-color: transparent;
    background: transparent; placeholder-text-color: {t.FAINT}; }}
QPlainTextEdit[extent="cell"]:hover {{ border-color: {t.EDGE}; }}
QPlainTextEdit[extent="cell"]:focus {{ min-height: 0; padding: 0 2px; background: {t.SURFACE};
    border: 2px solid {t.PRIMARY}; }}
QPlainTextEdit[extent="cell"][wanted="true"] {{ border-color: {t.BAD}; placeholder-text-color: {t.BAD}; }}
QPlainTextEdit[extent="cell"][reading="true"] {{ border-color: transparent; background: transparent; }}
QComboBox[extent="cell"] {{ min-height: 26px; padding: 0 7px; border-radius: 4px; }}
QComboBox[extent="cell"]:focus {{ min-height: 24px; padding: 0 6px; }}
QComboBox::drop-down {{ border: none; width: 26px; subcontrol-position: center right; }}
QComboBox::down-arrow {{ image: {_url(icons, "chevron_down")}; width: 14px; height: 14px; }}
QComboBox QAbstractItemView {{ background: {t.SURFACE}; border: 1px solid {t.EDGE}; outline: none;
    selection-background-color: {t.PRIMARY_PALE}; selection-color: {t.TEXT}; }}
QComboBox QAbstractItemView::item {{ min-height: 30px; padding: 0 8px; }}
QListView[part="options"] {{ background: {t.SURFACE}; border: 1px solid {t.EDGE}; border-radius: 6px; outline: none; }}
QListView[part="options"]::item {{ min-height: 30px; padding: 0 8px; color: {t.TEXT}; }}
QListView[part="options"]::item:selected {{ background: {t.PRIMARY_PALE}; color: {t.TEXT}; }}
QCheckBox, QRadioButton {{ spacing: 8px; background: transparent; min-height: 24px; }}
QCheckBox:focus, QRadioButton:focus {{ color: {t.PRIMARY}; }}
QCheckBox::indicator {{ width: 16px; height: 16px; border: 1px solid {t.EDGE}; border-radius: 3px;
    background: {t.SURFACE}; }}
QCheckBox::indicator:focus, QCheckBox::indicator:hover {{ border: 1px solid {t.PRIMARY}; }}
QCheckBox::indicator:checked {{ border: 1px solid {t.PRIMARY}; background: {t.PRIMARY_PALE};
    image: {_url(icons, "checkmark")}; }}
QCheckBox::indicator:disabled {{ background: {t.FIELD_OFF}; border: 1px solid {t.LINE}; }}
"""


def _tables(icons: Path) -> str:
    return f"""
QTableView[part="table"] {{ background: {t.SURFACE}; border: none; gridline-color: transparent; outline: none;
    selection-background-color: {t.PRIMARY_PALE}; selection-color: {t.TEXT}; }}
QTableView[part="table"]::item {{ padding: 0 9px; border: none; border-bottom: 1px solid #EDF0F4; }}
QTableView[part="table"]::item:selected {{ background: {t.PRIMARY_PALE}; color: {t.TEXT}; }}
QHeaderView {{ background: {t.HEAD}; border: none; }}
QHeaderView::section {{ background: {t.HEAD}; color: {t.SECOND}; border: none; border-bottom: 1px solid {t.LINE};
    padding: 0 12px; min-height: 32px; font-size: 12px; font-weight: normal; }}
QHeaderView::section:hover {{ color: {t.PRIMARY}; }}
QHeaderView::up-arrow {{ image: {_url(icons, "arrow_up")}; width: 11px; height: 11px;
    subcontrol-position: center right; right: 4px; }}
QHeaderView::down-arrow {{ image: {_url(icons, "arrow_down")}; width: 11px; height: 11px;
    subcontrol-position: center right; right: 4px; }}
QFrame[frame="heads"] {{ background: {t.HEAD}; border: none; border-bottom: 1px solid {t.LINE}; }}
QTableCornerButton::section {{ background: {t.HEAD}; border: none; }}
"""


_REST = f"""
QTabWidget::pane {{ border: none; border-top: 1px solid {t.LINE}; }}
QTabBar {{ background: transparent; qproperty-drawBase: 0; }}
QTabBar::tab {{ background: transparent; border: none; border-bottom: 2px solid transparent; color: {t.SECOND};
    padding: 9px 2px; margin: 0 12px; }}
QTabBar::tab:hover {{ color: {t.TEXT}; }}
QTabBar::tab:selected {{ color: {t.PRIMARY}; border-bottom: 2px solid {t.PRIMARY}; }}
QTabBar::tab:focus {{ color: {t.PRIMARY_DARK}; text-decoration: underline; }}
QMenu {{ background: {t.SURFACE}; border: 1px solid {t.EDGE}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {t.PRIMARY_PALE}; color: {t.TEXT}; }}
QMenu::item:disabled {{ color: {t.FAINT}; }}
QMenu::separator {{ height: 1px; background: {t.LINE}; margin: 4px 8px; }}
QProgressBar {{ background: {t.TRACK}; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; }}
QProgressBar::chunk {{ background: {t.PRIMARY}; border-radius: 4px; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {t.EDGE}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {t.FAINT}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QCalendarWidget QAbstractItemView {{ background: {t.SURFACE}; selection-background-color: {t.PRIMARY};
    selection-color: white; outline: none; }}
QSplitter::handle {{ background: {t.LINE}; }}
"""
