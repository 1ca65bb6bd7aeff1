"""The view 转接."""
