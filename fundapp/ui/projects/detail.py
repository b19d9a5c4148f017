"""One project: head with the year's figures, and everything that belongs to it in tabs."""

from __future__ import annotations

from enum import Flag

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fundapp.services import project_sheet, projects, why_not
from fundapp.services.done import Changed
from fundapp.services.project_sheet import ProjectSheet
from fundapp.ui import notices
from fundapp.ui.actions import Action, ActionBar
from fundapp.ui.files_panel import FilesPanel
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.card import Card, Figure, FigureStrip
from fundapp.ui.parts.label import ElidedLabel
from fundapp.ui.parts.scroll import Scroll, page_column
from fundapp.ui.parts.tabs import Tabs
from fundapp.ui.projects.bases_tab import BasesTab
from fundapp.ui.projects.budget_tab import BudgetTab
from fundapp.ui.projects.dialogs import ConfirmDialog
from fundapp.ui.projects.editor import ProjectEditor
from fundapp.ui.projects.look import TONES
from fundapp.ui.projects.tabs import GoalTab, OverviewTab, PaymentsTab
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.values.choices import AttachmentKind, ProjectState
from fundapp.values.documents import FormKind
from fundapp.values.money import wan


class ProjectDetail(Page):
    """Reads a project; what can be done to it stands in its head and in the tabs."""

    watches = Changed.PROJECT | Changed.CONTRACT | Changed.PAYMENT | Changed.DISBURSEMENT | Changed.EVALUATION

    def __init__(self, session: Session, project_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._project_id = project_id
        self._year: int = session.ask(lambda desk: desk.today.year)
        self._sheet: ProjectSheet | None = None
        self._unfilled: set[str] = set()
        self._evaluation: int | None = None
        self.title = ElidedLabel("", "title")
        self.state = Badge()
        self.category = Badge()
        self.facts = ElidedLabel("", "second")
        self.figures = FigureStrip()
        self.tools = ActionBar()
        self.tabs = Tabs("project")
        self.overview = OverviewTab()
        self.budget = BudgetTab(self, session)
        self.goal = GoalTab(self, session)
        self.bases = BasesTab(self, session)
        self.payments = PaymentsTab(self, session)
        self.files = FilesPanel(self, session, projects.attach_file, fallback=AttachmentKind.BASIS)
        self._build()
        self.tools.chosen.connect(self._act)
        self.tabs.currentChanged.connect(lambda _place: self._fill())

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        self.title.setSizePolicy(
            self.title.sizePolicy().horizontalPolicy().Maximum, self.title.sizePolicy().verticalPolicy()
        )
        for part in (self.title, self.state, self.category):
            head.addWidget(part)
        head.addWidget(self.facts, 1)
        head.addWidget(self.tools)
        top = Card()
        top.body.addLayout(head)
        top.body.addWidget(self.figures)
        self.tabs.add("overview", "概况", Scroll(self.overview))
        self.tabs.add("budget", "预算与指标", Scroll(self.budget))
        self.tabs.add("goal", "绩效目标", Scroll(self.goal))
        self.tabs.add("bases", "合同与付款节点", Scroll(self.bases))
        self.tabs.add("payments", "用款与拨付", self.payments)
        self.tabs.add("files", "附件", Scroll(_padded(self.files)))
        self.tabs.recall()
        body = Card(margin=0)
        body.body.addWidget(self.tabs)
        column = page_column(self, scroll=False)
        column.addWidget(top)
        column.addWidget(body, 1)

    def heading(self) -> str:
        """The project's name."""
        return self._sheet.entry.name if self._sheet is not None else "项目"

    def help(self) -> str:
        """What F1 says."""
        return (
            "上方是所选年度的批复预算、拨付、在途和可用余额，合同总额按整个项目计。各页签依次是概况、预算指标、绩效目标、"
            "合同与付款节点、用款与拨付和附件；在付款节点上双击或按回车，可发起或查看它的用款申请。"
            "灰色的按钮把鼠标停在上面，会说明为什么现在不能办理。"
        )

    def set_year(self, year: int) -> None:
        """Another fiscal year."""
        self._year = year

    def refresh(self, changed: Flag | None = None) -> None:
        """Ask again."""
        ask, year = self._session.ask, self._year
        self._sheet = sheet = ask(project_sheet.sheet, self._project_id)
        self._evaluation = ask(project_sheet.evaluation_of, sheet.id, year)
        self.title.setText(sheet.entry.name)
        self.state.show_text(sheet.standing.label, TONES[sheet.standing])
        self.category.show_text(sheet.category, "info")
        self.facts.setText(_facts(sheet, year))
        self.figures.show_figures(_figures(sheet, year))
        self._offer(sheet)
        self.tabs.set_title("files", f"附件 {len(sheet.files)}" if sheet.files else "附件")
        self._unfilled = set(self.tabs.keys())
        self._fill()
        self.headed.emit()

    def _fill(self) -> None:
        """Fill the tab that is seen; the others are when they are looked at, which mostly nobody does."""
        sheet, key = self._sheet, self.tabs.key()
        if sheet is None or key not in self._unfilled:
            return
        self._unfilled.discard(key)
        if key == "overview":
            self.overview.show_sheet(sheet)
        elif key == "budget":
            self.budget.show_sheet(sheet, self._year)
        elif key == "goal":
            self.goal.show_sheet(sheet, self._year)
        elif key == "bases":
            self.bases.show_sheet(sheet)
        elif key == "payments":
            self.payments.show_sheet(sheet)
        elif key == "files":
            barred = self._session.ask(why_not.attach_to_project, sheet.id)
            self.files.show_files(sheet.id, sheet.files, barred)

    def aim(self, target: object) -> None:
        """The key of a tab shows it."""
        if isinstance(target, str):
            self.tabs.show_key(target)

    def _offer(self, sheet: ProjectSheet) -> None:
        ask = self._session.ask
        if sheet.state == ProjectState.DRAFT:
            self.tools.set_actions(
                (
                    Action("edit", "修改", barred=ask(why_not.save_project, sheet.id)),
                    Action("confirm", "确认立项…", "primary", barred=ask(why_not.confirm_project, sheet.id)),
                )
            )
            return
        wanted = [Action("pay", "发起用款", "primary", barred=ask(why_not.under_project, sheet.id, "payments.edit"))]
        if not ask(why_not.close_project, sheet.id):
            wanted.insert(0, Action("close", "结束项目"))
        if self._evaluation is not None:
            wanted.insert(0, Action("print", "打印自评表", icon="print"))
        self.tools.set_actions(wanted)

    def _act(self, key: str) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        if key == "edit":
            self.pushed.emit(ProjectEditor(self._session, sheet.id))
        elif key == "confirm":
            ConfirmDialog(self, self._session, sheet).open()
        elif key == "pay":
            self.wanted.emit("payments", ("project", sheet.id))
        elif key == "print" and self._evaluation is not None:
            from fundapp.ui.paper.page import PaperPage  # noqa: PLC0415 - reportlab is needed by few visits

            self.pushed.emit(PaperPage(self._session, FormKind.EVALUATION, self._evaluation))
        elif key == "close":
            self._close(sheet)

    def _close(self, sheet: ProjectSheet) -> None:
        text = f"“{sheet.entry.name}”结束后不能再签合同、分配资金或发起用款。"
        if notices.confirm(self, "结束项目？", text, yes="结束项目", danger=True):
            self._session.do(self, projects.close, sheet.id)


def _padded(content: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(16, 12, 16, 16)
    column.addWidget(content)
    column.addStretch(1)
    return holder


def _facts(sheet: ProjectSheet, year: int) -> str:
    nth = f"（第 {year - sheet.start_year + 1} 年）" if sheet.start_year <= year <= sheet.end_year else ""
    kept = f"，期满后延续至 {sheet.last_year}" if sheet.last_year > sheet.end_year else ""
    return f"{sheet.number} · 归口：{sheet.division} · {sheet.start_year}—{sheet.end_year}{nth}{kept}"


def _figures(sheet: ProjectSheet, year: int) -> tuple[Figure, ...]:
    row = sheet.year(year)
    money = row.money if row is not None else None

    def said(fen: int | None) -> str:
        return "—" if fen is None else f"{wan(fen)} 万元"

    return (
        Figure(f"{year} 批复预算", said(money.limit if money else None)),
        Figure("合同总额", said(sheet.contract_total)),
        Figure("累计拨付", said(money.paid if money else None)),
        Figure("在途申请", said(money.in_flight if money else None)),
        Figure("可用余额", said(money.free if money else None)),
    )
