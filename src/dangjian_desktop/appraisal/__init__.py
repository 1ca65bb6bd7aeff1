"""组织生活会 and 民主评议党员 of a year: from the plan to the last rectification closed."""
