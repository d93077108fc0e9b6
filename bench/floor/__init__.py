"""The bare view that pages are compared with: the session, the person, two kilobytes; same server, same database."""
