"""manage.py open_company [--no-input --name … --admin-email …]"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.accounts.actions.people import AddressTaken
from portal.company import queries as companies
from portal.company.actions import AlreadyOpen
from portal.lib import clock
from portal.views.house import opening, questions
from portal.views.house.questions import CannotTake, Question


class Command(BaseCommand):
    help = "Opens the company this installation serves and invites its first administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-input", action="store_true", help="ask nothing; every answer is an option")
        for question in questions.EVERY:
            parser.add_argument(f"--{question.key.replace('_', '-')}", default="", help=str(question.words))

    def handle(self, *args: Any, **options: Any) -> None:
        if companies.is_open():
            raise CommandError(self._refusal())
        answers = {question.key: self._answer(question, options) for question in questions.EVERY}
        if words := questions.doubt(answers["nif"]):
            self.stderr.write(self.style.WARNING(words))
        url = self._begin(answers)
        self.stdout.write(_("%(name)s está abierta. Su administración entra aquí, durante 72 horas:") % answers)
        self.stdout.write(url)

    def _begin(self, answers: dict[str, str]) -> str:
        company = {question.key: answers[question.key] for question in questions.COMPANY}
        try:
            return opening.begin(
                company=company, name=answers["admin_name"], email=answers["admin_email"], at=clock.now()
            )
        except AlreadyOpen as first:
            raise CommandError(self._refusal()) from first
        except AddressTaken as taken:
            raise CommandError(_("Ya hay una persona con el correo %(admin_email)s.") % answers) from taken

    def _refusal(self) -> str:
        name = companies.current().name
        return _("Aquí ya hay una empresa abierta: %(name)s. Cada instalación sirve a una.") % {"name": name}

    def _answer(self, question: Question, options: dict[str, Any]) -> str:
        """An option, or what is typed; typed answers are asked for until one can be taken."""
        given = options[question.key]
        while True:
            asks = not given and not options["no_input"]
            answer = input(self._prompt(question)) if asks else given
            try:
                return questions.take(question, answer)
            except CannotTake as wrong:
                if not asks:
                    raise CommandError(str(wrong)) from wrong
                self.stderr.write(str(wrong))

    def _prompt(self, question: Question) -> str:
        words = str(question.words)
        usual = f" [{question.usual}]" if question.usual else ""
        return f"{words[0].upper()}{words[1:]}{usual}: "
