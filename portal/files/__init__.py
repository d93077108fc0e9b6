"""Private files: content-addressed, immutable, kept outside every web root and handed out only by a view.

`store` writes and reads bytes, `models.File` is the row others point at, `serving` answers a request and writes who
read what in `AccessLog`. Which file a person may have is the caller's scope.
"""
