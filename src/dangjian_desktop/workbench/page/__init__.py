"""The tab 工作台."""
