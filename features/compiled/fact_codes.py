"""The numbers by which compiled functions know the facts that levels are made of."""

SAME, MISSING, SHARED, OTHER, LENGTH, MEASURE, BEST = range(7)
"""Kinds of facts, the cheapest first."""
ABOVE, AT_LEAST, EQUAL_TO, BELOW, AT_MOST = range(5)
"""How a measured number relates to a given one."""
HIGHEST, LOWEST, SUM, LEAD = range(4)
"""What a feature makes of several numbers of a pair, or of one number of all pairs of a record."""
