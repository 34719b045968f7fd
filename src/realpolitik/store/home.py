"""Where the user's store is: a data folder of the platform, or what REALPOLITIK_STORE says."""

from __future__ import annotations

import os
from pathlib import Path

from realpolitik.errors import OptionError

VARIABLE = "REALPOLITIK_STORE"


def home() -> str:
    """The folder, or address at an object store, of the user's store.

    `REALPOLITIK_STORE` where it is set: a folder, or an address such as `s3://bucket/realpolitik` that Polars reads
    (`s3://`, `gs://`, `az://`, `hf://`, `https://`), with its credentials from the environment. A store at an address is
    read only: fetch into a folder, and copy the folder there with the tool of the cloud.
    """
    from platformdirs import user_data_path

    return os.environ.get(VARIABLE) or str(user_data_path("realpolitik"))


def is_remote(place: str | Path) -> bool:
    """Whether a store is at an address rather than in a folder."""
    return "://" in str(place)


def local(place: str | Path) -> Path:
    """The folder of a store that is to be written.

    Raises
    ------
    OptionError
        The store is at an address.
    """
    if is_remote(place):
        raise OptionError(
            f"the store {place} is at an address, which can be read but not written: set {VARIABLE} to a folder, "
            "fetch into it, and copy the folder to the address"
        )
    return Path(place).expanduser()
