"""What sanctions cost, whom they reach, and what firms and states do under them."""
