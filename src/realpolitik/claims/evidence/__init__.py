"""What a verdict rests on: the kind of evidence, the error of a figure, and how others fare under the same test."""
