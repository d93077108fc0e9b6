"""People. `User` is the person: who signs in, who is written to, who did the work.

Roles stand elsewhere: staff posts in `portal.access`, owners' mandates in `owners`. No public sign-up.
"""
