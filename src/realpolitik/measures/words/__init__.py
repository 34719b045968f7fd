"""What is said: phrases, silences, debates, corpora."""
