"""A technician's round: all that a phone needs without coverage, as plain values that are JSON as they stand.

`whole` puts it together, `work` is what is to be done, `sheets` what is known of the lifts. No owner's name but the
reader's, and no money. The number of queries is the same however many lifts.
"""
