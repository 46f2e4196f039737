"""What all tests share: the checkout, the course vault, and honesty about skips."""

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--accept` rewrites the expected texts of cases that differ; read the diff."""
    parser.addoption("--accept", action="store_true", help="rewrite expected texts")


def pytest_configure(config: pytest.Config) -> None:
    """Nobody reads a diff in CI."""
    if config.getoption("--accept") and os.environ.get("CI"):
        raise pytest.UsageError("--accept is for people, not for CI")


@pytest.fixture(scope="session")
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether differing expectations are to be rewritten."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The root of the project."""
    return CHECKOUT


@pytest.fixture(scope="session")
def course_vault() -> Path:
    """A real course vault of 121 notes, which is not part of the project.

    Its place is OCTAVO_VAULT, else beside the checkout.
    """
    named = os.environ.get("OCTAVO_VAULT")
    folder = (
        Path(named)
        if named
        else CHECKOUT.parent / "shared" / "vaults" / "agentic-ai-course"
    )
    if not folder.is_dir():
        pytest.skip(f"no course vault at {folder}; set OCTAVO_VAULT to its folder")
    return folder


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name every skipped check in the last lines, where it cannot be overlooked."""
    skipped = terminalreporter.stats.get("skipped", [])
    for report in skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        terminalreporter.write_line(
            f"NOT CHECKED: {report.nodeid}: {reason}", yellow=True, bold=True
        )


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Under CI a skipped check is a failed run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") != "true" or reporter is None or exitstatus != 0:
        return
    if reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
