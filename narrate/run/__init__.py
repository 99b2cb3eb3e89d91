"""Does what was planned: records, assembles, delivers, reports."""
