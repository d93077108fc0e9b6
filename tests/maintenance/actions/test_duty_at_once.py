"""One technician given overlapping duties by several processes at one moment, past the action."""

HIRE = """
from maintenance.models import Technician
from portal.accounts.models import User
Technician.objects.create(person=User.objects.create_user(name="Marta Gil"))
"""
GIVE = """
from datetime import timedelta
from django.db import IntegrityError
from maintenance.models import Duty, Technician
from portal.lib import clock
at, hours = clock.now(), int(sys.argv[1])
who = Technician.objects.order_by("pk").first()
try:
    Duty.objects.create(
        technician=who, from_at=at + timedelta(hours=hours), to_at=at + timedelta(hours=hours + 8), given_at=at
    )
except IntegrityError:
    pass
"""
COUNT = """
from maintenance.models import Duty
print(Duty.objects.count())
"""


def test_of_four_overlapping_duties_at_once_one_stands(scratch):
    scratch.run(HIRE)

    scratch.run_at_once(GIVE, 1, 2, 3, 4)

    assert scratch.run(COUNT) == ["1"]
