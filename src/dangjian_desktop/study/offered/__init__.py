"""What study offers to the rest of the program by the contract."""
