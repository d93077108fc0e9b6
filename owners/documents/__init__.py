"""What is printed for owners: each document has `context`, tested by equality, and `render`.

The letterhead is that of the bulletin.
"""
