"""Ctrl+K: grouped, marks not needed, and nothing that this person may not know."""

from app.desktop.background import Progress
from app.desktop.police.reports.finder import REPORT_FINDER
from app.desktop.records.leads import Lead
from app.desktop.widgets import privacy
from app.police.reports.terms import ReportKind
from app.police.reports.values import Reporter
from tests.police.reports.builders import received

QUIETLY = Progress(lambda done, total, note: None)


def test_results_are_grouped_by_kind_and_their_hits_marked(lead) -> None:
    usual = received(lead, content="Quán Hòa Bình mở nhạc lớn")
    received(lead, ReportKind.FEEDBACK, content="Phản ánh về quán Hòa Bình")
    received(lead, content="Quán Hòa Bình bán rượu cho trẻ em")

    found = REPORT_FINDER.find(lead)("hoa binh", QUIETLY)

    assert len(found) == 3
    groups = [each.group for each in found]
    assert groups in (sorted(groups), sorted(groups, reverse=True))
    hit = next(each for each in found if each.target == Lead("reports", "open", (usual.report_id,)))
    assert [hit.snippet[start:end] for start, end in hit.snippet_spans][:2] == ["Hòa", "Bình"]


def test_a_number_finds_its_report(lead) -> None:
    report = received(lead)

    assert REPORT_FINDER.find(lead)("1/2026/tb", QUIETLY)[0].target == Lead("reports", "open", (report.report_id,))


def test_a_sealed_name_is_not_found(lead) -> None:
    received(lead, ReportKind.DENUNCIATION, reporter=Reporter(name="Trần Văn Kín"))

    assert REPORT_FINDER.find(lead)("Kín", QUIETLY) == []


def test_while_names_are_hidden_no_snippet_can_show_one(qapp, lead) -> None:
    received(lead, reporter=Reporter(name="Nguyễn Thị Hòa"))
    privacy().hide_names(True)

    found = REPORT_FINDER.find(lead)("hoa", QUIETLY)

    assert [each.snippet for each in found] == [""]
