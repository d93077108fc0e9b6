"""`python -m bench`: every measurement there is, one after another."""

import sys

from bench import bulletins, delivering, pages, publishing

pages.main(sys.argv[1:])
bulletins.main(["--quick"])
publishing.main(["--quick"])
delivering.main(["--quick"])
