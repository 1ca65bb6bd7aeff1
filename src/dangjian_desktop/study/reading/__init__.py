"""Reading study for the window, papers and the contract: frozen values inside ``store.read()``."""
