from portal.ledger import verification
from maintenance.actions import calls, breakdowns, cards
from maintenance.enums import Answer, Cause
from portal.ledger.models import Entry


def test_smoke(cast, lift, now):
    call = calls.receive(lift=lift, told=calls.Told(anyone_inside=Answer.NO), by=cast.office, at=now)
    b = breakdowns.confirm(call=call, stops_service=True, next_update_by=None, by=cast.office, at=now)
    cards.refresh([lift.pk], at=now)
    lift.refresh_from_db()
    assert lift.card.status == "out_of_order"
    breakdowns.restore(breakdown=b, repair=breakdowns.Repair(cause=Cause.DOORS), by=cast.office, at=now)
    assert cards.differing([lift.pk], at=now) == [lift.pk]
    cards.refresh([lift.pk], at=now)
    assert cards.differing([lift.pk], at=now) == []
    assert verification.verify(lift.pk).holds
    assert Entry.objects.count() > 4
