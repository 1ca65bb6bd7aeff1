"""The papers of study. Typed facts are put together; nothing is invented."""

from dangjian_desktop.study.papers.plan import month_plan, month_plan_file, study_plan, study_plan_file
from dangjian_desktop.study.papers.record import study_record, study_record_file

__all__ = ["month_plan", "month_plan_file", "study_plan", "study_plan_file", "study_record", "study_record_file"]
