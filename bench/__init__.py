"""How fast it is here, measured from day one: `make bench`, and what the figures mean, in `README.md`.

`world` makes a company of a size, `floor` is the bare view everything is compared with, `installation` is the database
and the processes of one of them, `pages` measures, `figures` prints; `bulletins` measures the paper, which `printing`
prints; `publishing` measures a batch, which `batches` publishes. Nothing of the product imports any of it.
"""
