"""What all tests share."""

from site_desks import sample, small, small_master  # noqa: F401  (fixtures)
