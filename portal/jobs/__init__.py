"""Everything a person waits for is a Job row: what kind, with which parameters, how far, with which result.

A kind is registered by the app that knows the work. A job commits its progress with each piece of its work, so a
killed worker costs one piece: the sweep finds the silent row and goes on where it stood.
"""
