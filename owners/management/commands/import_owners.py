"""manage.py import_owners FILE --mapping M [--apply] [--report CSV] [--strict] [--beside NAME=FILE]"""

from typing import ClassVar

from maintenance.management.importing import ImportCommand


class Command(ImportCommand):
    help = (
        "Brings owners in, with their lifts and who speaks for them; nobody is told. A dry run unless --apply is given."
    )
    sheet: ClassVar[str] = "owners"
