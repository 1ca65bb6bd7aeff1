"""The features, in the order of their tabs. A new capability is one folder and one line here."""

from __future__ import annotations

from dangjian_desktop.annual_plan.feature import FEATURE as ANNUAL_PLAN
from dangjian_desktop.appraisal.feature import FEATURE as APPRAISAL
from dangjian_desktop.core_tasks.feature import FEATURE as CORE_TASKS
from dangjian_desktop.elections.feature import FEATURE as ELECTIONS
from dangjian_desktop.feature import Feature
from dangjian_desktop.house_style.feature import FEATURE as HOUSE_STYLE
from dangjian_desktop.issuing.feature import FEATURE as ISSUING
from dangjian_desktop.links.feature import FEATURE as LINKS
from dangjian_desktop.meetings.feature import FEATURE as MEETINGS
from dangjian_desktop.regulations.feature import FEATURE as REGULATIONS
from dangjian_desktop.roster.feature import FEATURE as ROSTER
from dangjian_desktop.study.feature import FEATURE as STUDY
from dangjian_desktop.talks.feature import FEATURE as TALKS
from dangjian_desktop.transfers.feature import FEATURE as TRANSFERS
from dangjian_desktop.workbench.feature import FEATURE as WORKBENCH

FEATURES: tuple[Feature, ...] = (
    WORKBENCH,
    CORE_TASKS,
    MEETINGS,
    ANNUAL_PLAN,
    TALKS,
    APPRAISAL,
    ELECTIONS,
    STUDY,
    ROSTER,
    TRANSFERS,
    REGULATIONS,
    HOUSE_STYLE,
    LINKS,
    ISSUING,
)
