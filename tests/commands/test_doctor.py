"""`octavo doctor`: what is there, what is missing, and what mends it."""

from pathlib import Path

from running import octavo

from octavo import __version__


def test_a_sound_machine_is_told_so(tmp_path: Path) -> None:
    code, out, err = octavo("doctor", cwd=tmp_path)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == f"ok       octavo: {__version__}"
    assert [line[9:].split(":")[0] for line in lines if line.startswith("ok ")] == [
        "octavo",
        "Python",
        "page renderer",
        "fonts",
        "cache",
        "output folder",
        "git",
    ]
    assert f"output folder: {tmp_path / 'dist'}" in out
    assert not (tmp_path / "dist").exists()


def test_what_is_missing_ends_with_3_and_the_command_that_mends_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import ctypes.util, cffi\n"
        "ctypes.util.find_library = lambda name: None\n"
        "def dlopen(self, name, flags=0):\n"
        "    raise OSError('cannot load library')\n"
        "cffi.FFI.dlopen = dlopen\n"
    )
    code, out, err = octavo("doctor", cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert (code, err) == (3, "")
    lines = out.splitlines()
    missing = [at for at, line in enumerate(lines) if line.startswith("missing ")]
    assert [lines[at].split(":")[0] for at in missing] == ["missing  page renderer"]
    assert lines[missing[0] + 1].strip().startswith("sudo apt-get install ")


def test_what_a_build_can_do_without_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("in the way")
    (tmp_path / "cache-of-the-user").write_text("in the way")
    code, out, _ = octavo("doctor", cwd=tmp_path, PATH="")
    assert code == 0
    names = [line[9:].split(":")[0] for line in out.splitlines() if "without" in line]
    assert names == ["cache", "output folder", "git"]
