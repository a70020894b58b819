"""What all tests share."""

import pytest
from browsers import browser  # noqa: F401  (fixture)
from core_desks import data_dir, desk, one_model, other_desk, run_cli  # noqa: F401  (fixtures)
from site_desks import sample, small, small_master  # noqa: F401  (fixtures)


@pytest.fixture(scope="session")
def reader(tmp_path_factory):
    """The reader of an empty desk, loaded once."""
    from generator.annotate.pipeline import Reader
    from generator.build import make_recipe
    from generator.desk import Desk
    from generator.settings import Settings

    return Reader(make_recipe(Desk(tmp_path_factory.mktemp("reader")), Settings()))
