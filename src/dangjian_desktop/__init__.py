"""支部工作台: an offline desktop application for the secretary of a Party branch."""
