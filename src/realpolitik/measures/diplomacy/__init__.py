"""Meetings of leaders and plans of peace."""
