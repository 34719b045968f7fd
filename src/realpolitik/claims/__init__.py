"""What is said, and whether it holds: claims in files, and the verdicts on them."""

from realpolitik.claims.files import library, load
from realpolitik.claims.judge import judge
from realpolitik.claims.model import Claim, Verdict

__all__ = ["Claim", "Verdict", "judge", "library", "load"]
