"""The page of 中心工作."""
