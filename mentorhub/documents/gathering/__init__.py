"""From the database to the plain data of each paper. Nothing here draws; nothing there reads."""
