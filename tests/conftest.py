"""What all tests share."""

from core_desks import data_dir, desk, one_model, other_desk, run_cli  # noqa: F401  (fixtures)
from site_desks import sample, small, small_master  # noqa: F401  (fixtures)
