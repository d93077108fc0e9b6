"""The proof of RELIABILITY §1: a mail server that misbehaves, workers that are killed, and the books afterwards."""
