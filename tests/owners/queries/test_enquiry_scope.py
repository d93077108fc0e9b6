"""Who sees which enquiries: his own, his owner's when he represents it, those of money when he keeps its accounts."""

import pytest

from maintenance.models import Finding
from owners.actions import owners as owning
from owners.enums import DocumentKind
from owners.enums.enquiries import About, EnquiryKind
from owners.queries import scope, topics
from portal.access.roles import Role
from tests.conftest import mandate, person


@pytest.fixture
def everybodys(cast, asked, published, other_owner, now):
    """An enquiry by the chair, one about money, one by the resident, one of another owner's."""
    invoice = published()
    return {
        "chair": asked(),
        "money": asked(topic=topics.find(cast.chair, now, about=About.INVOICE, key=invoice.pk)),
        "resident": asked(by=cast.resident, kind=EnquiryKind.ANOMALY),
        "other": asked(owner=other_owner, by=cast.neighbour),
    }


def test_each_of_the_cast_sees_these_enquiries(cast, everybodys, now):
    names = {made.pk: name for name, made in everybodys.items()}
    seen = {
        who: sorted(names[one.pk] for one in scope.enquiries(getattr(cast, who), now))
        for who in ("chair", "manager", "billing", "resident", "neighbour", "former", "technician", "office", "admin")
    }

    assert seen == {
        "chair": ["chair", "money", "resident"],
        "manager": ["chair", "money", "resident"],
        "billing": ["money"],
        "resident": ["resident"],
        "neighbour": ["other"],
        "former": [],
        "technician": [],
        "office": ["chair", "money", "other", "resident"],
        "admin": ["chair", "money", "other", "resident"],
    }


def test_who_no_longer_speaks_for_the_owner_does_not_see_what_he_asked(asked, owner, now):
    who = mandate(owner, Role.RESIDENT, person("Eva Sanz"))
    made = asked(by=who)
    owning.end_mandate(mandate=who.mandates.get(), to_on=now.date(), by=None, at=now)

    assert list(scope.enquiries(type(who).objects.get(pk=who.pk), now)) == []
    assert made.asked_by == who


def test_each_asks_about_what_he_sees(cast, published, quoted, contract, filed, visited, standing, ordered, lift, now):
    seen = visited(3)
    told = {"words": "Guiador gastado", "severity": "soon", "found_at": seen.finished_at}
    things = {
        About.LIFT: lift,
        About.VISIT: seen,
        About.FINDING: Finding.objects.create(lift=lift, visit=seen, **told),
        About.BREAKDOWN: standing,
        About.WORK: ordered(),
        About.INVOICE: published(),
        About.QUOTE: quoted(),
        About.CONTRACT: contract,
        About.DOCUMENT: filed(DocumentKind.MANUAL).document,
    }
    may = {
        who: {about.value for about, thing in things.items() if _found(getattr(cast, who), about, thing, now)}
        for who in ("chair", "resident", "billing", "neighbour", "former")
    }

    assert may == {
        "chair": {about.value for about in About},
        "resident": {"lift", "breakdown", "work"},
        "billing": {"invoice", "quote", "contract"},
        "neighbour": set(),
        "former": set(),
    }


def _found(who, about, thing, now):
    return topics.find(who, now, about=about, key=thing.pk)


def test_a_thing_has_its_owner_its_lift_and_its_name(chair, published, quoted, visited, owner, lift, now):
    invoice = published(charges=[])
    named = [
        _found(chair, about, thing, now)
        for about, thing in ((About.INVOICE, invoice), (About.QUOTE, quoted()), (About.VISIT, visited(3)))
    ]

    assert [(one.owner, one.lift, one.name) for one in named] == [
        (owner, None, "Factura de octubre, F26-4127"),
        (owner, lift, "Presupuesto P26-0031: Cambiar los cables de tracción"),
        (owner, lift, "Revisión del 20 de noviembre · Calle Mayor 14, Ascensor principal"),
    ]


def test_a_line_that_is_not_on_the_invoice_is_no_line(chair, published, now):
    found = topics.find(chair, now, about=About.INVOICE, key=published().pk, line=7)

    assert found.line is None


def test_what_nobody_can_ask_about_is_nothing(chair, lift, now):
    assert topics.find(chair, now, about="person", key=lift.pk) is None
    assert topics.find(chair, now, about="lift", key=None) is None
