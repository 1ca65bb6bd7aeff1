"""签发留存: what a paper was when it was issued, kept as it was, and how the record differs from it since."""
