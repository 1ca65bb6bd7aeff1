"""The face of links: no tab of its own; the rows stand on the pages of the records they join."""

from __future__ import annotations

from dangjian_desktop.feature import Action, Feature, Kind
from dangjian_desktop.links import service
from dangjian_desktop.links.records import Link

FEATURE = Feature(
    name="links",
    title="关联",
    floor=1,
    kinds=(Kind(Link, order=("owner", "relation", "target"), duplicate_key=lambda row: (row.relation, row.target)),),
    actions=(
        Action("link_records", "建立关联", service.LinkRecords, service.link_records),
        Action("unlink_records", "取消关联", service.LinkRecords, service.unlink_records),
    ),
)
