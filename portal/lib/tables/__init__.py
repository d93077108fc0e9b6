"""Tables people bring (CSV, XLSX) read as rows of text, and cells made harmless on the way out.

`reading.opened` is the way in: it says what a file is, how it is written and where its header stands, and hands out
rows one by one, so that a sheet of any length costs the memory of a line. `mapping` says which column is which fact.
Nothing here knows a lift. What cannot be read is told in words: refusals.CannotRead.
"""
