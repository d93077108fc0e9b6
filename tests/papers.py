"""PDFs for tests: real ones, made on the spot."""

import io

import pikepdf


def pdf(change=None, **how):
    """A blank page, and what `change` makes of the file before it is saved."""
    with pikepdf.new() as made:
        made.add_blank_page()
        if change:
            change(made)
        out = io.BytesIO()
        made.save(out, **how)
        return out.getvalue()


PDF = pdf()
