"""The papers of 组织生活会 and 民主评议党员, from typed facts and nothing else."""

from dangjian_desktop.appraisal.papers.appraisal import (
    appraisal_form,
    appraisal_forms,
    appraisal_summary,
    ballot,
    form_file,
    tally,
)
from dangjian_desktop.appraisal.papers.common import file_of
from dangjian_desktop.appraisal.papers.ledgers import (
    criticism_record,
    criticism_record_own,
    opinions_summary,
    rectification_list,
)
from dangjian_desktop.appraisal.papers.plan import plan
from dangjian_desktop.appraisal.papers.report import report
from dangjian_desktop.appraisal.papers.reviews import review, review_file

__all__ = [
    "appraisal_form",
    "appraisal_forms",
    "appraisal_summary",
    "ballot",
    "criticism_record",
    "criticism_record_own",
    "file_of",
    "form_file",
    "opinions_summary",
    "plan",
    "rectification_list",
    "report",
    "review",
    "review_file",
    "tally",
]
