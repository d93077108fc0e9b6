"""Reads of maintenance, in the shape a page needs. Times go out in the zone they are told in."""
