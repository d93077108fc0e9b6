"""PDFs for tests: real ones, made on the spot."""

import io

import pikepdf


def pdf(change=None, **how):
    """A blank page, and what `change` makes of the file before it is saved. The same at any time, as it is part of the
    names of tests, which every process must find alike; only what is encrypted cannot be.
    """
    with pikepdf.new() as made:
        made.add_blank_page()
        if change:
            change(made)
        out = io.BytesIO()
        made.save(out, **{"deterministic_id": "encryption" not in how} | how)
        return out.getvalue()


PDF = pdf()
