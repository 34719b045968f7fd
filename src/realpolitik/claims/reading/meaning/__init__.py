"""What a clause claims: the role of each amount, its period and its stance, put together as statements."""
