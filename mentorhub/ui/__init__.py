"""Everything Qt, nothing else."""
