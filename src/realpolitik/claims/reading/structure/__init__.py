"""How a sentence is built: its clauses with what they leave out filled in, and the relations they state."""
