"""What a file that comes in is, whose it is, and how sure that is: plain functions of plain values.

`recognise` is the way in. `structured`, `filenames` and `pages` each say what one source tells (the e-invoice, a row of
the ERP's list, the file's name, the words of the PDF); `weighing` puts them together by order of trust and settles no
contradiction; `houses` knows the owners and ranks whose it may be. Nothing is worked out that no source says: base plus
tax against the total is a check of what was read.
"""
