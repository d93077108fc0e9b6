"""`python -m bench`: every measurement there is, one after another."""

import sys

from bench import pages

pages.main(sys.argv[1:])
