"""What `narrate init DIR` does: a new project folder, ready for manuscripts."""

from importlib import resources
from pathlib import Path

from narrate.errors import SettingsError
from narrate.settings.load import FILE_NAME

SCHEMA_NAME = "pipeline.schema.json"
"""Lies beside pipeline.yaml, whose first line refers editors to it"""


def start_project(folder: Path) -> list[Path]:
    """Make the folder with a commented pipeline.yaml, input/ and output/; gives what was made.

    A folder that is there is filled up, but an existing pipeline.yaml is never touched.
    Raises SettingsError.
    """
    settings = folder / FILE_NAME
    try:
        if settings.exists() or settings.is_symlink():
            raise SettingsError(f"{settings}: already exists; nothing was changed")
        made = [path for path in (folder, folder / "input", folder / "output") if _make(path)]
        schema = folder / SCHEMA_NAME
        schema.write_bytes(_packaged(SCHEMA_NAME))
        with settings.open("xb") as file:  # x: never over a file that came in between
            file.write(_packaged(FILE_NAME))
    except FileExistsError as error:
        raise SettingsError(
            f"{error.filename or folder}: already exists; choose another folder"
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise SettingsError(f"{folder}: cannot create the project here: {reason}") from error
    return [*made, settings, schema]


def _make(folder: Path) -> bool:
    """Whether the folder had to be made."""
    if folder.is_dir():
        return False
    folder.mkdir(parents=True)
    return True


def _packaged(name: str) -> bytes:
    return (resources.files("narrate") / name).read_bytes()
