"""What every measure is registered with: the list of those that come with the program, blocs as a side, marks, the day that divides."""
