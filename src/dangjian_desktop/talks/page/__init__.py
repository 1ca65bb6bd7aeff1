"""The view 谈心谈话."""
