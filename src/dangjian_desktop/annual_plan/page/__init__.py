"""The view 年度计划 of the tab 会议."""
