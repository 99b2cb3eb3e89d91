"""A recogniser hears the takes; what it heard is compared with what was to be said."""
