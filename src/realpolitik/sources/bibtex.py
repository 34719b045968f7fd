"""Sources and methods as BibTeX entries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from realpolitik.sources.record import Source

if TYPE_CHECKING:
    from realpolitik.findings import Finding

_SPECIAL = re.compile(r"([&%$#_{}~^\\])")
_DOI = re.compile(r"10\.\d{4,9}/[^\s,;)]+")


def source_entry(source: Source) -> str:
    r"""The BibTeX entry of a source.

    Examples
    --------
    >>> print(source_entry(Source(id="imf-imts", publisher="IMF", title="Trade & more", published="2024-05-01")))
    @misc{imf-imts,
      author = {{IMF}},
      title = {Trade \& more},
      year = {2024},
    }
    """
    year = re.search(r"\d{4}", source.published or source.accessed)
    return _entry(
        source.id,
        {
            "author": f"{{{_escape(source.publisher)}}}",
            "title": _escape(" ".join(part for part in (source.title, source.version) if part)),
            "year": year.group() if year else "",
            "url": source.address,
            "note": _escape(source.citation),
        },
    )


def method_entry(name: str, reference: str) -> str:
    """The BibTeX entry of a method, from the reference in words that its measure gives."""
    year = re.search(r"\((?:[^()]*?)(\d{4})[a-z]?\)", reference)
    author = reference[: year.start()].strip(" ,") if year else ""
    doi = _DOI.search(reference)
    title = reference[year.end() :].strip(" ,.") if year else reference
    return _entry(
        f"method-{name}",
        {
            "author": f"{{{_escape(author)}}}" if author else "",
            "title": _escape(title),
            "year": year.group(1) if year else "",
            "doi": doi.group().rstrip(".") if doi else "",
        },
    )


def finding_entries(finding: Finding) -> dict[str, str]:
    """The entries of a finding by key: its method, and each of its sources."""
    made = {f"method-{finding.name}": method_entry(finding.name, finding.method.reference)}
    return made | {one.id: source_entry(one) for one in finding.sources if isinstance(one, Source)}


def _entry(key: str, fields: dict[str, str]) -> str:
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{key},", *lines, "}"])


def _escape(text: str) -> str:
    return _SPECIAL.sub(
        lambda match: {"\\": r"\textbackslash{}", "~": r"\~{}", "^": r"\^{}"}.get(match[0], f"\\{match[0]}"),
        text,
    )
