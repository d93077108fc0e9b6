"""A message is opened when its reader comes by a link of it; nothing else says so."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from notifications.actions import messages, preferences, summaries
from notifications.channels import opening
from notifications.enums import Rhythm, Style, Topic
from notifications.models import Delivery, Message
from notifications.queries import reception
from notifications.queries.listeners import Wishes
from owners.models import Owner
from portal.ledger.models import Entry
from tests.notifications.conftest import text

LINK = re.compile(r"http://localhost:8000(/\S+[?&]m=[\w-]{22})")
FIRST = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def bulletin(told, chair, owner, now):
    """The bulletin's mail to the chair, and the link in it."""
    Owner.objects.update(speaking_since=now - timedelta(days=90))
    told()
    (message,) = messages.tell(entry=Entry.objects.get(kind="bulletin.issued"), at=now)
    (link,) = set(LINK.findall(message.deliveries.get().text))
    return message, link


def _opened():
    return list(Message.objects.exclude(opened_at=None).values_list("pk", flat=True))


def test_its_reader_opens_it_once_by_coming_and_signing_in(bulletin, client, client_of, chair, now):
    message, link = bulletin
    asked = client.get(link)
    before = _opened()

    client_of(chair).get(link)
    first = Message.objects.get(pk=message.pk).opened_at
    client_of(chair).get(link)

    message.refresh_from_db()
    assert link.split("?m=")[1] in asked["Location"]
    assert (before, message.opened_at) == ([], first)
    assert first > now
    assert f'href="http://localhost:8000{link}"' in message.deliveries.get().html
    assert "m=" not in message.url


@pytest.mark.parametrize("who", ["manager", "resident", "office"])
def test_another_who_follows_the_link_opens_nothing(bulletin, client_of, request, who):
    client_of(request.getfixturevalue(who)).get(bulletin[1])

    assert _opened() == []


def test_what_was_not_shown_opens_nothing(bulletin, client_of, chair):
    _message, link = bulletin
    reader = client_of(chair)

    reader.head(link)
    reader.get(link, headers={"Sec-Purpose": "prefetch;anonymous-client-ip"})
    reader.get(link.replace("/bulletins/", "/nothing/"))
    for nonsense in ("", "x", "A" * 22, "\x00" * 30, "%" * 5, "ñ"):
        reader.get("/lifts/", {"m": nonsense})

    assert _opened() == []


def test_its_page_in_the_portal_opens_it_too_and_the_office_reads_when(bulletin, client_of, chair, admin):
    message, _link = bulletin
    client_of(chair).get(f"/messages/{message.pk}/")

    page = text(client_of(admin).get(f"/office/people/{chair.pk}/messages/"))

    assert _opened() == [message.pk]
    assert "Abierto hoy a las 11:00" in page


def test_a_summary_that_is_opened_opens_what_it_gathered(told, chair, owner, client_of, now):
    Owner.objects.update(speaking_since=now - timedelta(days=90))
    wishes = Wishes(style=Style.OWN, choices={Topic.VISITS: Rhythm.DIGEST})
    preferences.choose(person=chair, wishes=wishes, at=now)
    (gathered,) = messages.tell(entry=told(), at=now)
    summaries.compose(at=FIRST)
    mail = Delivery.objects.select_related("message").get(message__tells=gathered.digest)
    before = [(one.opened, one.answered) for one in reception.lines(now)]

    client_of(chair).get(next(link for link in LINK.findall(mail.text) if link.startswith("/bulletins/")))

    assert _opened() == [mail.message.pk]
    assert (before, [one.opened for one in reception.lines(now)]) == ([(0, 0)], [1])


@pytest.mark.parametrize(
    ("touchpoint", "url", "is_named"),
    [
        ("bulletin_issued", "http://localhost:8000/bulletins/{key}/", True),
        ("bulletin_issued", "/lifts/?page=2", True),
        ("quote_published", "http://localhost:8000/quotes/{key}/", False),
        ("work_assigned", "http://localhost:8000/lifts/", False),
        ("document_published", "http://localhost:8000/d/abc/", False),
        ("survey_breakdown", "http://localhost:8000/survey/abc/", False),
        ("bulletin_issued", "https://elsewhere.example/lifts/", False),
        ("bulletin_issued", "http://localhost:8000/nowhere/", False),
        ("bulletin_issued", "", False),
        ("mail", "http://localhost:8000/lifts/", False),
    ],
)
def test_only_pages_that_ask_who_comes_name_the_message(chair, touchpoint, url, is_named):
    message = Message(touchpoint=touchpoint, person=chair)
    page = url.format(key=message.pk)

    named = opening.address(page, message)

    assert (named != page) == is_named
    assert opening.key_in(named.rpartition("m=")[2]) == (message.pk if is_named else None)
