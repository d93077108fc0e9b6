import pytest
from django.urls import reverse

from maintenance.actions import calls
from maintenance.enums import Answer
from maintenance.models import Breakdown, Call, Series
from tests.maintenance.conftest import errors, text


def page_of(call):
    return reverse("maintenance:call", args=[call.pk])


@pytest.fixture
def numbered(db):
    Series.objects.create(name="calls", last=1841)


@pytest.fixture
def waiting(numbered, taken):
    return taken(stopped=Answer.NO)


CONFIRMED = {"stopped": "yes", "giving": "route", "promise": "60"}


def test_the_number_is_large_and_in_words(desk, waiting):
    page = text(desk.get(page_of(waiting)))

    assert "léalo en voz alta 18 42 dieciocho, cuarenta y dos" in page


def test_who_reads_english_reads_it_aloud_in_english(desk, office, waiting):
    office.language = "en"
    office.save()

    assert "eighteen, forty-two" in text(desk.get(page_of(waiting)))


def test_the_sentence_says_who_has_it_and_when_there_is_news(desk, numbered, taken, technician):
    call = taken(to=technician)

    page = text(desk.get(page_of(call)))

    assert (
        "«Su aviso es el dieciocho, cuarenta y dos . Lo tiene Marta Gil. Le damos noticias antes de las 12:00 .»"
        in page
    )


def test_with_somebody_inside_nobody_is_to_force_the_doors(desk, taken, technician):
    call = taken(to=technician, anyone_inside=Answer.YES)

    assert "Que nadie fuerce las puertas: vamos ahora mismo.»" in text(desk.get(page_of(call)))


def test_an_unconfirmed_call_of_somebody_inside_is_an_alarm(desk, numbered, lift, now):
    told = calls.Told(anyone_inside=Answer.YES, how="portal")
    call = calls.receive(lift=lift, told=told, by=None, at=now)

    assert "Dicen que hay alguien dentro: confírmelo y mande a alguien ya." in text(desk.get(page_of(call)))


def test_a_call_is_confirmed_given_and_promised(desk, waiting, technician):
    answer = desk.post(reverse("maintenance:call-confirmation", args=[waiting.pk]), CONFIRMED)

    breakdown = Breakdown.objects.get()
    assert answer.headers["Location"] == page_of(waiting)
    assert (breakdown.technician, breakdown.stops_service) == (technician, True)
    assert Call.objects.get().breakdown == breakdown


def test_confirming_twice_is_one_breakdown_and_says_so(desk, waiting):
    url = reverse("maintenance:call-confirmation", args=[waiting.pk])
    desk.post(url, CONFIRMED)

    page = desk.post(url, CONFIRMED, follow=True)

    assert "Este aviso ya era una avería o estaba cerrado." in text(page)
    assert Breakdown.objects.count() == 1


def test_confirming_asks_whether_it_stands(desk, waiting):
    page = desk.post(reverse("maintenance:call-confirmation", args=[waiting.pk]), CONFIRMED | {"stopped": ""})

    assert errors(page) == {"stopped": ["Diga si el ascensor está parado."]}
    assert not Breakdown.objects.exists()


def test_a_call_is_closed_when_the_lift_worked(desk, waiting):
    page = desk.post(reverse("maintenance:call-settlement", args=[waiting.pk]), follow=True)

    assert "Aviso cerrado: el ascensor funcionaba" in text(page)
    assert Call.objects.get().settled_at is not None


def test_closing_twice_says_so(desk, waiting):
    url = reverse("maintenance:call-settlement", args=[waiting.pk])
    desk.post(url)

    assert "Este aviso ya estaba cerrado o era ya una avería." in text(desk.post(url, follow=True))


@pytest.mark.parametrize("name", ["call-settlement", "call-confirmation"])
def test_nothing_changes_by_looking(desk, waiting, name):
    assert desk.get(reverse(f"maintenance:{name}", args=[waiting.pk])).status_code == 405


def test_only_the_desk_reads_what_a_caller_said(cast, client_of, waiting):
    urls = [reverse(f"maintenance:call-{what}", args=[waiting.pk]) for what in ("settlement", "confirmation")]
    others = [who for who in vars(cast) if who not in {"office", "admin", "stranger"}]

    read = [client_of(getattr(cast, who)).get(page_of(waiting)) for who in others]
    answers = read + [client_of(getattr(cast, who)).post(url, CONFIRMED) for who in others for url in urls]

    assert {answer.status_code for answer in answers} == {404}
    assert not any(b"Luis Herrero" in answer.content for answer in answers)
    assert not Breakdown.objects.exists()
