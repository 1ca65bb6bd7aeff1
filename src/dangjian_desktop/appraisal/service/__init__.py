"""The verbs: each one function, one transaction, one step of undo."""

from dangjian_desktop.appraisal.service.appraisals import edit_appraisal, enter_counts, give_feedback, give_verdicts
from dangjian_desktop.appraisal.service.criticisms import add_criticism, edit_criticism, share_criticism
from dangjian_desktop.appraisal.service.files import attach_file, attach_stored
from dangjian_desktop.appraisal.service.preparation import (
    add_opinion,
    add_study,
    edit_opinion,
    edit_study,
    share_review,
    write_review,
)
from dangjian_desktop.appraisal.service.rectifications import (
    add_rectification,
    complete_rectification,
    edit_rectification,
    reopen_rectification,
    verify_rectification,
)
from dangjian_desktop.appraisal.service.years import (
    begin_year,
    delete_entry,
    edit_year,
    plan_meeting,
    restore_entry,
)

__all__ = [
    "add_criticism",
    "add_opinion",
    "add_rectification",
    "add_study",
    "attach_file",
    "attach_stored",
    "begin_year",
    "complete_rectification",
    "delete_entry",
    "edit_appraisal",
    "edit_criticism",
    "edit_opinion",
    "edit_rectification",
    "edit_study",
    "edit_year",
    "enter_counts",
    "give_feedback",
    "give_verdicts",
    "plan_meeting",
    "reopen_rectification",
    "restore_entry",
    "share_criticism",
    "share_review",
    "verify_rectification",
    "write_review",
]
