"""A rule in words, what may be typed for it, and how a new rule file differs: pure functions."""
