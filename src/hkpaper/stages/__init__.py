"""工序: the stages, one file each, none importing another."""
