"""What ties the societies of two states: people who moved, students, travellers, opinion."""
