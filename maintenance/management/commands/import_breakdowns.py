"""manage.py import_breakdowns FILE --mapping M [--apply] [--report CSV] [--strict] [--beside NAME=FILE]"""

from typing import ClassVar

from maintenance.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Brings past breakdowns in, as history nobody is told of; a dry run unless --apply is given."
    sheet: ClassVar[str] = "breakdowns"
