"""Takes on disk, each under the key of what makes its sound."""
