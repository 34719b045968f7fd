"""What stands between a stranger and the answers: headers, limits, origins, forms, sessions, logs."""
