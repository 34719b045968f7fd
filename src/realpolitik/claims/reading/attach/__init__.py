"""What no rule and no form takes: each amount is given to the nearest quantity of its clause, whatever words stand between; a supposition."""
