"""English as the British write it: Django's own is American, and would read 05/06 as the sixth of May."""
