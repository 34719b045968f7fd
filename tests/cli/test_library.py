"""The operator's commands of the library: members, links, their data, the log, backup and restore."""

from __future__ import annotations

import json

import pytest

from realpolitik.cli.app import run
from realpolitik.web.library import members
from realpolitik.web.library.database import Database


@pytest.fixture
def call(capsys, tmp_path):
    """Run `realpolitik library …` on a folder of its own; the exit code, what it printed, what it complained of."""

    def run_it(*words: str, data: str = "desk") -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(["library", *words, "--data", str(tmp_path / data)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run_it


def test_a_member_is_invited_listed_changed_and_removed(call, tmp_path):
    code, out, _ = call(
        "invite", "ada@example.org", "--role", "editor", "--address", "https://desk.example.org/"
    )
    assert code == 0
    address = out.splitlines()[-1]
    assert address.startswith("https://desk.example.org/sign-in/")
    assert members.good(Database(tmp_path / "desk"), address.rsplit("/", 1)[1])
    call("invite", "ben@example.org")
    call("invite", "ben@example.org", "--role", "editor", "--name", "Ben")
    found = json.loads(call("members", "--format", "json")[1])
    assert [(one["email"], one["role"], one["name"]) for one in found] == [
        ("ada@example.org", "editor", ""),
        ("ben@example.org", "editor", "Ben"),
    ]
    assert call("link", "ada@example.org")[1].startswith("http://127.0.0.1:8000/sign-in/")
    assert call("remove", "ada@example.org")[0] == 0
    assert "1 member\n" in call("members")[1]
    log = call("log")[1]
    assert "remove" in log
    assert "operator" in log
    assert max(map(len, log.splitlines())) <= 100


def test_the_data_of_a_member_are_written_whole(call, tmp_path):
    call("invite", "ada@example.org")
    assert json.loads(call("export", "ada@example.org")[1])["member"]["role"] == "reader"
    assert call("export", "ada@example.org", "--out", str(tmp_path / "ada.json"))[0] == 0
    assert json.loads((tmp_path / "ada.json").read_text())["member"]["email"] == "ada@example.org"


def test_a_backup_is_put_back(call, tmp_path):
    call("invite", "ada@example.org")
    copy = str(tmp_path / "copy.sqlite")
    assert call("backup", copy)[0] == 0
    assert call("restore", copy, data="other")[0] == 0
    assert "ada@example.org" in call("members", data="other")[1]
    code, _, err = call("restore", copy, data="other")
    assert (code, "--replace" in err) == (2, True)
    assert "What was there is in" in " ".join(call("restore", copy, "--replace", data="other")[1].split())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("invite", "not an address"), "no e-mail address"),
        (("invite", "ada@example.org\nBcc: all@example.org"), "no e-mail address"),
        (("remove", "nobody@example.org"), "no member is called"),
        (("link", "nobody@example.org"), "no member is called"),
        (("backup", "copy.sqlite"), "there is no library"),
        (("restore", "nothing.sqlite"), "there is no file"),
    ],
)
def test_what_is_wrong_is_said(call, words, says):
    code, out, err = call(*words, data="empty")
    assert code == 2
    assert says in err
    assert not out
