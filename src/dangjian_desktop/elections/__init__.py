"""换届 and 补选: the two requests and approvals as gates, the ballot, its result under both readings, the report."""
