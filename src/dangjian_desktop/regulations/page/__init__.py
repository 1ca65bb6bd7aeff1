"""The view 规则."""
