"""What it would cost each of two states if their trade stopped."""
