"""Can the record be right? One named test a module, from tables to flags; what is open, explained and corrected.

`flags(store)` runs every test over the tables of a store. What the tests find in the embedded tables ships with them (the table
`flags`), so that a figure carries its flags without running a test.
"""

from realpolitik.audit.flags import COLUMNS, OPEN, STATES, empty
from realpolitik.audit.judgements import judged
from realpolitik.audit.run import TESTS, flags, trade_flags
from realpolitik.audit.thresholds import thresholds

__all__ = ["COLUMNS", "OPEN", "STATES", "TESTS", "empty", "flags", "judged", "thresholds", "trade_flags"]
