"""Files, archives and programs: what every room needs of the machine."""
