"""The letters of the catalogue, one a module: what each says of its fact, in the reader's language."""
