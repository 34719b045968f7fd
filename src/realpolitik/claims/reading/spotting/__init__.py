"""What a sentence mentions: states, amounts, times, goods and phrases, each with its place."""
