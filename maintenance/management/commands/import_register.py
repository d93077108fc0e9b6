"""manage.py import_register FILE --mapping M [--apply] [--report CSV] [--strict] [--beside NAME=FILE]"""

from typing import ClassVar

from maintenance.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Brings lifts and their buildings in from a register; a dry run unless --apply is given."
    sheet: ClassVar[str] = "register"
