"""What owners' pages need to know. `scope` says which rows a person may touch; everything else starts from it."""
