"""Study as the regulations and the branch count it. Pure: no SQL, Qt or clock.

The numbers stand in ``resources/regulations/study.toml``.
"""
