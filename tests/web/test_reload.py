"""`serve --reload`: a change of a file starts the server anew, and nothing is left running."""

from __future__ import annotations

import sys
import time

from realpolitik.web.reload import watch


def test_a_change_starts_the_command_again_and_the_end_ends_it(tmp_path):
    folder, log = tmp_path / "package", tmp_path / "log"
    folder.mkdir()
    module = folder / "module.py"
    module.write_text("old = 1\n")
    code = f"import os, time; open({str(log)!r}, 'a').write(f'{{os.getpid()}}\\n'); time.sleep(60)"
    began, changed = time.monotonic(), False

    def runs() -> list[str]:
        return log.read_text().split() if log.exists() else []

    def until() -> bool:
        nonlocal changed
        if len(runs()) == 1 and not changed:
            module.write_text("new = 22\n")
            changed = True
        return len(runs()) == 2 or time.monotonic() - began > 30

    watch([sys.executable, "-c", code], folder=folder, until=until)
    assert len(set(runs())) == 2
    for number in runs():  # ended, and waited for: no process of this number is ours any more
        assert not _alive(int(number))


def _alive(number: int) -> bool:
    import os

    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True
