"""工作台: what is to be done now, where one stopped, and the year in one picture. Knows only the features' contract."""
