"""Arms, exercises, pledges and peace between two states."""
