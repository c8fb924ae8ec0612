"""The same subjects from the command line. It has no rules of its own."""
