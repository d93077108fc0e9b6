from datetime import timedelta

import pytest

from maintenance.enums import Severity, VisitState
from maintenance.models import Finding, Lift, Photo, Visit
from maintenance.queries import findings
from portal.files import store
from tests.maintenance.conftest import errors, text

URL = "/office/findings/"


@pytest.fixture
def found(lift, technician, plan, now):
    """Something seen so many days ago."""

    def see(days=3, *, of=lift, **more):
        at = now - timedelta(days=days)
        times = {"started_at": at, "finished_at": at, "received_at": at}
        visit = Visit.objects.create(lift=of, technician=technician, plan=plan, state=VisitState.COMPLETED, **times)
        columns = {"words": "El guiador está gastado.", "severity": Severity.SOON, "found_at": at}
        return Finding.objects.create(visit=visit, lift=of, **(columns | more))

    return see


def test_with_nothing_found_the_page_says_so(desk):
    assert "Ningún hallazgo espera" in text(desk.get(URL))


def test_a_finding_says_where_what_when_and_how_long(desk, found):
    found(item=46)

    page = text(desk.get(URL))

    assert "Calle Mayor 14, Ascensor principal El guiador está gastado." in page
    assert "ruta Centro · Protección de puertas · 20 nov., Marta Gil 3 días Planificar" in page
    assert "1 hallazgo espera, ninguno grave" in page


def test_what_is_serious_comes_first_then_what_waited_longest(desk, found):
    found(9), found(20), found(1, severity=Severity.SERIOUS), found(40, severity=Severity.MINOR)

    groups = desk.get(URL).context["groups"]

    assert [(group.title, [line.waited for line in group.lines]) for group in groups] == [
        ("Grave", ["1 día"]),
        ("Pronto", ["20 días", "9 días"]),
        ("Sin prisa", ["40 días"]),
    ]


@pytest.mark.parametrize("done", ["settled_at", "withdrawn_at"])
def test_what_is_done_or_taken_back_waits_no_more(desk, found, now, done):
    found(**{done: now})

    assert desk.get(URL).context["total"] == 0


def test_a_lift_that_left_has_none(desk, found, lift, now):
    found()
    Lift.objects.filter(pk=lift.pk).update(left_on=now.date())

    assert desk.get(URL).context["total"] == 0


def test_another_route_has_its_own(desk, found, route, colleague):
    found()
    other = colleague.technician.routes.get()

    assert desk.get(URL, {"route": route.pk}).context["total"] == 1
    assert desk.get(URL, {"route": other.pk}).context["total"] == 0


def test_the_page_asks_as_often_for_one_as_for_three(desk, found, counting):
    found()
    desk.get(URL)
    with counting() as few:
        desk.get(URL)
    found(), found()
    with counting() as many:
        desk.get(URL)

    assert len(few) == len(many)


def test_the_list_is_narrowed_by_severity_and_age_and_keeps_the_rest(desk, found, route):
    found(5), found(40), found(40, severity=Severity.SERIOUS), found(100, severity=Severity.SERIOUS)

    answer = desk.get(URL, {"severity": "serious", "days": "30", "route": str(route.pk)})

    assert (answer.context["total"], [group.total for group in answer.context["groups"]]) == (2, [2])
    assert desk.get(URL, {"days": "90"}).context["total"] == 1
    chips = {one.label: one.query for _label, choices in answer.context["filters"] for one in choices}
    assert chips["Todos"] == f"?route={route.pk}&days=30"
    assert chips["Todas las rutas"] == "?severity=serious&days=30"


def test_what_an_address_says_badly_it_does_not_say(desk, found):
    found()

    asked = {"severity": "x", "days": "-1", "route": "x", "after": "2026-11-20_x"}

    assert desk.get(URL, asked).context["total"] == 1


def test_narrowed_to_nothing_it_says_so(desk, found):
    found()

    assert "Nada espera de lo que pide: mire sin filtros." in text(desk.get(URL, {"severity": "minor"}))


def test_many_are_paged_and_none_is_skipped(desk, found, monkeypatch):
    monkeypatch.setattr(findings, "FIRST", 1)
    monkeypatch.setattr(findings, "MOST", 2)
    seen = [found(days).pk for days in (9, 7, 7, 3, 1)]
    shown, url = [], URL
    while url:
        (group,) = desk.get(url).context["groups"]
        shown += [line.key for line in group.lines]
        url = group.more and URL + group.more

    assert (sorted(shown), shown[0], shown[-2:]) == (sorted(seen), seen[0], seen[-2:])


def page_of(finding, leaf=""):
    return f"{URL}{finding.pk}/{leaf}"


def test_one_is_settled_in_words_and_on_a_visit(desk, found, office):
    seen, later = found(9), found(2).visit

    answer = desk.post(page_of(seen), {"words": "Cambiado.", "visit": later.pk}, follow=True)

    seen.refresh_from_db()
    assert (seen.how_settled, seen.settled_visit, seen.settled_by) == ("Cambiado.", later, office)
    assert "Hallazgo resuelto." in text(answer)
    page = text(desk.get(page_of(seen)))
    assert "Resuelto el 21 de noviembre a las 11:00 (Carmen Ruiz). Cambiado. Ver la revisión" in page


def test_only_later_visits_of_the_lift_are_offered(desk, found, other_lift):
    found(20), found(3, of=other_lift)
    seen, later = found(9), found(2).visit

    form = desk.get(page_of(seen)).context["settling"]

    assert list(form.fields["visit"].queryset) == [later]
    assert form.fields["visit"].label_from_instance(later) == "21/11/2026, Marta Gil"


def test_one_is_withdrawn_with_its_reason(desk, found):
    seen = found()

    answer = desk.post(page_of(seen, "withdrawal/"), {"why": "Ya consta."}, follow=True)

    assert "Hallazgo retirado." in text(answer)
    assert "Retirado hoy a las 11:00 (Carmen Ruiz). Ya consta." in text(desk.get(page_of(seen)))


def test_without_words_nothing_is_closed(desk, found):
    seen = found()

    settled = errors(desk.post(page_of(seen), {"words": " "}), "settling")
    withdrawn = errors(desk.post(page_of(seen, "withdrawal/"), {"why": ""}), "withdrawing")

    assert (settled, withdrawn) == (
        {"words": ["Escriba cómo se resolvió."]},
        {"why": ["Escriba por qué se retira."]},
    )
    assert Finding.objects.waiting().count() == 1


def test_closed_meanwhile_it_says_how(desk, found, now):
    seen = found()
    desk.post(page_of(seen), {"words": "Cambiado."})

    for leaf, typed in (("", {"words": "Otra vez."}), ("withdrawal/", {"why": "Otra vez."})):
        page = text(desk.post(page_of(seen, leaf), typed))
        assert "Alguien lo cerró mientras tanto." in page
        assert "Resuelto hoy a las 11:00 (Carmen Ruiz). Cambiado." in page


@pytest.mark.parametrize("leaf", ["", "withdrawal/"])
def test_nobody_else_closes_one(cast, client_of, found, leaf):
    seen = found()
    others = [who for who in vars(cast) if who not in {"office", "admin", "stranger"}]

    answers = [client_of(getattr(cast, who)).post(page_of(seen, leaf), {"words": "x", "why": "x"}) for who in others]

    assert {answer.status_code for answer in answers} == {404}
    assert Finding.objects.waiting().count() == 1


def test_a_finding_shows_its_photos(desk, found, technician, now):
    file = store.put(b"picture", media_type="image/jpeg", at=now)
    came = {"file": file, "thumbnail": file, "received_at": now, "person": technician.person}
    for number in range(3):
        Photo.objects.create(finding=found(number + 1), sha256=f"{number:064x}", **came)

    page = desk.get(URL).content.decode()

    assert page.count('class="photo"') == 3
