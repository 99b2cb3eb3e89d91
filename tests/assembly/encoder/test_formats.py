import itertools
from pathlib import Path

import pytest

from narrate.assembly.encoder.formats import (
    Output,
    Sources,
    command,
    default_bitrate,
    faults,
    stream_head,
)
from narrate.assembly.spec import Format
from tests.assembly.takes import about

ALL: tuple[Format, ...] = ("mp3", "m4a", "flac", "opus", "wav")


def line(*formats: Format, rate: int = 24000, cover: bool = False) -> list[str]:
    outputs = [Output(form, Path(f"-x.{form}.part"), None) for form in formats]
    sources = Sources(Path("tags"))
    if cover:
        sources = Sources(Path("tags"), Path("cover"), "png_pipe", Path("comments"))
    return command("ffmpeg", rate, "eng", sources, outputs)


def after(arguments: list[str], option: str) -> list[str]:
    """The values of an option, in order."""
    return [value for name, value in itertools.pairwise(arguments) if name == option]


def test_one_ffmpeg_command_writes_all_formats() -> None:
    assert after(line(*ALL), "-c:a") == ["libmp3lame", "aac", "flac", "libopus", "pcm_s16le"]
    assert after(line(*ALL), "-f")[2:] == ["mp3", "ipod", "flac", "ogg", "wav"]


def test_a_path_in_an_ffmpeg_command_cannot_be_taken_for_an_option() -> None:
    assert [argument for argument in line(*ALL) if argument.startswith("file:-x")] == [
        f"file:-x.{form}.part" for form in ALL
    ]


def test_a_wav_may_grow_beyond_4_gib() -> None:
    assert after(line("wav"), "-rf64") == ["auto"]
    assert "-ignore_length" in line("wav"), "or ffmpeg stops reading after 4 GiB"


def test_an_ffmpeg_command_does_not_depend_on_the_machine() -> None:
    assert after(line(*ALL), "-flags:a") == ["+bitexact"] * 5
    assert after(line(*ALL), "-threads") == ["1"] * 5


def test_a_cover_goes_into_the_formats_that_have_room_for_it() -> None:
    with_cover = line(*ALL, cover=True)
    assert after(with_cover, "-map").count("3:v") == 3
    assert after(with_cover, "-map_metadata") == ["1", "1", "1", "2", "1"]
    assert "3:v" not in after(line("opus", "wav", cover=True), "-map")


def test_opus_is_resampled_only_at_rates_it_does_not_have() -> None:
    assert after(line("opus", rate=24000), "-ar") == []
    assert after(line("opus", rate=44100), "-ar") == ["48000"]
    assert after(line("opus", rate=22050), "-ar") == ["24000"]
    assert after(line("opus", rate=96000), "-ar") == ["48000"]


def test_default_bitrates_follow_the_sample_rate() -> None:
    assert [default_bitrate("mp3", rate) for rate in (44100, 24000, 8000)] == [
        "192k",
        "128k",
        "64k",
    ]
    assert [default_bitrate(form, 24000) for form in ALL] == ["128k", "96k", None, "48k", None]
    named = command("f", 24000, "", Sources(Path("t")), [Output("mp3", Path("x"), "160k")])
    assert after(named, "-b:a") == ["160k"]


def test_a_bitrate_that_an_encoder_cannot_do_is_named_by_its_path() -> None:
    assert faults(ALL, {"mp3": "128k", "opus": "64k", "m4a": "96000"}, 24000) == []
    assert faults(["mp3"], {"mp3": "320k"}, 44100) == []
    assert faults(["mp3", "wav"], {"mp3": "192k"}, 24000) == [
        "deliver.bitrate.mp3: at 24000 Hz mp3 goes up to 160k, not 192k"
    ]
    (fault,) = faults(["mp3", "flac"], {}, 23000)
    assert fault.startswith("deliver.sample_rate: mp3 has 8000, ")
    assert faults(["flac", "wav", "opus"], {}, 23000) == []


@pytest.mark.parametrize("rate", [8000, 24000, 44100])
def test_the_wav_head_of_a_stream_says_what_follows(rate: int, tmp_path: Path) -> None:
    head = stream_head(rate)
    assert len(head) == 44
    (tmp_path / "x.wav").write_bytes(head + bytes(2 * rate))
    assert f"pcm_s16le ([1][0][0][0] / 0x0001), {rate} Hz, " in about(tmp_path / "x.wav")


@pytest.mark.parametrize(
    ("bitrate", "given"), [("64k", 0.95), ("128000", 0.95), ("192k", 0.97), ("320k", 1.0)]
)
def test_an_mp3_gets_back_the_level_that_lame_takes_off(bitrate: str, given: float) -> None:
    named = command("f", 44100, "", Sources(Path("t")), [Output("mp3", Path("x"), bitrate)])
    assert after(named, "-filter:a") == [f"volume={1 / given:.6f}:precision=float"]
    assert not {"-q:a", "-abr", "-vbr"} & set(named), "the bit rate is constant"
