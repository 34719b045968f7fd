"""Oil and gas: prices, the discount on crude, and what it saved."""
