from datetime import date, timedelta

from owners.enums import DocumentKind, Lacks, NeededFor
from owners.rules import dossier

TODAY = date(2026, 11, 23)
WHOLE = {ground.kind: None for ground in dossier.LEGAL}


def test_the_law_asks_for_seven_papers_in_its_order():
    assert [(ground.kind, ground.article[-5:]) for ground in dossier.LEGAL] == [
        ("registration", "4.8.a"),
        ("conformity", "4.8.b"),
        ("data_sheet", "4.8.c"),
        ("manual", "4.8.d"),
        ("log", "4.8.e"),
        ("contract", "4.8.f"),
        ("inspection", "4.8.g"),
    ]


def test_each_has_its_reason_and_every_kind_a_name_for_its_file():
    assert dossier.KINDS == set(NeededFor.values) == set(Lacks.values)
    assert set(dossier.FILE_NAMES) == set(DocumentKind.values)


def test_nothing_is_asked_for_before_the_law_held():
    assert dossier.lacking({}, date(2024, 6, 30)) == []
    assert len(dossier.lacking({}, date(2024, 7, 1))) == 7


def test_a_paper_lacks_when_it_is_not_here_or_its_last_day_is_gone():
    yesterday = TODAY - timedelta(days=1)

    assert dossier.lacking(WHOLE, TODAY) == []
    assert dossier.lacking(WHOLE | {"inspection": TODAY}, TODAY) == []
    assert [one.kind for one in dossier.lacking(WHOLE | {"inspection": yesterday}, TODAY)] == ["inspection"]


def test_days_are_counted_to_the_last_day_on_which_it_holds():
    cases = {0: (0, False, True), -1: (-1, True, True), 60: (60, False, True), 61: (61, False, False)}
    for days, told in cases.items():
        until = TODAY + timedelta(days=days)

        assert (dossier.days_left(until, TODAY), dossier.is_over(until, TODAY), dossier.runs_out(until, TODAY)) == told
    assert (dossier.days_left(None, TODAY), dossier.is_over(None, TODAY), dossier.runs_out(None, TODAY)) == (
        None,
        False,
        False,
    )
