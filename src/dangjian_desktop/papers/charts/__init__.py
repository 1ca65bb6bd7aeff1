"""Charts: neutral data, drawn once by the graphics library for paper and screen alike."""
