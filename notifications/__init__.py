"""Who is told what, when and how, and what came back. It follows the ledger and knows every floor below.

`catalogue` declares the touchpoints, channels lay one letter out, deliveries live from queued to their end.
"""
