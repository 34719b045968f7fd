"""What two states trade: totals, goods, reports and their gaps, regimes, concentration, settlement."""
