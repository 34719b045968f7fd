"""Votes in the General Assembly: agreement, change, issues, ideal points."""
