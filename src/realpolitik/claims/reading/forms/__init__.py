"""Figures read by the form of their words: a flow or a share, then what is said of it, where the grammar of two states reads none.

`EU imports of LNG fell 13 %`, `Norway's share of pipeline gas dropped to 50 %`, `exports to ASEAN grew by a fifth`: most of these no
table holds. What is read here is filled in from the words before (whose imports, which gas, when), which is a supposition: such a
claim may be borne out where a table has the figure, and is never contradicted.
"""
