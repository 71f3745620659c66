"""Where does the police unit make the year's inspection plan, approve it, and follow how far it has come?"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QStackedWidget, QTabWidget, QToolButton, QVBoxLayout, QWidget

from app.common.i18n import N_, sentence, tr
from app.common.permissions import may
from app.desktop.background import Latest, run
from app.desktop.desk import Desk
from app.desktop.police.inspection_plans import item_forms
from app.desktop.police.inspection_plans.asking import AskForm
from app.desktop.police.inspection_plans.candidates_part import CandidatesPart
from app.desktop.police.inspection_plans.draft_part import PlanHead
from app.desktop.police.inspection_plans.draw_form import DrawForm
from app.desktop.police.inspection_plans.draw_part import DrawPart
from app.desktop.police.inspection_plans.items_part import ItemsPart
from app.desktop.police.inspection_plans.papers import plan_list
from app.desktop.records.changes import Changes, changes_of
from app.desktop.records.leads import Lead, follow
from app.desktop.theme import Tone, on_language, theme
from app.desktop.widgets import AskReason, Banner, Confirm, EmptyState, PageHeader, button, say, set_look, show_problem
from app.police.inspection_plans import queries, services, services_items, services_review
from app.police.inspection_plans.terms import PLAN_STATE_NAMES, PlanState
from app.police.inspection_plans.values import ItemRow, PlanChanged, PlanDetail, PlanRow, Verification
from app.registry.establishments import queries as establishments
from app.registry.establishments.values import Brief
from app.vault.session import Session


@dataclass(frozen=True)
class Read:
    """What a look at the plans gave; `detail` only for whoever may open one."""

    plans: tuple[PlanRow, ...]
    row: PlanRow | None = None
    items: tuple[ItemRow, ...] = ()
    detail: PlanDetail | None = None


class PlanPage(QWidget):
    """A year's plan: its head, its premises, and the list it was drawn from."""

    def __init__(
        self,
        session: Session,
        changes: Changes,
        go: Callable[[Lead], object] = lambda lead: None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("help", "plan")
        self._session, self._changes, self._go = session, changes, go
        self._latest = Latest(self)
        self._read: Read | None = None
        self._wanted: tuple[int, int | None] = (session.today().year, None)
        self._opened: int | None = None
        self._told_by_me = False
        self._stale = False  # something changed while another screen was shown
        self.which = QComboBox()
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.which.setMinimumContentsLength(14)
        self.which.setMinimumContentsLength(26)
        self.which.activated.connect(lambda _at: self._choose())
        on_language(self, lambda: self.which.setAccessibleName(tr("Year and plan")))
        self.make = button(N_("Make a plan"), "primary", "add", clicked=self.ask_draw)
        header = PageHeader(
            N_("Inspection plan"), N_("Who is inspected this year, and why: drawn so that it can be shown.")
        )
        header.add(self.which, self.make)
        self.head = PlanHead(
            redraw=self.ask_redraw,
            approve=self.ask_approve,
            replace=self.ask_replace,
            print_list=self.print_list,
            verify=self.verify,
            spread=lambda: self._ask_plan(item_forms.spread),
            add=self.ask_add,
        )
        self.notice = Banner("", Tone.INFO)
        self.notice.hide()
        self.items = ItemsPart()
        self.items.asked.connect(self._act)
        self.candidates = CandidatesPart()
        self.drawn = DrawPart()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.items, "")
        self.tabs.addTab(self.candidates, "")
        self.tabs.addTab(self.drawn, "")
        on_language(self, self._name_tabs)
        plan = QWidget()
        inside = QVBoxLayout(plan)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(4))
        inside.addWidget(self.head)
        said = QVBoxLayout()
        said.setContentsMargins(theme().px(24), 0, theme().px(24), 0)
        said.addWidget(self.notice)
        self._said = said
        lists = QVBoxLayout()
        lists.setContentsMargins(theme().px(16), 0, 0, 0)
        lists.addWidget(self.tabs)
        inside.addLayout(said)
        inside.addLayout(lists, 1)
        self.empty = EmptyState("calendar", N_("Reading…"), "")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(plan)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(header)
        whole.addWidget(self.stack, 1)
        set_look(self, "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        changes.told.connect(self._told)
        self.refresh()

    def _name_tabs(self) -> None:
        self.tabs.setTabText(0, tr("Premises in the plan"))
        self.tabs.setTabText(1, tr("All premises in the draw"))
        self.tabs.setTabText(2, tr("How it was drawn"))

    # --- reading --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the plans again, and the one that is shown."""
        self._stale = False
        session, (year, plan_id), opened = self._session, self._wanted, self._opened
        self._latest.run(lambda _progress: _look(session, year, plan_id, opened), self._show, self._failed)

    def _failed(self, error: Exception) -> None:
        show_problem(self, error)

    def _told(self, _changed: object) -> None:
        if self._told_by_me:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _choose(self) -> None:
        self._wanted = self.which.currentData()
        self.notice.hide()
        self.refresh()

    def show_plan(self, plan_id: int, year: int) -> None:
        """Lead here from elsewhere."""
        self._wanted = (year, plan_id)
        self.refresh()

    def _show(self, read: Read) -> None:
        self._read = read
        self._opened = read.detail.id if read.detail is not None else None
        self._offer_years(read)
        if read.row is None:
            self._show_none()
            return
        in_place = read.row.state is PlanState.DRAFT and any(
            each.year == read.row.year and each.state is PlanState.APPROVED for each in read.plans
        )
        self.head.show_plan(read.row, read.detail, in_place=in_place)
        self.items.show_items(read.items, read.detail)
        for tab in (1, 2):
            self.tabs.setTabVisible(tab, read.detail is not None)
        if read.detail is not None:
            self.candidates.show_plan(read.detail)
            self.drawn.show_plan(read.detail)
        drafted = any(each.year == read.row.year and each.state is PlanState.DRAFT for each in read.plans)
        self.make.setVisible(may(self._session, "plans.draft") and not drafted)
        self.stack.setCurrentIndex(1)

    def _show_none(self) -> None:
        self.make.hide()
        what = N_("This year has no inspection plan yet")
        if may(self._session, "plans.draft"):
            why = N_("A plan is drawn from the register and stays a draft until the lead approves it.")
            self.empty.say("calendar", what, why, N_("Make a plan"), self.ask_draw)
        else:
            self.empty.say("calendar", what, N_("An officer of the unit makes it; the lead approves it."))
        self.stack.setCurrentIndex(0)

    def _offer_years(self, read: Read) -> None:
        """Each plan, and the years that could have one."""
        today = self._session.today().year
        lines: list[tuple[str, tuple[int, int | None]]] = []
        for year in sorted({each.year for each in read.plans} | {today, today + 1}, reverse=True):
            plans = [each for each in read.plans if each.year == year]
            lines += [(f"{each.number} · {tr(PLAN_STATE_NAMES[each.state])}", (year, each.id)) for each in plans]
            if not plans:
                lines.append((tr("{year}: no plan yet", year=year), (year, None)))
        shown = (self._wanted[0], read.row.id if read.row is not None else None)
        self._wanted = shown
        self.which.clear()
        for text, data in lines:
            self.which.addItem(text, data)
        self.which.setCurrentIndex(max(0, next((at for at, each in enumerate(lines) if each[1] == shown), 0)))

    # --- the whole plan -------------------------------------------------------------------------------

    def ask_draw(self) -> None:
        today = self._session.today().year
        year = max(self._wanted[0], today)
        if year == today and self._read is not None and self._read.row is not None:
            year += 1  # this year has its plan; another in its place is drawn by typing the year
        self._ask(DrawForm(self, self._session, year))

    def ask_redraw(self) -> None:
        detail = self._detail()
        self._ask(DrawForm(self, self._session, detail.year, detail))

    def ask_approve(self) -> None:
        detail = self._detail()
        text = tr(
            "The draw becomes final, with the code {seed} and {count} premises: nobody can draw it again. From then on"
            " premises are only added or put off, each with a reason.",
            seed=detail.seed,
            count=len(detail.items),
        )
        title = tr("Approve {number}?", number=detail.number)
        session = self._session
        Confirm(self, title, text, do=N_("Approve the plan")).then(
            lambda: self._do(lambda: services.approve(session, detail.id, detail.version))
        )

    def ask_replace(self) -> None:
        detail, session = self._detail(), self._session
        title = tr("Approve {number} in place of the present plan?", number=detail.number)
        text = tr(
            "What was begun under the present plan is carried over. The draw of this one becomes final; both plans keep"
            " the reason."
        )
        asking = AskReason(self, title, text, do=N_("Approve in place of the present plan"))
        asking.given.connect(
            lambda reason: self._do(lambda: services.replace_plan(session, detail.id, reason, detail.version))
        )
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.open()

    def ask_add(self) -> None:
        """The register is read first: only premises open today and not in the plan are offered."""
        detail, session = self._detail(), self._session

        def read(_progress: object) -> list[Brief]:
            with session.read() as db:
                found = establishments.active_on(db, session.today())
            inside = {item.establishment_id for item in detail.items}
            return [each for each in found if each.id not in inside]

        run(self, read, lambda found: self._ask(item_forms.add(self, session, detail, found)))

    def print_list(self) -> None:
        detail = self._detail()
        plan_list(self, self._session, detail.id, detail.number)

    def verify(self) -> None:
        """Hold the draw again from what is stored, and say whether it gives the same."""
        detail, session = self._detail(), self._session
        run(self, lambda _progress: services_review.verify(session, detail.id), self._verified)

    def _verified(self, found: Verification) -> None:
        if found.ok:
            self._notice(
                tr("Held again from the code and the list of {count} premises: the same plan.", count=found.checked),
                Tone.GOOD,
            )
        else:
            problems = " ".join(sentence(each) for each in found.problems)
            self._notice(tr("Held again: it does not give this plan. {problems}", problems=problems), Tone.BAD)

    # --- the single premises ----------------------------------------------------------------------------

    def _act(self, name: str, item: ItemRow) -> None:
        session = self._session
        forms = {
            "schedule": item_forms.schedule,
            "put_off": item_forms.put_off,
        }
        if name == "open":
            if item.inspection_id is not None:
                self._go(Lead("inspections", "open", (item.inspection_id,)))
        elif name == "assign_team":
            self._ask(item_forms.assign_team(self, session, item, self._detail()))
        elif name == "take_up":
            self._do(lambda: services_items.take_up(session, item.id))
        else:
            self._ask(forms[name](self, session, item))

    # --- doing it ---------------------------------------------------------------------------------------

    def _detail(self) -> PlanDetail:
        assert self._read is not None and self._read.detail is not None
        return self._read.detail

    def _ask_plan(self, form: Callable[[QWidget, Session, PlanDetail], AskForm]) -> None:
        self._ask(form(self, self._session, self._detail()))

    def _ask(self, dialog: AskForm) -> None:
        dialog.stored.connect(self._done)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _do(self, act: Callable[[], object]) -> None:
        run(self, lambda _progress: act(), self._done, self._refused)

    def _refused(self, error: Exception) -> None:
        show_problem(self, error)
        self.refresh()

    def _done(self, changed: object) -> None:
        if isinstance(changed, PlanChanged):
            year = int(changed.number.split("/")[1])
            self._wanted = (year, changed.plan_id)
        self.notice.hide()
        self._told_by_me = True
        self._changes.tell(None)  # a day or a team is the inspection's own: its list may differ
        self._told_by_me = False
        self.refresh()
        say(self, tr("Saved."))

    def _notice(self, text: str, tone: Tone) -> None:
        self.notice.hide()
        fresh = Banner(text, tone).closable()
        self._said.replaceWidget(self.notice, fresh)
        self.notice.deleteLater()
        self.notice = fresh
        fresh.show()
        for close in fresh.findChildren(QToolButton):  # made last, but read before the lists
            QWidget.setTabOrder(self.head.print, close)


def _look(session: Session, year: int, plan_id: int | None, opened: int | None) -> Read:
    plans = queries.list_plans(session)
    row = next((each for each in plans if each.id == plan_id), None)
    if row is None:
        row = next((each for each in plans if each.year == year and each.state is not PlanState.REPLACED), None)
    if row is None:
        return Read(plans)
    if not may(session, "plans.open"):
        return Read(plans, row, queries.list_items(session, row.id))
    read = services_review.read_again if opened == row.id else services_review.open_plan
    detail = read(session, row.id)
    return Read(plans, row, detail.items, detail)


def plan_page(desk: Desk) -> QWidget:
    """The screen as the shell makes it."""
    return PlanPage(desk.session, changes_of(desk), partial(follow, desk))
