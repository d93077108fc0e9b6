"""Two records of one visit become one: one counts, both are kept, papers that were out are replaced."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from maintenance.actions import bulletins, cards, joining, photos, visits
from maintenance.actions.enclosures import Enclosed, Fitted, Found, Picture
from maintenance.actions.visits import CompletedWork, Reply
from maintenance.documents import bulletin as document
from maintenance.documents import enclosed
from maintenance.enums import JoinHindrance, Result, Severity, VisitState
from maintenance.models import Bulletin, Finding, LiftCard, Part, Photo, Technician, Visit
from maintenance.queries import visits as written
from portal.files import store
from portal.ledger import following
from portal.ledger.models import Entry, Pending
from portal.lib.keys import new_key
from tests.conftest import NOW
from tests.maintenance import phone

ENDED, MINUTE = NOW - timedelta(hours=3), timedelta(minutes=1)


@pytest.fixture
def ivan(colleague):
    return Technician.objects.get(person=colleague)


@pytest.fixture
def record(lift, plan):
    def write(who, *, ended=ENDED, **more):
        times = {"started_at": ended - timedelta(minutes=30), "finished_at": ended, "recorded_at": ended}
        work = CompletedWork(who, plan, replies=[Reply(37, Result.OK)], **times | more)
        return visits.record(lift=lift, work=work, by=who.person, at=NOW)

    return write


@pytest.fixture
def both(record, technician, ivan):
    """Marta's record, and Iván's of ten minutes later."""
    return record(technician), record(ivan, ended=ENDED + timedelta(minutes=10))


@pytest.fixture
def join(office):
    def act(visit, to, why="Iban juntos."):
        return joining.join(visit=visit, to=to, why=why, by=office, at=NOW + MINUTE)

    return act


def issue(visit, minutes=0):
    bulletins.allot_number(visit)
    file = store.put(str(visit.pk).encode(), media_type="application/pdf", at=NOW)
    return bulletins.issue(visit_id=visit.pk, file=file, at=NOW + minutes * MINUTE)


@pytest.mark.parametrize("order", [1, -1], ids=["the second joined to the first", "the first joined to the second"])
def test_the_other_record_counts_no_more_and_stays(both, join, order, office, lift):
    stands, other = both[::order]

    join(other, stands)

    other.refresh_from_db()
    assert (other.state, other.joined_to, other.joined_by, other.why_joined) == (
        VisitState.JOINED, stands, office, "Iban juntos.",
    )  # fmt: skip
    assert list(Visit.objects.completed()) == [stands]
    assert (other.ok, other.replies, written.days_of(lift)) == (1, other.replies, [NOW.date()])


@pytest.mark.parametrize("order", [1, -1])
def test_the_ledger_keeps_both_and_says_they_are_one(both, join, order, office):
    stands, other = both[::order]
    told = Entry.objects.get(subject_id=other.pk)

    join(other, stands)

    entry = Entry.objects.get(kind="visit.joined")
    assert Entry.objects.filter(kind="visit.completed").count() == 2
    assert (entry.subject_id, entry.corrects, entry.facts["joined"]) == (stands.pk, told.number, str(other.pk))
    assert "juntos" not in entry.body


def test_cards_and_punctuality_count_one(record, ivan, join, lift, technician):
    record(technician, ended=ENDED - timedelta(days=30))
    both = record(technician, ended=ENDED - timedelta(hours=20)), record(ivan)
    cards.refresh([lift.pk], at=NOW)
    counted = LiftCard.objects.get(pk=lift.pk)
    assert "e" in counted.visits  # the second came too early

    join(both[1], both[0])
    cards.refresh([lift.pk], at=NOW)

    card = LiftCard.objects.get(pk=lift.pk)
    assert (card.last_visit_at, card.last_visit_by) == (both[0].finished_at, "Marta Gil")
    assert "e" not in card.visits
    assert cards.differing([lift.pk], at=NOW) == []


@pytest.mark.parametrize("order", [1, -1])
def test_what_came_with_the_other_goes_with_the_one_that_stands(record, technician, ivan, join, order):
    first = record(technician, enclosed=Enclosed(
        photos=[Picture("a" * 64)], parts=[Fitted("Correa", 2)],
        findings=[Found(new_key(), "Guiador gastado", Severity.SOON, 46)],
    ))  # fmt: skip
    second = record(ivan, enclosed=Enclosed(
        photos=[Picture("b" * 64)], parts=[Fitted("correa", 2), Fitted("Grasa")],
        findings=[Found(new_key(), "guiador  gastado", Severity.SOON, 46, photos=["c" * 64]),
                  Found(new_key(), "Ruido", Severity.MINOR)],
    ))  # fmt: skip
    stands, other = (first, second)[::order]

    join(other, stands)

    assert sorted(Part.objects.of_visit(stands).values_list("name", flat=True))[-1].lower() in {"correa", "grasa"}
    assert Part.objects.of_visit(stands).count() == 2
    assert Finding.objects.of_visit(stands).count() == Finding.objects.waiting().count() == 2
    assert {photo.sha256[0] for photo in Photo.objects.of_visit(stands)} == {"a", "b", "c"}
    told = enclosed.context(stands, number="x")
    assert (len(told["parts"]), len(told["findings"]), told["photos_missing"]) == (2, 2, 3)


def test_a_correction_of_the_one_that_stands_keeps_what_the_other_brought(record, technician, ivan, plan, join):
    first, second = record(technician), record(ivan, enclosed=Enclosed(parts=[Fitted("Grasa")]))
    join(second, first)
    times = {"started_at": ENDED, "finished_at": ENDED, "recorded_at": ENDED}

    work = CompletedWork(technician, plan, replies=[Reply(37, Result.OK)], **times)
    visits.correct(visit=Visit.objects.get(pk=first.pk), work=work, why="La hora.", by=None, at=NOW)

    assert [part.name for part in Part.objects.of_visit(first)] == ["Grasa"]
    last = Entry.objects.get(kind="visit.corrected")
    assert last.corrects == Entry.objects.get(kind="visit.joined").number


@pytest.mark.parametrize(
    ("issued", "replaced"), [((0, 1), "AB"), ((0,), "A"), ((1,), "B")], ids=["both", "standing", "other"]
)
def test_papers_that_were_out_are_replaced_by_one_that_names_them(both, join, issued, replaced):
    stands, other = both
    papers = dict(zip("AB", [None, None], strict=True)) | {"AB"[one]: issue(both[one]) for one in issued}

    stands = join(other, stands)
    fresh = issue(stands, 2)

    told = enclosed.context(Visit.objects.get(pk=stands.pk), number=fresh.number)["corrected"]
    named = " y al ".join(papers[letter].number for letter in replaced)
    assert told == {"number": named, "why": "Iban juntos.", "late_photos": 0}
    assert fresh.corrects == papers["A"]
    facts = Entry.objects.filter(kind="bulletin.issued", subject_id=fresh.pk).get().facts
    assert facts.get("replaces", []) == ([str(papers["B"].pk)] if papers["B"] else [])
    assert f"Corrige y sustituye al boletín {named}. Iban juntos." in _paper(stands, fresh)


def _paper(visit, bulletin):
    found = Visit.objects.select_related("lift__building", "technician__person", "plan").get(pk=visit.pk)
    pdf = document.render(found, number=bulletin.number, entry_hash="0" * 64)
    return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages).split())


def test_a_later_correction_names_its_own_paper_alone(both, join, technician, plan):
    stands, other = both
    issue(stands), issue(other)
    fresh = issue(join(other, stands), 2)
    work = CompletedWork(technician, plan, ENDED, ENDED, ENDED, [Reply(37, Result.OK)])

    visit = visits.correct(visit=Visit.objects.get(pk=stands.pk), work=work, why="La hora.", by=None, at=NOW)
    last = issue(visit, 3)

    told = enclosed.context(Visit.objects.get(pk=stands.pk), number=last.number)["corrected"]
    assert told == {"number": fresh.number, "why": "La hora.", "late_photos": 0}


def test_followed_to_the_end_both_have_one_paper(both, join, private_files, time_machine):
    stands, other = both

    join(other, stands)
    time_machine.move_to(NOW + 2 * MINUTE)
    following.work()

    assert list(Bulletin.objects.values_list("visit", flat=True)) == [stands.pk]
    assert not Pending.objects.filter(follower="bulletins").exists()


def test_the_last_photo_of_the_other_lets_the_paper_go(record, technician, ivan, join, private_files):
    content = phone.photo()
    stands = record(technician)
    other = record(ivan, enclosed=Enclosed(photos=[Picture(phone.digest(content))]))
    join(other, stands)
    entry = Entry.objects.get(kind="visit.joined")
    with pytest.raises(bulletins.PhotosAwaited):
        bulletins.prepare(entry)

    photos.receive(sha256=phone.digest(content), content=content, by=ivan.person, at=NOW)

    assert bulletins.prepare(entry)[0] == stands.pk


def test_a_record_joined_while_its_paper_was_drawn_gets_none(both, join, now, private_files):
    stands, other = both
    entry = Entry.objects.get(subject_id=other.pk)
    printed = bulletins.prepare(entry)

    join(other, stands)

    assert bulletins.issue_for(entry=entry, printed=printed, at=now) is None
    assert bulletins.prepare(entry) is None


def test_three_records_become_one(record, technician, ivan, join):
    one, two, three = record(technician), record(ivan), record(technician, ended=ENDED + timedelta(hours=1))
    join(three, two)

    join(Visit.objects.get(pk=two.pk), one)

    assert set(one.joined.values_list("pk", flat=True)) == {two.pk, three.pk}
    assert list(Visit.objects.completed()) == [one]


def refused(act, *args):
    with pytest.raises(joining.CannotJoin) as found:
        act(*args)
    assert not Visit.objects.filter(state=VisitState.JOINED, joined_by=None).exists()
    return found.value.hindrance


def test_what_is_no_double_is_refused(record, technician, join, other_lift):
    one, far = record(technician), record(technician, ended=ENDED - timedelta(days=2))
    elsewhere = record(technician)
    Visit.objects.filter(pk=elsewhere.pk).update(lift=other_lift)
    elsewhere.refresh_from_db()

    assert refused(join, one, one) == JoinHindrance.SAME
    assert refused(join, elsewhere, one) == JoinHindrance.OTHER_LIFT
    assert refused(join, far, one) == JoinHindrance.APART
    assert Visit.objects.completed().count() == 3


def test_crosswise_and_twice_are_refused(both, join):
    join(both[1], both[0])

    assert refused(join, both[0], both[1]) == JoinHindrance.GONE
    assert refused(join, both[1], both[0]) == JoinHindrance.GONE
    assert Entry.objects.filter(kind="visit.joined").count() == 1


def test_one_still_under_way_is_not_joined(both, join):
    Visit.objects.filter(pk=both[1].pk).update(state=VisitState.STARTED)

    assert refused(join, both[1], both[0]) == JoinHindrance.GONE
