"""Links: one record refers to another (record –relation→ record), entered once and readable from both ends."""
