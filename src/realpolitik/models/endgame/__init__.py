"""The end of a war with a patron behind one side: preferences, support, attrition, bargaining, threats, forecasts.

Pure functions over numbers and arrays; judgements come from files that `realpolitik.endgame` reads. Import the
module that is wanted, for example `from realpolitik.models.endgame.preferences import acceptability`.
"""
