"""Paper: `layout` draws a letter, `place` knows where it goes. A person carries it: no worker takes one, and what
became of it is what somebody of the office says (`notifications.actions.handing`).
"""
