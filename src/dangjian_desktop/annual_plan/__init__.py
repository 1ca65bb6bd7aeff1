"""年度组织生活计划: a year on one board, made from rules and last year; its items are what is planned."""
