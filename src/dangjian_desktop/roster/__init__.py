"""The roster: the branch and its organisation, members and other people, posts, groups and who is expected (党员).

Other capabilities use :mod:`dangjian_desktop.roster.reading` (who is expected on a day, names, finding people) and
the pure :mod:`dangjian_desktop.roster.rules` and :mod:`dangjian_desktop.roster.names`.
"""
