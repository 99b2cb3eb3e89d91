"""Projects in a temporary folder, spoken to by the stand-in of Waves on this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import hypothesis
import pytest

import narrate
from narrate.report import ChapterReport, Outlook, RunReport
from narrate.run.reporter import Reporter
from narrate.settings import load_settings
from tests.waves.server import WavesServer, running

# How long an example takes says more of the machine than of the code.
hypothesis.settings.register_profile("narrate", deadline=None)
hypothesis.settings.load_profile("narrate")

SENTENCES = (
    "The lamp in the window burned until morning and nobody asked why it did.",
    "Rain had come in over the harbour, and the boats knocked softly against the wall.",
    "She counted the steps twice, because the first time she had lost her place.",
    "There was a letter on the table, and it was not addressed to anyone she knew.",
    "He laughed at that, though not as if it were funny.",
)


def story(chapters: int, paragraphs: int) -> str:
    """A book whose chunks are all different: one a paragraph, each with a number of its own."""
    parts: list[str] = []
    for chapter in range(1, chapters + 1):
        parts.append(f"CHAPTER {chapter}")
        for paragraph in range(1, paragraphs + 1):
            sentence = SENTENCES[(chapter + paragraph) % len(SENTENCES)]
            parts.append(f"Paragraph {chapter * 1000 + paragraph} begins. {sentence}")
    return "\n\n\n".join(parts) + "\n"


@dataclass
class RecordingReporter(Reporter):
    """Records what a reporter is told."""

    outlooks: list[Outlook] = field(default_factory=list)
    chapters: list[ChapterReport] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def begin(self, outlook: Outlook) -> None:
        self.outlooks.append(outlook)

    def delivered(self, book: str, chapter: ChapterReport) -> None:
        self.chapters.append(chapter)

    def given_up(self, label: str, characters: int, error: str) -> None:
        self.lost.append(f"{label}: {error}")

    def warn(self, message: str) -> None:
        self.warnings.append(message)


@dataclass
class Project:
    """A project folder with its own pipeline.yaml and the server that it speaks to."""

    folder: Path
    server: WavesServer

    def configure(self, more: str = "", *, formats: str = "wav", workers: int = 8) -> None:
        """Write pipeline.yaml; `more` is YAML of further top-level keys."""
        (self.folder / "pipeline.yaml").write_text(
            "engine: waves\n"
            "voice: meher\n"
            f"workers: {workers}\n"
            "retry: {attempts: 4, wait_initial: 0.01, wait_max: 0.05}\n"
            f"deliver: {{formats: [{formats}], read_along: []}}\n"
            f"waves: {{base_url: '{self.server.url}'}}\n" + more,
            encoding="utf-8",
        )

    def write(self, text: str, name: str = "book.txt") -> Path:
        """Put a manuscript into input/."""
        path = self.folder / "input" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def settings(self, **overrides: object) -> narrate.Settings:
        """The settings as a command line would have them."""
        return load_settings(self.folder / "pipeline.yaml", overrides)

    def run(self, reporter: Reporter | None = None, **overrides: object) -> RunReport:
        """One run over all of input/."""
        return narrate.run(self.settings(**overrides), reporter=reporter or Reporter())

    def delivered(self, pattern: str = "*/*.wav") -> dict[str, bytes]:
        """The delivered files by name."""
        return {path.name: path.read_bytes() for path in (self.folder / "output").glob(pattern)}

    def asked(self) -> int:
        """Requests so far."""
        return len(self.server.journal)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """A project with a server that answers at once."""
    monkeypatch.delenv("SMALLEST_API_KEY", raising=False)
    for name in [name for name in os.environ if name.startswith("NARRATE")]:
        monkeypatch.delenv(name)
    with running() as server:
        made = Project(tmp_path, server)
        made.configure()
        yield made
