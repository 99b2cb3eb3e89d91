"""A server that answers like Waves, with every fault and limit that is known of the real one."""
