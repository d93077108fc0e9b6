from datetime import timedelta

import pytest
from django.urls import reverse

from notifications.actions import deliveries, messages, preferences
from notifications.channels import email, stopping
from notifications.enums import Style, Topic
from notifications.models import Delivery, Message, Preference
from notifications.queries import listeners
from owners.models import Owner
from tests.conftest import NOW
from tests.notifications.conftest import text

CHOSEN = {"style": "own", "summary": "weekly", "quiet_from": "21:30", "quiet_to": "09:00", "visits": "off"}


@pytest.fixture
def message(told, chair, owner, now):
    """The chair was told of a bulletin; as if it were of the service, so that it can be stopped."""
    Owner.objects.update(speaking_since=NOW - timedelta(days=90))
    (found,) = messages.tell(entry=told(), at=now)
    Message.objects.update(kind="service")
    found.refresh_from_db()
    return found


def test_what_is_chosen_is_kept(chair, client_of):
    page = client_of(chair)

    answer = page.post(reverse("notifications:preferences"), CHOSEN | {"paused_until": "2027-09-01"})

    kept = listeners.wishes(chair)
    assert (answer.status_code, kept.style, kept.summary, f"{kept.quiet_from:%H:%M}") == (302, "own", "weekly", "21:30")
    assert (kept.choices[Topic.VISITS], str(kept.paused_until)) == ("off", "2027-09-01")


def test_a_pause_that_is_over_is_refused_and_nothing_is_lost(chair, client_of, now):
    answer = client_of(chair).post(reverse("notifications:preferences"), CHOSEN | {"paused_until": "2026-11-01"})

    assert "Escriba un día que esté por venir" in text(answer)
    assert ('value="21:30"' in answer.content.decode(), Preference.objects.count()) == (True, 0)


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("everything", "2 correos en los últimos treinta días. 1 suelto, 1 resumen."),
        ("law", "1 correo en los últimos treinta días. 1 suelto."),
        ("own", "1 correo en los últimos treinta días. 0 sueltos, 1 resumen."),
    ],
)
def test_the_preview_is_the_policys_own(message, chair, client_of, style, said):
    given = CHOSEN | {"style": style, "letters": "off"}

    answer = client_of(chair).get(reverse("notifications:preferences-preview"), given)

    assert text(answer) == said


def test_reading_the_stop_page_changes_nothing_and_pressing_does(message, chair, client):
    address = reverse("notifications:stop", args=[stopping.signed(message)])

    read = client.get(address)
    untouched = Preference.objects.count()
    pressed = client.post(address, {"List-Unsubscribe": "One-Click"})

    assert "¿No más correos de «Revisiones y boletines»?" in text(read)
    assert (untouched, pressed.status_code) == (0, 200)
    assert listeners.wishes(chair).choices == {Topic.VISITS: "off"}


def test_a_mail_program_presses_it_without_a_cookie(message, client, own_workers):
    csrf = client.__class__(enforce_csrf_checks=True)

    answer = csrf.post(
        reverse("notifications:stop", args=[stopping.signed(message)]), {"List-Unsubscribe": "One-Click"}
    )

    assert answer.status_code == 200


def test_the_mail_says_where_to_press(message, own_workers):
    delivery = Delivery.objects.select_related(*deliveries.PACKED).get()

    content = email.pack(delivery).content.decode()

    assert f"\r\nList-Unsubscribe: <{stopping.stop_url(message)}>\r\n" in content
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in content


def test_what_the_law_asks_has_no_stop(message, client):
    Message.objects.update(kind="legal")
    delivery = Delivery.objects.select_related(*deliveries.PACKED).get()

    answer = client.get(reverse("notifications:stop", args=[stopping.signed(message)]))

    assert (answer.status_code, b"List-Unsubscribe" in email.pack(delivery).content) == (404, False)


def test_our_own_people_are_offered_neither(message):
    offered = []
    for touchpoint in ("bulletin_issued", "visit_late_office", "entrapment_unclaimed"):
        message.touchpoint = touchpoint
        offered.append([words for words, _url in stopping.links(message)])

    assert offered == [["No quiero más de esto", "No soy yo"], [], []]


@pytest.mark.parametrize("name", ["stop", "not-me"])
def test_a_name_we_did_not_sign_leads_nowhere(message, client, name):
    forged = stopping.signed(message)[:-1] + ("a" if stopping.signed(message)[-1] != "a" else "b")

    assert client.post(reverse(f"notifications:{name}", args=[forged])).status_code == 404


def test_not_me_is_said_by_pressing(message, chair, client):
    address = reverse("notifications:not-me", args=[stopping.signed(message)])

    client.get(address)
    before = listeners.wishes(chair).is_wrong
    client.post(address)

    assert (before, listeners.wishes(chair).is_wrong) == (False, True)


def test_the_office_sees_who_said_so_and_puts_it_right(message, chair, office, client_of, now):
    preferences.not_me(person=chair, at=now)
    desk = client_of(office)

    listed = text(desk.get(reverse("notifications:deliveries")))
    asked = text(desk.get(reverse("notifications:person-messages", args=[chair.pk])))
    desk.post(reverse("notifications:person-found-again", args=[chair.pk]))

    assert "Dicen que no son ellos" in listed
    assert "Ya está bien: volver a escribirle" in asked
    assert listeners.wishes(chair).is_wrong is False


def test_everybody_reads_what_he_was_told_and_nobody_elses(message, chair, neighbour, client_of):
    mine = client_of(chair)

    assert message.title in text(mine.get(reverse("notifications:messages")))
    assert message.title in text(mine.get(reverse("notifications:message", args=[message.pk])))
    assert "boletín" in text(mine.get(reverse("notifications:message-letter", args=[message.pk])))
    assert "Todavía nada." in text(client_of(neighbour).get(reverse("notifications:messages")))
    assert client_of(neighbour).get(reverse("notifications:message", args=[message.pk])).status_code == 404


def test_the_office_reads_what_was_said_and_what_was_not(message, chair, office, client_of, told, now):
    Message.objects.update(decision="switched_off", goes_at=None)

    page = client_of(office).get(reverse("notifications:person-messages", args=[chair.pk]))

    assert "Pidió no recibirlo: lo puede leer en el portal." in text(page)


def test_the_list_is_paged_by_key(message, chair, client_of, django_assert_max_num_queries):
    entry = message.entry
    Message.objects.bulk_create(
        Message(touchpoint=f"t{n}", kind="service", person=chair, entry=entry, title=f"Uno {n}", decision="now",
                created_at=NOW - timedelta(minutes=n), goes_at=NOW)
        for n in range(60)
    )  # fmt: skip
    mine = client_of(chair)

    with django_assert_max_num_queries(12):
        first = mine.get(reverse("notifications:messages"))
    rest = mine.get(reverse("notifications:messages"), {"before": first.context["older"]})

    keys = [[one["key"] for one in page.context["messages_told"]] for page in (first, rest)]
    assert ([len(page) for page in keys], len({*keys[0], *keys[1]})) == ([50, 11], 61)


def test_wishes_of_one_are_not_anothers(chair, manager, now):
    preferences.choose(person=chair, wishes=listeners.Wishes(Style.LAW), at=now)

    assert listeners.wishes(manager).style == Style.MATTERS
