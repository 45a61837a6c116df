import errno
import os

import pytest

from saiken.errors import InputError, SaikenError
from saiken.report.files import replacing, write_bytes, write_text


def test_a_file_is_written_whole(tmp_path):
    path = write_text(tmp_path / "a.txt", "äß")
    assert path.read_text(encoding="utf-8") == "äß"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_is_replaced(tmp_path):
    path = write_bytes(tmp_path / "a", b"old")
    assert write_bytes(path, b"new").read_bytes() == b"new"


def test_failure_leaves_the_old_file_and_nothing_else(tmp_path):
    path = write_bytes(tmp_path / "a", b"old")

    def half():
        with replacing(path) as temporary:
            temporary.write_bytes(b"half")
            raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"):
        half()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_one_sentence_and_leaves_nothing(tmp_path, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SaikenError, match="cannot be written: no space left on device") as caught:
        write_bytes(tmp_path / "a", b"x")
    assert caught.value.exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_bad_input(tmp_path):
    with pytest.raises(InputError, match="cannot be written: no such file or directory"):
        write_bytes(tmp_path / "no" / "a", b"x")


def test_a_file_in_place_of_the_folder_is_bad_input(tmp_path):
    (tmp_path / "a").write_text("")
    with pytest.raises(InputError, match="cannot be written: not a directory"):
        write_bytes(tmp_path / "a" / "b", b"x")


@pytest.mark.parametrize("target", ["/dev/full", "/dev/null"])
def test_a_device_is_never_replaced(target):
    with pytest.raises(InputError, match="it is not a file"):
        write_bytes(target, b"x")


def test_a_folder_is_never_replaced(tmp_path):
    with pytest.raises(InputError, match="it is not a file"):
        write_bytes(tmp_path, b"x")


def test_a_link_is_followed(tmp_path):
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_bytes(tmp_path / "link", b"new")
    assert (tmp_path / "real").read_bytes() == b"new"
    assert (tmp_path / "link").is_symlink()
