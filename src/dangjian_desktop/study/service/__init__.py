"""What can be done with study: one function for each verb, each run inside one transaction of the store."""
