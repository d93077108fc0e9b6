"""`python -m deploy.log_ins`: who may be tried in the demo, as `make run` prints it."""

import os

import django

from deploy.machine import say


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    from django.utils import translation

    from portal.accounts import demo

    say("\nThe demo's log-ins, also as buttons on the sign-in page:")
    widest = max(len(email) for _key, email, _label in demo.CAST)
    with translation.override("en"):
        for _key, email, label in demo.CAST:
            say(f"  {email:<{widest}}  {label}")
    say(f"  The password of all: {demo.PASSWORD}\n")


if __name__ == "__main__":
    main()
