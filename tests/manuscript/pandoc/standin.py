"""A small program that behaves as pandoc does, for machines without it: a real executable."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_PROGRAM = r'''#!{python}
"""Puts a few lines of LaTeX into HTML; what is asked of it by name, it does."""
import os, re, sys, time

wanted = [a for a in sys.argv[1:] if a not in ("+RTS", "-RTS") and not a.startswith("-M")]
text = sys.stdin.buffer.read().decode("utf-8")
if "--sandbox" not in wanted or wanted[-1] != "-":
    sys.exit("Unknown option")
if "MISBEHAVE" in text:
    what = text.partition("MISBEHAVE ")[2].split()[0]
    if what == "loop":
        while True:
            pass
    if what == "flood":
        while True:
            sys.stdout.buffer.write(b"word " * 200_000)
    if what == "heap":
        sys.stderr.write("pandoc: Heap exhausted;\n")
        sys.exit(251)
    if what == "old":
        sys.stderr.write("Unknown option --sandbox.\n")
        sys.exit(6)
    if what == "error":
        sys.stderr.write('Error at "source" (line 3, column 1):\nunexpected end of input\n')
        sys.exit(64)
for name in re.findall(r"\\input\{{(\w+)\}}", text):
    sys.stderr.write(f"[WARNING] Could not load include file {{name}}.tex at line 1 column 9\n")
for command in re.findall(r"\\mine\{{[^}}]*\}}", text):
    sys.stderr.write(f"[INFO] Skipped '{{command}}' at line 1 column 1\n")
title = re.search(r"\\title\{{(.*?)\}}", text)
author = re.search(r"\\author\{{(.*?)\}}", text)
body = re.search(r"\\begin\{{document\}}(.*)\\end\{{document\}}", text, re.S)
body = re.sub(r"\\(?:input|mine)\{{[^}}]*\}}", "", body[1] if body else text)
head = f"<title>{{title[1]}}</title>" if title else ""
head += f'<meta name="author" content="{{author[1]}}"/>' if author else ""
out = []
for block in re.split(r"\n\s*\n", body.strip()):
    chapter = re.fullmatch(r"\\chapter\{{(.*?)\}}", block.strip())
    out.append(f"<h1>{{chapter[1]}}</h1>" if chapter else f"<p>{{block.strip()}}</p>")
page = f"<!DOCTYPE html><html><head>{{head}}</head><body>{{''.join(out)}}</body></html>"
sys.stdout.buffer.write(page.encode("utf-8"))
'''


def put_stand_in(folder: Path) -> Path:
    """Put the program into a folder under pandoc's name."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "pandoc"
    path.write_text(_PROGRAM.format(python=sys.executable), encoding="utf-8")
    os.chmod(path, 0o755)
    return path
