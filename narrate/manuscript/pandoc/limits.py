"""`python limits.py SECONDS BYTES PROGRAM ARGUMENT...` becomes that program under these limits.

A process of its own sets them: a parent with threads cannot between fork and exec.
"""

import os
import resource
import sys


def main() -> None:
    """Limit computing time and the size of files, then become the program."""
    seconds, size = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 1, size + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.execv(sys.argv[3], sys.argv[3:])  # noqa: S606  # no shell


if __name__ == "__main__":
    main()
