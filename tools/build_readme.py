"""Rebuild what is made by the program in README.md: samples of the terminal, the key judgement, the scorecard.

.venv/bin/python tools/build_readme.py

A block of `console` begins with its command. Its output is run anew: as many lines as stood before the first … are kept from the beginning, as many as stood
after the last … from the end. Between `<!-- NAME -->` and `<!-- end -->` stands what `made` gives for the name.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from build_how_sure import scorecard

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
FIRST = ROOT / "tests" / "briefs" / "golden" / "first" / "chn-rus.txt"
"""The first screen of the brief, which a test holds to the brief itself."""
COLUMNS = 100


def made() -> dict[str, str]:
    """What stands between the marks, by their names."""
    judgement = FIRST.read_text(encoding="utf-8").splitlines()[1]
    return {"judgement": f"> {judgement}", "scorecard": scorecard()}


def printed(command: str) -> list[str]:
    """What a command prints on a terminal of a hundred columns."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PATH": path, "COLUMNS": str(COLUMNS), "NO_COLOR": "1"},
    )
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    return "\n".join(lines).strip("\n").splitlines()


def sample(command: str, output: str) -> str:
    """The output of a command, cut as it was."""
    before, *middle = re.split(r"^…$\n?", output, flags=re.MULTILINE)
    lines = printed(command)
    if not middle:
        return "\n".join(lines)
    after = len(middle[-1].splitlines())
    return "\n".join((*lines[: len(before.splitlines())], "…", *(lines[-after:] if after else ())))


def part(text: str) -> tuple[str, str]:
    """The command of a block, which may run over lines while a quote is open, and its output."""
    lines = text.splitlines()
    for at in range(1, len(lines) + 1):
        command = "\n".join(lines[:at])
        if command.count("'") % 2 == 0:
            return command, "\n".join(lines[at:]) + "\n"
    raise SystemExit(f"a quote is open in {lines[0]}")


def rebuilt(text: str) -> str:
    """The README with all that is made made anew."""

    def block(match: re.Match[str]) -> str:
        command, output = part(match[1])
        return f"```console\n$ {command}\n{sample(command, output)}\n```"

    text = re.sub(r"^```console\n\$ (.*?)^```$", block, text, flags=re.DOTALL | re.MULTILINE)
    for name, says in made().items():
        mark = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- end -->)", re.DOTALL)
        text = mark.sub(lambda match, says=says: f"{match[1]}{says}{match[2]}", text)
    return text


def main() -> None:
    """Write the file."""
    README.write_text(rebuilt(README.read_text(encoding="utf-8")), encoding="utf-8")
    print(README)


if __name__ == "__main__":
    main()
