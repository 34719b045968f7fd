"""Archives of others: honest ones unfold, hostile ones are refused."""

from __future__ import annotations

import stat
import zipfile

import pytest

from realpolitik.errors import FileFormatError
from realpolitik.sources import archive
from realpolitik.sources.archive import each, unpack


def zipped(path, members, **facts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return path


def test_members_that_match_land_without_their_folders(tmp_path):
    path = zipped(
        tmp_path / "a.zip", {"x/BACI_Y2021.csv": "a", "x/BACI_Y2022.csv": "b", "readme.txt": "c", "__MACOSX/x/._BACI_Y2021.csv": "d"}
    )  # fmt: skip
    assert [one.name for one in unpack(path, tmp_path / "out", "*_y*.csv")] == [
        "BACI_Y2021.csv",
        "BACI_Y2022.csv",
    ]


def test_a_plain_file_is_itself(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a\n")
    assert unpack(path, tmp_path / "out", "*.csv") == [path]


def test_one_at_a_time_keeps_one_on_the_disk(tmp_path):
    path = zipped(tmp_path / "a.zip", {f"{year}.csv": "x" for year in range(5)})
    most = 0
    for one in each(path, tmp_path / "out", "*.csv"):
        assert one.read_text() == "x"
        most = max(most, len(list((tmp_path / "out").iterdir())))
    assert most == 1
    assert not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize(
    "name", ["../evil.csv", "/etc/evil.csv", "a/../../evil.csv", "..\\evil.csv", "C:\\evil.csv"]
)
def test_no_path_leaves_the_folder(tmp_path, name):
    path = zipped(tmp_path / "a.zip", {name: "x"})
    with pytest.raises(FileFormatError, match="path out of the archive"):
        unpack(path, tmp_path / "out")
    assert not (tmp_path / "evil.csv").exists()


def test_links_are_refused(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        info = zipfile.ZipInfo("a.csv")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(info, "/etc/passwd")
    with pytest.raises(FileFormatError, match="link"):
        unpack(path, tmp_path / "out")


def test_a_bomb_is_not_unfolded(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.csv": bytes(60_000_000)})
    with pytest.raises(FileFormatError, match="no table of figures does"):
        unpack(path, tmp_path / "out")


def test_a_member_larger_than_it_declares_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.csv": b"x" * 1000})
    # a wrong size in the directory at the end of the archive: 1000 becomes 10
    data = path.read_bytes()
    at = data.rindex(b"PK\x01\x02")
    path.write_bytes(data[: at + 24] + (10).to_bytes(4, "little") + data[at + 28 :])
    with pytest.raises(FileFormatError, match=r"larger than it declares|damaged"):
        unpack(path, tmp_path / "out")


def test_two_members_of_one_name_are_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a/x.csv": "1", "b/x.csv": "2"})
    with pytest.raises(FileFormatError, match="two files called"):
        unpack(path, tmp_path / "out")


def test_a_damaged_archive_says_so(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.csv": b"0123456789" * 1000})
    data = bytearray(path.read_bytes())
    data[45] ^= 0xFF
    path.write_bytes(bytes(data))
    with pytest.raises(FileFormatError, match="damaged archive"):
        unpack(path, tmp_path / "out")


def test_an_archive_without_the_file_says_what_it_has(tmp_path):
    path = zipped(tmp_path / "a.zip", {"readme.txt": "x"})
    with pytest.raises(FileFormatError, match=r"no file like \*\.csv; it has readme\.txt"):
        unpack(path, tmp_path / "out", "*.csv")


def test_no_room_no_unpacking(tmp_path, monkeypatch):
    path = zipped(tmp_path / "a.zip", {"a.csv": b"0123456789" * 1000})
    usage = archive.shutil.disk_usage(tmp_path)._replace(free=5000)
    monkeypatch.setattr(archive.shutil, "disk_usage", lambda place: usage)
    with pytest.raises(FileFormatError, match="make room"):
        unpack(path, tmp_path / "out")
