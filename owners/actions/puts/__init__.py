"""What the company's own programs tell by their own identifiers: written once, however often it is told.

The same again is the same; another body is taken where the trade lets it be (a price is revised, an invoice is paid),
and refused where the past would be rewritten. Facts of the past are history, as imports write them: shown, never told.
"""
