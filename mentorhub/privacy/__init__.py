"""What the law asks about people's data: for how long they are kept."""
