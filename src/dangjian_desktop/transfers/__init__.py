"""转接: letters of introduction and their receipts, and the 离任清单 of whoever leaves or hands over."""
