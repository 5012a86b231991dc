"""The same office as the tests of people's pages."""

from tests.web.kepegawaian.conftest import office, sign_in

__all__ = ["office", "sign_in"]
