"""What the regulation and the branch ask of 组织生活会 and 民主评议党员; pure functions only."""
