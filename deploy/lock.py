"""`make lock`: locks what the product and its tests run on, with hashes and without a single address."""

import subprocess
import sys

from deploy import machine
from deploy.machine import ROOT, say
from deploy.prepare import DEV_LOCK, LOCK

HOW = ["--generate-hashes", "--python-version", "3.11", "--no-header", "--no-emit-index-url", "--no-emit-find-links"]


def main() -> None:
    for lock in (LOCK, DEV_LOCK):
        wanted = lock.replace(".txt", ".in")
        command = [sys.executable, "-m", "uv", "pip", "compile", *HOW, wanted, "-o", lock, "--quiet", *sys.argv[1:]]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            machine.stop(f"{wanted} could not be locked.")
        if "://" in (ROOT / lock).read_text():
            machine.stop(f"{lock} names an address; it must not.")
        say(f"{lock} locked.")


if __name__ == "__main__":
    main()
