"""The same small desk as the use cases are tested with."""

from tests.usecases.conftest import cycle, desk, factory, make_desk  # noqa: F401
