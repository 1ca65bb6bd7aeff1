"""The tab 党员: 名册, and 班子小组 with the 应到 table."""
