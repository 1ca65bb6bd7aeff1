"""What can be done with meetings: one function for each verb, each run inside one transaction of the store."""

from dangjian_desktop.meetings.service.agenda import (
    add_agenda_item,
    add_resolution,
    add_speech,
    add_vote,
    hand_over_resolution,
    report_resolution,
)
from dangjian_desktop.meetings.service.attaching import attach_file, attach_stored
from dangjian_desktop.meetings.service.attendance import (
    add_observer,
    enter_make_ups,
    mark_all_present,
    set_attendance,
)
from dangjian_desktop.meetings.service.editing import correct, delete_part, edit_fields, move_part, restore_part
from dangjian_desktop.meetings.service.entering import enter_record
from dangjian_desktop.meetings.service.fields import Parsed, Typing, parse_fields
from dangjian_desktop.meetings.service.gatherings import (
    delete_gathering,
    finalise,
    last_of_kind,
    plan_gathering,
    repeat_last,
    restore_gathering,
    send_notice,
)
from dangjian_desktop.meetings.service.kinds import use_kinds
from dangjian_desktop.meetings.service.segments import add_segment
from dangjian_desktop.meetings.service.templates import (
    apply_template,
    copy_agenda,
    delete_template,
    restore_template,
    save_template,
    template_from_segment,
)

__all__ = [
    "Parsed",
    "Typing",
    "add_agenda_item",
    "add_observer",
    "add_resolution",
    "add_segment",
    "add_speech",
    "add_vote",
    "apply_template",
    "attach_file",
    "attach_stored",
    "copy_agenda",
    "correct",
    "delete_gathering",
    "delete_part",
    "delete_template",
    "edit_fields",
    "enter_make_ups",
    "enter_record",
    "finalise",
    "hand_over_resolution",
    "last_of_kind",
    "mark_all_present",
    "move_part",
    "parse_fields",
    "plan_gathering",
    "repeat_last",
    "report_resolution",
    "restore_gathering",
    "restore_part",
    "restore_template",
    "save_template",
    "send_notice",
    "set_attendance",
    "template_from_segment",
    "use_kinds",
]
