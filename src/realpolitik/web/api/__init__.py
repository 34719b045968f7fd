"""The API, version 1: the objects of the program as JSON."""
