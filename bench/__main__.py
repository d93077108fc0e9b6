"""`python -m bench`: every measurement there is, one after another."""

import sys

from bench import bulletins, delivering, downloads, pages, publishing

pages.main(sys.argv[1:])
bulletins.main(["--quick"])
publishing.main(["--quick"])
downloads.main(["--quick"])
delivering.main(["--quick"])
