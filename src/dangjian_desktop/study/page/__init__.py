"""The window of study: 计划 and 场次."""
