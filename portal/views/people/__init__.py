"""People's pages: coming in, being invited, one's account and sessions; the office's list of people."""
