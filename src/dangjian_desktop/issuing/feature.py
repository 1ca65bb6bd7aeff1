"""The face of issuing: no tab of its own; issued papers stand where the paper is made."""

from __future__ import annotations

from dangjian_desktop.feature import Action, Feature, Kind, Reference
from dangjian_desktop.issuing import service
from dangjian_desktop.issuing.inputs import IssuePaper
from dangjian_desktop.issuing.reading import find_issued, issued_label
from dangjian_desktop.issuing.records import IssuedPaper
from dangjian_desktop.issuing.sample import make_sample

FEATURE = Feature(
    name="issuing",
    title="签发留存",
    floor=9,
    kinds=(Kind(IssuedPaper, order=("issued_at", "id"), final=lambda _row: True),),
    actions=(Action("issue_paper", "签发留存", IssuePaper, service.issue_paper),),
    references=(Reference("issued_papers", issued_label, find_issued),),
    sample=make_sample,
)
