"""What each command of a phone does: it calls the same actions as the office's pages. `commands` takes them in."""
