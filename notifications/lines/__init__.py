"""Lines of the catalogue by what they are about. `notifications.catalogue` is where they stand together."""
