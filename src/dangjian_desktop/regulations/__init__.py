"""规则: the numbers of the regulations as this branch has them, what it may change, and new rule files.

Other capabilities ask :func:`dangjian_desktop.regulations.reading.rulebook` for the book of a day.
"""
