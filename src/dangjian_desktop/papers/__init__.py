"""Papers: what a document contains (``model``), and how it becomes pages (breaker, layout, PDF, preview). No Qt."""
