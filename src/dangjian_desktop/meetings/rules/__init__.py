"""What the regulations and the branch's habits say of meetings: pure functions without database, window or clock."""
