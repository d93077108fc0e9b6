from datetime import date

import pytest

from owners.enums import MailFileName, MailSubject
from owners.rules import mailboxes
from owners.rules.mailboxes import Named

ONE = Named("H47218306", "F26/4127", date(2026, 10, 31))


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("nif_day_number", "H47218306_2026-10-31_F26-4127.pdf"),
        ("number_nif", "F26-4127_H47218306.pdf"),
        ("day_number", "2026-10-31_F26-4127.pdf"),
    ],
)
def test_the_file_is_called_as_the_firm_chose(pattern, name):
    assert mailboxes.file_name(pattern, ONE) == name


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("nif_number", "FACTURA H47218306 F26/4127"),
        ("number", "FACTURA F26/4127"),
        ("nif_day_number", "FACTURA H47218306 2026-10-31 F26/4127"),
    ],
)
def test_the_subject_is_the_same_in_every_language_and_a_withdrawal_stands_before_it(pattern, said):
    corrective = Named(ONE.nif, ONE.number, ONE.day, corrects=True)

    assert mailboxes.subject(pattern, ONE) == said
    assert mailboxes.subject(pattern, ONE, withdrawn=True) == f"RETIRADA {said}"
    assert mailboxes.subject(pattern, corrective) == said.replace("FACTURA", "FACTURA RECTIFICATIVA")


def test_every_choice_has_its_pattern():
    assert (tuple(MailFileName.values), tuple(MailSubject.values)) == (mailboxes.FILE_NAMES, mailboxes.SUBJECTS)
