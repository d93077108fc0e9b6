"""What programs read: through the same scopes as the pages, by key, never more queries for more rows."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from owners.actions import documents
from owners.actions import invoices as publishing
from owners.actions.documents import Sheet
from owners.enums import DocumentKind
from portal.access.audiences import Audience
from portal.files import store
from portal.files.models import AccessLog
from portal.lib.text import timestamp


@pytest.fixture
def bills(owner, lift, now, private_files):
    """Publishes announced invoices of so many numbers."""

    def publish(*numbers, announced=True, of=None):
        made = []
        for number in numbers:
            stated = publishing.Stated(
                number, "B47000001", date(2026, 10, 31), base=Decimal(90), tax=Decimal("18.90"), total=Decimal("108.90")
            )
            file = store.put(b"%PDF-1.7 " + number.encode(), media_type="application/pdf", at=now)
            charges = [publishing.Charge("Cuota", Decimal(90), quantity=Decimal(1))]
            one = publishing.publish(
                owner=of or owner, file=file, stated=stated, charges=charges, lifts=[lift], by=None, at=now
            )
            if announced:
                publishing.announce(invoice=one, at=now)
            made.append(one)
        return made

    return publish


def test_the_chair_reads_the_own_lift_and_the_neighbour_another(program, carded, chair, neighbour, other_lift):
    assert program(chair).ids("lifts") == [str(carded.pk)]
    assert program(neighbour).ids("lifts") == [str(other_lift.pk)]


def test_anothers_lift_is_like_one_that_never_was(program, lift, neighbour):
    there = program(neighbour).get(f"lifts/{lift.pk}")
    never = program(neighbour).get("lifts/01a20d70-0000-7000-8000-000000000000")

    assert (there.status_code, there.content) == (never.status_code, never.content)
    assert there.status_code == 404


def test_a_lift_is_told_with_its_owner_and_how_it_is(program, carded, chair, owner):
    told = program(chair).get(f"lifts/{carded.pk}").json()

    assert (told["rae"], told["street"], told["owner"]) == (
        "47-003128",
        "Calle Mayor 14",
        {"id": str(owner.pk), "name": "C.P. Calle Mayor 14", "nif": "H47218306"},
    )


def test_a_visit_and_a_breakdown_are_told(program, chair, visited, standing, lift):
    visit = visited(3)

    assert program(chair).ids("visits", lift=lift.pk) == [str(visit.pk)]
    assert program(chair).ids("breakdowns", open="true") == [str(standing.pk)]
    assert program(chair).ids("breakdowns", open="false") == []
    assert program(chair).get(f"visits/{visit.pk}").json()["technician"] == "Marta Gil"
    assert program(chair).get(f"breakdowns/{standing.pk}").json()["cause"] == "doors"


def test_an_invoice_is_told_with_its_lines_and_its_bytes_are_those_published(program, chair, bills):
    (one,) = bills("F26-1")

    told = program(chair).get(f"invoices/{one.pk}").json()
    answer = program(chair).get(f"invoices/{one.pk}/file")
    assert (told["total"], told["lines"][0]["amount"], told["file"]["name"]) == (
        "108.90",
        "90.00",
        "H47218306_2026-10-31_F26-1.pdf",
    )
    assert (answer.content, answer["ETag"]) == (b"%PDF-1.7 F26-1", f'"{told["file"]["sha256"]}"')


def test_a_fetch_is_logged_with_its_token(program, chair, bills):
    (one,) = bills("F26-1")

    program(chair).get(f"invoices/{one.pk}/file")

    logged = AccessLog.objects.get()
    assert (logged.person, logged.token.person, logged.route) == (chair, chair, "machines:invoice-file")


def test_who_has_the_bytes_is_sent_none(program, chair, bills):
    (one,) = bills("F26-1")
    etag = program(chair).get(f"invoices/{one.pk}/file")["ETag"]

    answer = program(chair).get(f"invoices/{one.pk}/file", headers={"If-None-Match": etag})

    assert (answer.status_code, answer.content, AccessLog.objects.count()) == (304, b"", 1)


def test_an_unchanged_list_is_a_304(program, chair, carded):
    etag = program(chair).get("lifts")["ETag"]

    assert program(chair).get("lifts", headers={"If-None-Match": etag}).status_code == 304


def test_an_invoice_not_announced_or_withdrawn_hands_out_nothing(program, chair, office, bills, now):
    (waiting,) = bills("F26-1", announced=False)
    (gone,) = bills("F26-2")
    publishing.withdraw(invoice=gone, why="Equivocada", by=office, at=now)

    told = program(chair)
    assert told.ids("invoices") == [str(gone.pk)]
    assert [told.get(f"invoices/{one.pk}/file").status_code for one in (waiting, gone)] == [404, 404]
    assert program(office).get(f"invoices/{gone.pk}/file").status_code == 200


def test_a_document_and_its_bytes(program, chair, neighbour, lift, office, now, private_files):
    file = store.put(b"%PDF-1.7 manual", media_type="application/pdf", at=now)
    version = documents.publish(
        about=lift, kind=DocumentKind.MANUAL, title="", audience=Audience.OWNER, sheet=Sheet(file, now.date()),
        by=office, at=now,
    )  # fmt: skip

    path = f"documents/{version.document_id}"
    assert program(chair).ids("documents", kind="manual") == [str(version.document_id)]
    assert program(chair).get(path).json()["file"]["sha256"] == file.sha256
    assert program(chair).get(f"{path}/file").content == b"%PDF-1.7 manual"
    assert program(neighbour).get(f"{path}/file").status_code == 404


def test_pages_follow_one_another_by_key_until_none_is_left(program, chair, bills):
    made = [str(one.pk) for one in bills("F26-1", "F26-2", "F26-3")]

    first = program(chair).get("invoices", limit=2).json()
    last = program(chair).get("invoices", limit=2, after=first["next"]).json()
    assert [one["id"] for one in first["items"] + last["items"]] == made
    assert last["next"] is None


def test_since_a_moment_only_what_the_ledger_tells_since(program, chair, office, bills, now):
    old, moved = bills("F26-1", "F26-2")
    later = now + timedelta(hours=1)
    publishing.move(invoice=moved, to=publishing.Standing("paid"), by=office, at=later)

    assert program(chair).ids("invoices", updated_since=timestamp(later)) == [str(moved.pk)]
    assert program(chair).ids("invoices", updated_since=timestamp(now)) == [str(old.pk), str(moved.pk)]


@pytest.mark.parametrize("path", ["lifts", "invoices"])
def test_queries_are_as_many_for_three_rows_as_for_one(program, chair, bills, counting, carded, path):
    bills("F26-1")
    one = program(chair)
    one.get(path)
    with counting() as few:
        one.get(path)
    bills("F26-2", "F26-3")

    with counting() as more:
        one.get(path)
    assert (len(few), len(few) <= 12) == (len(more), True)


REFUSED = [
    {"limit": "0"},
    {"limit": "201"},
    {"limit": "1e2"},
    {"limit": "٣"},
    {"after": "x"},
    {"updated_since": "ayer"},
    {"updated_since": "0001-01-01T00:00:00+14:00"},
    {"month": "2026-13"},
    {"status": "lost"},
    {"owner": ""},
    {"number": "\x00"},
    {"number": "x" * 41},
    {"colour": "red"},
    {"limit": ["1", "2"]},
]


def test_what_is_asked_beyond_its_bounds_is_refused_in_words(program, chair, bills):
    asking = program(chair)

    answers = [asking.get("invoices", **given) for given in REFUSED]

    assert [one.status_code for one in answers] == [422] * len(REFUSED)
    assert all(one.json()["detail"] for one in answers)
    assert {one["Content-Type"] for one in answers} == {"application/problem+json"}


def test_words_are_the_persons_unless_the_program_asks_for_others(program, chair):
    chair.__class__.objects.filter(pk=chair.pk).update(language="en")

    english = program(chair).get("lifts", limit="0")
    spanish = program(chair).get("lifts", limit="0", headers={"Accept-Language": "es"})
    assert [one["Content-Language"] for one in (english, spanish)] == ["en", "es"]
    assert english.json()["detail"] != spanish.json()["detail"] == "«limit» sale de 1–200."
