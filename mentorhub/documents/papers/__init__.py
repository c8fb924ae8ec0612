"""One file for each paper: its plain data, and how it is drawn."""
