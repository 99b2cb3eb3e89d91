"""Projects whose book was delivered, made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.check.projects import configure, speech
from tests.conftest import Project, story
from tests.waves.server import WavesServer, running

PACKED = (
    "profile: none, formats: [mp3, m4b, mp3book], sample_minutes: 0.1,"
    " read_along: [vtt, srt, epub, player, manifest]"
)


@pytest.fixture(scope="session")
def server() -> Iterator[WavesServer]:
    """One for all of them, since its address goes into the keys of takes."""
    with running() as server:
        yield server


def made(folder: Path, server: WavesServer, deliver: str) -> Project:
    """A project whose book of two chapters was just delivered."""
    project = Project(folder, server)
    configure(project, deliver)
    project.write(story(2, 2))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.waves.server.samples_of", speech)
        assert project.run().exit_code == 0
    return project


@pytest.fixture(scope="session")
def chapters_only(tmp_path_factory: pytest.TempPathFactory, server: WavesServer) -> Project:
    """Not to be touched: the chapters' files and nothing else."""
    deliver = "profile: none, formats: [flac], read_along: []"
    return made(tmp_path_factory.mktemp("chapters"), server, deliver)


@pytest.fixture(scope="session")
def with_packages(tmp_path_factory: pytest.TempPathFactory, server: WavesServer) -> Project:
    """Not to be touched: everything that a check knows to look at."""
    return made(tmp_path_factory.mktemp("packages"), server, PACKED)


@pytest.fixture
def delivered(project: Project, chapters_only: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A book of two chapters that was just delivered."""
    monkeypatch.setattr("tests.waves.server.samples_of", speech)
    shutil.copytree(chapters_only.folder, project.folder, dirs_exist_ok=True)
    return Project(project.folder, chapters_only.server)


@pytest.fixture
def packed(project: Project, with_packages: Project) -> Project:
    """Such a book with packages of every kind."""
    shutil.copytree(with_packages.folder, project.folder, dirs_exist_ok=True)
    return Project(project.folder, with_packages.server)
