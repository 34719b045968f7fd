"""What stands between a stranger and the desk: headers, limits, origins, forms, sessions, logs."""
