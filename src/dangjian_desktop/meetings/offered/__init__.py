"""What meetings offer to the rest of the program by the contract: the year, figures, questions, sentences."""
