"""Claims as a YAML file that a person can edit and `realpolitik claims FILE` can run."""

from __future__ import annotations

import re
from typing import Any

import yaml

from realpolitik.claims.model import Claim
from realpolitik.claims.reading.check import Report
from realpolitik.store.safe import LARGEST


def claims_yaml(report: Report) -> str:
    """The claims of a report, opinions and unmeasured statements among them, each with the sentence it was read from."""
    claims = [verdict.claim for one in report.checked for verdict in one.verdicts]
    article = report.article
    head = {
        "text": f"{article.title or article.source}, published {article.published} ({article.dated})",
        "note": (
            "Found by `realpolitik check`; look at each before you rely on it. `where` is the sentence, `because` how its words were "
            "closed. Change a test, and run `realpolitik claims` on this file."
        ),
    }
    parts, size = [], 0
    for claim in claims:
        text = yaml.dump([plain(claim)], allow_unicode=True, sort_keys=False, width=110)
        size += len(text.encode())
        if size > LARGEST - 10_000:
            break
        parts.append(text)
    body = "\n".join(part.replace("\n", "\n  ").rstrip() for part in (f"  {part}" for part in parts))
    return yaml.dump(head, allow_unicode=True, sort_keys=False, width=110) + (
        f"claims:\n{body}\n" if parts else "claims: []\n"
    )


def plain(claim: Claim) -> dict[str, Any]:
    """A claim as its file has it: without what is empty, the test as `{near: {…}}`."""
    given = claim.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if claim.test is not None:
        body = claim.test.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        body = {key: _margin(value) for key, value in body.items() if key != "kind"}
        given["test"] = {claim.test.kind: body}
    return {key: _quoted(value) if key == "options" else value for key, value in given.items()}


def _margin(value: Any) -> Any:
    """A margin as a person writes it: `50 %`, `1e9`."""
    if isinstance(value, dict) and set(value) <= {"size", "relative"}:
        size = float(value.get("size", 0.0))
        return f"{size * 100:g} %" if value.get("relative") else size
    return value


def _quoted(options: Any) -> Any:
    return {
        key: str(value) if re.fullmatch(r"\d{4}(-\d{2}){1,2}", str(value)) else value
        for key, value in options.items()
    }
