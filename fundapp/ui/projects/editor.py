"""The editor of a project until its division head confirms it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fundapp.services import project_sheet, projects, why_not
from fundapp.services.done import Done
from fundapp.services.project_sheet import ProjectSheet
from fundapp.services.projects import ProjectEntry
from fundapp.ui.editor_page import EditorPage, Order
from fundapp.ui.parts.choice import Choice, Option
from fundapp.ui.parts.field import LineField
from fundapp.ui.parts.identifier_edit import project_code_edit
from fundapp.ui.parts.label import label
from fundapp.ui.parts.text_edit import NoteEdit, TextEdit
from fundapp.ui.session import Session
from fundapp.values.bad_input import BadInput
from fundapp.values.width import without_spaces


class YearEdit(LineField[int]):
    """A year of four figures."""

    def parse(self, text: str) -> int:
        """Read a year. Raises BadInput."""
        typed = without_spaces(text).removesuffix("年度").removesuffix("年")
        if not (typed.isascii() and typed.isdecimal() and 2000 <= int(typed) <= 2100):
            raise BadInput(f"看不懂年度“{text.strip()}”，请填写四位年份，如 2026。")
        return int(typed)

    def show_value(self, value: int) -> str:
        """The figures."""
        return str(value)


class ProjectEditor(EditorPage):
    """Name, category, term, content, goal."""

    def __init__(self, session: Session, project_id: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._project_id = project_id
        self._new = project_id is None
        self._sheet: ProjectSheet | None = None
        self.name = TextEdit("项目名称", required=True, limit=100)
        self.category: Choice[str] = Choice("项目类别", required=True)
        self.division = label("")
        self.start_year = YearEdit("起始年度", required=True)
        self.code = project_code_edit()
        self.content = NoteEdit("项目内容", lines=4, limit=1000)
        self.goal = NoteEdit("总体目标", lines=4, limit=1000)
        self._choices = session.ask(project_sheet.choices)
        self._term = session.ask(lambda desk: desk.figures.number("project_term_years", desk.today))
        self._make_form()
        self.column.addStretch(1)
        self.form.finished.connect(self.save_button.setFocus)
        self.start_year.edited.connect(self._tell_term)

    def _make_form(self) -> None:
        form = self.form
        form.section("项目基本信息", "保存后由本科室负责人确认立项；确认后基本信息不能再改。")
        form.add("项目名称", self.name, wide=True)
        form.add("项目类别", self.category)
        self.division.setMinimumHeight(32)
        form.add("归口科室", self.division)
        form.add("起始年度", self.start_year)
        form.add("一体化代码", self.code, name="一体化项目代码")
        form.section("内容和目标")
        form.add("项目内容", self.content, wide=True)
        form.add("总体目标", self.goal, wide=True)
        self.category.set_options([Option(key, title) for key, title in self._choices.categories])
        self.division.setText(self._choices.division)
        self.code.set_hint("预算管理一体化系统的 21 位代码，没有可留空")

    def heading(self) -> str:
        """The name, once there is one."""
        return "新建项目" if self._sheet is None else f"{self._sheet.entry.name} 修改"

    def help(self) -> str:
        """What F1 says."""
        return (
            "填写项目名称、类别和起始年度；期限按制度自动算为三年。Enter 转下一栏，多行文字用 Ctrl+Enter。"
            "填写的内容随时自动存在本机，“保存”（Ctrl+S）才写入账套。"
        )

    def key(self) -> str:
        """Of its draft."""
        return f"project/{self._project_id or 'new'}"

    def version(self) -> str:
        """Of the stored project."""
        return str(self._sheet.version) if self._sheet is not None else ""

    def barred(self) -> str:
        """Confirmed, or another division's."""
        if self._project_id is None:
            return self._session.ask(why_not.office, "projects.edit")
        return self._session.ask(why_not.save_project, self._project_id)

    def fill(self) -> None:
        """What is stored; a new project begins this year."""
        if self._project_id is None:
            self.start_year.set_value(self._session.ask(lambda desk: desk.today.year))
            self.form.focus_first()
            return
        self._sheet = sheet = self._session.ask(project_sheet.sheet, self._project_id)
        entry = sheet.entry
        self.division.setText(sheet.division)
        self.name.set_value(entry.name)
        self.category.set_value(entry.category)
        self.start_year.set_value(entry.start_year)
        self.code.set_value(entry.national_code or None)
        self.content.set_value(entry.content)
        self.goal.set_value(entry.goal)

    def order(self) -> Order:
        """Store the project."""
        sheet = self._sheet
        entry = ProjectEntry(
            name=self.name.read() or "",
            category=self.category.read() or "",
            division_id=sheet.entry.division_id if sheet is not None else self._choices.division_id,
            start_year=self.start_year.read() or 0,
            content=self.content.read() or "",
            goal=self.goal.read() or "",
            national_code=self.code.read() or "",
            version=sheet.version if sheet is not None else None,
        )
        return Order(projects.save, (entry, self._project_id))

    def after(self, done: Done, go: Callable[[], None]) -> None:
        """It has an id from now on."""
        self._new, self._project_id = self._project_id is None, done.id
        go()

    def onward(self, done: Done) -> None:
        """A new project is shown; a changed one goes back to its page."""
        self.closed.emit()
        if self._new:
            self.wanted.emit("projects", done.id)

    def _tell_term(self) -> None:
        year = self.start_year.value()
        self.start_year.set_hint(f"期限 {year}—{year + self._term - 1} 年" if year else "")
