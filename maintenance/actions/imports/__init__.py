"""Bringing in what was kept elsewhere: registers, past breakdowns; owners bring their own sheet.

`staging` reads a file whole, row by row, into StagedRow and changes nothing else: the dry run. `applying` writes what
is ready in short pieces, as a job that goes on where it stood. `sheets` says what a kind of sheet must bring for both.
What is imported is history: it is shown and never spoken of. A row is known by its source and its identifier there;
what is here already is left as it is.
"""
