"""中心工作: what the office is to achieve, and what the Party organisation does for it."""
