"""What can be done with the roster: one function for each verb, run inside one transaction of the store."""
