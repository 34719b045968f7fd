"""The library: briefs and scenarios that a team has saved, its members, and a log of who did what. One SQLite file."""
