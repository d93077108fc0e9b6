"""The ground floor: plain pieces every other floor may use.

Keys, canonical text, folding for search, guards, PDFs, nudges. No models, no requests, nothing of the trade.
"""
