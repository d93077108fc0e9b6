"""Who may do what: permissions, roles and audiences as tables one can read, and the dated posts of staff.

Authentication backends named in the settings answer which roles a person holds; which rows follow from a role is a
scope's matter, in the app that owns the rows.
"""
