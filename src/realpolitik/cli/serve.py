"""`realpolitik serve`: the pages and the API, on this machine or for a team."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from realpolitik.errors import OptionError


def data_folder(given: Path | None) -> Path:
    """The folder of the library: the one given, or that of this user."""
    if given is not None:
        return given
    import platformdirs

    return Path(platformdirs.user_data_dir("realpolitik")) / "web"


def serve(
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    data: Path | None = None,
    address: str = "",
    rate: float = 30.0,
    session: float = 720.0,
    reload: Annotated[bool, Parameter(name="--reload", negative=())] = False,
) -> None:
    """Serve the pages and the API.

    Parameters
    ----------
    host
        Where to listen. Anything but this machine needs members: `realpolitik library invite`.
    port
        On which port; 0 for any that is free.
    data
        The folder of the library.
    address
        How others reach it, such as https://desk.example.org, behind a proxy on this machine.
    rate
        Requests a second of one address; 0 for no limit.
    session
        Hours until a member signs in again; 720 are thirty days.
    reload
        Start again whenever a file of the program changes: for those who change it.
    """
    if reload:
        from realpolitik.web.reload import watch

        watch()
        return
    try:
        from realpolitik.web.listen import listen
        from realpolitik.web.settings import Limits, Mail, Settings
    except ImportError as error:
        raise OptionError(
            f"`realpolitik serve` needs the extra `web` ({error.name} is missing): pip install 'realpolitik[web]'"
        ) from None
    if rate < 0:
        raise OptionError(f"--rate {rate:g}: requests a second are not negative; 0 is no limit")
    listen(
        Settings(
            folder=data_folder(data),
            host=host,
            port=port,
            address=address,
            mail=Mail.from_environment(),
            limits=Limits(rate=rate),
            warm=True,
            session=session,
        )
    )
