import io

from django.core.management import call_command

from notifications.models import Message
from owners.models import Mandate, Owner
from tests.owners.actions.test_intake import HEADER, MAPPING, ONE, TWO


def test_owners_come_in_from_the_command_line(company, lift, other_lift, tmp_path):
    path, mapping = tmp_path / "titulares.csv", tmp_path / "titulares.toml"
    path.write_text(HEADER + ONE + TWO)
    mapping.write_text(MAPPING)
    out = io.StringIO()

    call_command("import_owners", str(path), "--mapping", str(mapping), "--apply", stdout=out)

    assert "2 filas escritas" in out.getvalue()
    assert (Owner.objects.count(), Mandate.objects.count(), Message.objects.count()) == (2, 4, 0)
