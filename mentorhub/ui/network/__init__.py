"""What the integration manager works with: packages, Meldebögen, the network file. With and without a data folder."""
