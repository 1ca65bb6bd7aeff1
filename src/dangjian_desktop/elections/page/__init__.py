"""The page of elections."""
