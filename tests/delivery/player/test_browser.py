"""The page in a real browser: it plays, follows, listens to clicks and keys, and remembers.

All tests share one Chromium, which is started for this module alone. No test sleeps; each waits
in the page for what it expects.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from narrate.delivery.player import make_player
from tests.delivery.player.books import (
    GAP,
    HEAD,
    RATE,
    TONE,
    book_of,
    png,
    record_mp3,
    spec_for,
    track_of,
)
from tests.script.texts import chapter_of

playwright = pytest.importorskip("playwright.sync_api", reason="the extra `dev` brings Playwright")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="`dev` brings axe")

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--mute-audio",
    "--autoplay-policy=no-user-gesture-required",
]
HARBOUR = [
    "Rain had come in over the harbour. The boats knocked softly against the wall.",
    "She counted the steps twice.",
    *["Nobody asked why the lamp burned until morning, or who had lit it."] * 30,
]
DESK, PHONE, MAGNIFIED = (1280, 900), (320, 640), (320, 256)


@pytest.fixture(scope="module")
def page_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A book of three chapters; the third one's audio is not there."""
    folder = tmp_path_factory.mktemp("books") / "Où? 100% #1"
    folder.mkdir()
    chapters = [
        chapter_of("It was dark. He lit the lamp.", title="Night"),
        chapter_of(*HARBOUR, title="The Harbour", number=2),
        chapter_of("It was gone.", title="Lost", number=3),
    ]
    tracks = []
    for chapter in chapters:
        path = folder / f"{chapter.number:02} - 50% é; {chapter.title}.mp3"
        track = track_of(chapter, {"mp3": path})
        tracks.append(track)
        if chapter.title != "Lost":
            record_mp3(track, path)
    (page,) = make_player(book_of(*tracks, cover=png()), spec_for(folder))
    return page.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


class PlayerPage:
    """Somebody with the page open."""

    def __init__(self, context: Any, url: str, before: str = "") -> None:
        self.page = context.new_page()
        self.page.add_init_script(before)
        self.page.set_default_timeout(10_000)
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(url)

    def get(self, expression: str) -> Any:
        return self.page.evaluate(f"() => ({expression})")

    def until(self, condition: str) -> None:
        """Wait for it; the page's own policy forbids the driver's way, which is `eval`."""
        self.page.evaluate(
            "() => new Promise((done, fail) => { const late = performance.now() + 10000;"
            f" const look = () => {{ if ({condition}) done(true);"
            f" else if (performance.now() > late) fail(new Error({condition!r} + ' never came'));"
            " else setTimeout(look, 5); }; look(); })"
        )

    def until_at(self, sentence: int) -> None:
        self.until(f"document.querySelector('.on')?.id === 's{sentence}'")

    def until_past(self, sentence: int) -> None:
        """Wait for a sentence or a later one: a slow machine may miss the moment itself."""
        self.until(f"Number(document.querySelector('.on')?.id.slice(1)) >= {sentence}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    @property
    def time(self) -> float:
        return float(self.get("document.querySelector('audio').currentTime"))

    @property
    def paused(self) -> bool:
        return bool(self.get("document.querySelector('audio').paused"))

    @property
    def focused(self) -> str:
        return str(self.get("document.activeElement.id"))


@pytest.fixture
def opened(browser: Any, page_url: str) -> Iterator[Any]:
    contexts = []

    def opened(
        size: tuple[int, int] = DESK, at: str = "", before: str = "", **options: Any
    ) -> PlayerPage:
        viewport = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, **options)
        contexts.append(context)
        readers.append(PlayerPage(context, page_url + at, before))
        return readers[-1]

    readers: list[PlayerPage] = []
    yield opened
    complaints = [complaint for reader in readers for complaint in reader.complaints]
    for context in contexts:
        context.close()
    assert complaints == []


def start_of(number: int) -> float:
    """When the sentence with that number in its chapter starts, in seconds."""
    return (HEAD + number * (TONE + GAP)) / RATE


WATCH = """() => {
  window.moves = [];
  const audio = document.querySelector('audio');
  new MutationObserver((changes) => {
    for (const { target } of changes)
      if (target.classList.contains('on') && target !== window.last) {
        window.last = target;
        moves.push([target.id, audio.currentTime, decodeURIComponent(audio.currentSrc)]);
      }
  }).observe(document.querySelector('main'), { subtree: true, attributeFilter: ['class'] });
}"""


def test_the_players_text_follows_the_audio_into_the_next_chapter(opened: Any) -> None:
    reader = opened()
    reader.page.evaluate(WATCH)
    assert reader.get("document.querySelector('audio').paused && scrollY === 0")
    reader.page.click("text=Listen")
    reader.until_past(4)
    moves = reader.get("moves.slice(0, 5)")
    assert [name for name, _, _ in moves] == ["s0", "s1", "s2", "s3", "s4"]
    for number, (_, time, source) in enumerate(moves):
        chapter = "Night" if number < 3 else "The Harbour"
        assert source.endswith(f"{chapter}.mp3")
        of_chapter = number if number < 3 else number - 3
        assert (start_of(of_chapter) if of_chapter else 0) - 0.001 <= time
        assert time < start_of(of_chapter + 1)
    assert reader.page.locator("#now").text_content() == "The Harbour"
    assert reader.get("[...document.querySelectorAll('[aria-current]')].length") == 3


def test_a_sentence_clicked_in_the_player_is_heard_from_its_first_sound(opened: Any) -> None:
    reader = opened()
    reader.page.evaluate(WATCH)
    reader.page.evaluate(
        "() => { const audio = document.querySelector('audio'); window.sought = [];"
        " audio.addEventListener('seeking', () =>"
        " sought.push([document.querySelector('.on').id, audio.currentTime])); }"
    )
    for sentence, number in ((5, 2), (1, 1)):
        reader.page.click(f"#s{sentence}")
        reader.until(f"sought.at(-1)?.[0] === 's{sentence}'")
        time = reader.get("sought.at(-1)[1]")
        assert start_of(number) - 0.061 <= time <= start_of(number)
        reader.until(f"document.querySelector('audio').currentTime > {start_of(number)}")
    # In the moment of silence before its first sound the sentence before is not marked.
    assert not {"s0", "s4"} & {name for name, _, _ in reader.get("moves")}


def test_the_player_offers_the_last_place_again(opened: Any) -> None:
    reader = opened()
    reader.press("n", "j", "j")
    reader.until_at(5)
    reader.page.reload()
    offer = reader.page.locator("#offer")
    offer.wait_for()
    assert "The Harbour: The boats knocked softly" in offer.inner_text()
    assert reader.paused
    reader.page.evaluate(WATCH)
    offer.get_by_role("button", name="Continue").click()
    reader.until("!document.querySelector('audio').paused")
    assert not offer.is_visible()
    assert reader.get("moves[0][0]") == "s5"
    reader.page.reload()
    reader.page.evaluate(WATCH)
    offer.get_by_role("button", name="From the beginning").click()
    reader.until("moves[0]?.[0] === 's0'")


def test_the_player_works_without_local_storage(opened: Any) -> None:
    refused = "{ get() { throw new DOMException('no', 'SecurityError'); } }"
    reader = opened(before=f"Object.defineProperty(window, 'localStorage', {refused})")
    reader.press("j", "]")
    reader.until_at(1)
    assert reader.get("document.querySelector('audio').playbackRate") == 1.1


def test_the_player_obeys_its_keys(opened: Any) -> None:
    reader = opened()
    reader.press("j")
    reader.until_at(1)
    assert reader.paused
    reader.press(" ")
    reader.until("!document.querySelector('audio').paused")
    reader.press(" ")
    reader.until("document.querySelector('audio').paused")
    reader.press("n")
    reader.until_at(3)
    reader.press("j", "k", "p")
    reader.until_at(0)
    reader.press("n", "ArrowRight")
    reader.until("document.querySelector('audio').currentTime >= 15")
    reader.press("ArrowLeft", "ArrowLeft")
    reader.until_at(3)
    reader.press("]", "]", "[")
    assert reader.get("document.querySelector('audio').playbackRate") == 1.1
    assert reader.get("document.querySelector('audio').preservesPitch")
    reader.press("?")
    assert reader.page.locator("#help").is_visible()
    reader.press("j", "Escape")
    assert not reader.page.locator("#help").is_visible()
    reader.until_at(3)


def test_the_player_leaves_keys_to_the_control_that_has_the_focus(opened: Any) -> None:
    reader = opened()
    reader.page.focus("#speed")
    reader.press("j", "]", "ArrowUp")
    assert reader.get("document.querySelector('.on')") is None
    reader.page.locator("#speed").blur()
    reader.press("Control+j", "Alt+j", "Meta+j")
    assert reader.get("document.querySelector('.on')") is None
    reader.page.click("[data-open=settings]")
    reader.page.uncheck("#use-keys")
    reader.press("Escape")
    assert reader.get("document.activeElement.dataset.open") == "settings"
    reader.press("j", "?")
    assert reader.get("document.querySelector('.on')") is None
    assert not reader.page.locator("#help").is_visible()
    reader.page.locator("[data-open=settings]").first.blur()
    reader.press(" ")
    reader.until_past(0)


def test_all_sentences_of_the_player_are_one_stop_of_the_tab_key(opened: Any) -> None:
    reader = opened()
    stops = "document.querySelectorAll('main .s[tabindex]').length"
    assert reader.get(stops) == 1
    reader.page.focus("summary")
    reader.press(*["Tab"] * 4)
    assert reader.focused == "s0"
    reader.press("ArrowDown", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowDown")
    assert reader.focused == "s3"
    reader.press("Enter")
    reader.until_at(3)
    reader.until("!document.querySelector('audio').paused")
    assert (reader.focused, reader.get(stops)) == ("s3", 1)
    reader.press("Tab")
    assert reader.get("document.activeElement.closest('#player') !== null")
    reader.press("Shift+Tab")
    assert reader.focused.startswith("s")


def test_the_players_text_stays_where_the_reader_scrolls(opened: Any) -> None:
    reader = opened((600, 500))
    seen = "document.querySelector('.on').getBoundingClientRect().bottom"
    reader.page.select_option("#speed", "2")
    reader.page.click("text=Listen")
    reader.until_past(3)
    reader.until(f"{seen} > 0 && {seen} < innerHeight")
    reader.page.mouse.move(300, 100)
    reader.page.mouse.wheel(0, 3000)
    back = reader.page.get_by_role("button", name="Back to the reading")
    back.wait_for()
    reader.until_past(8)
    assert reader.get(seen) < 0
    assert back.is_visible()
    back.click()
    reader.until(f"{seen} > 0 && {seen} < innerHeight")
    assert not back.is_visible()


def test_an_address_of_the_player_may_name_a_sentence(opened: Any) -> None:
    reader = opened(at="#s30")
    reader.until_at(30)
    box = "document.querySelector('#s30').getBoundingClientRect()"
    reader.until(f"{box}.top > 0 && {box}.bottom < innerHeight - 120")
    assert reader.paused
    assert start_of(27) - 0.061 <= reader.time <= start_of(27)


def test_the_players_colours_are_the_systems_until_somebody_chooses(opened: Any) -> None:
    reader = opened(color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = reader.get(paper)
    reader.page.emulate_media(color_scheme="light")
    light = reader.get(paper)
    assert dark != light
    reader.page.click("[data-open=settings]")
    reader.page.get_by_role("button", name="Dark", exact=True).click()
    assert reader.get(paper) == dark
    reader.page.reload()
    assert reader.get(paper) == dark
    assert reader.get("document.querySelector('[data-theme-is=dark]').ariaPressed") == "true"


@pytest.mark.parametrize("size", [PHONE, MAGNIFIED], ids=["phone", "magnified"])
def test_the_player_fits_small_windows(opened: Any, size: tuple[int, int]) -> None:
    reader = opened(size, at="#s4")
    reader.until_at(4)
    assert reader.get("document.documentElement.scrollWidth") <= size[0]
    assert reader.get("document.querySelector('#player').offsetHeight") < size[1] * 0.42
    small = (
        "[...document.querySelectorAll('button, select, input, summary')].filter(e =>"
        " e.checkVisibility()).map(e => e.getBoundingClientRect())"
        ".filter(b => b.width < 24 || b.height < 24).length"
    )
    assert reader.get(small) == 0
    box = "document.querySelector('.on').getBoundingClientRect()"
    reader.until(f"{box}.top < document.querySelector('#player').getBoundingClientRect().top")


def test_the_player_names_a_missing_audio_file(opened: Any) -> None:
    reader = opened()
    reader.page.click("nav >> text=Lost")
    fault = reader.page.get_by_role("alert")
    fault.wait_for()
    assert "“03 - 50% é; Lost.mp3” is missing" in fault.inner_text()
    assert reader.get("document.querySelector('#play').ariaLabel") == "Play"
    reader.page.click("nav >> text=Night")
    fault.wait_for(state="hidden")
    reader.until("document.querySelector('audio').currentTime > 0.3")


def test_the_players_sleep_timer_stops_at_the_end_of_the_chapter(opened: Any) -> None:
    reader = opened()
    reader.page.select_option("#sleep", "chapter", force=True)
    reader.page.select_option("#speed", "3")
    reader.page.click("#play")
    reader.until("document.querySelector('#said').textContent.includes('sleep timer')")
    reader.until("document.querySelector('audio').currentSrc.includes('Harbour')")
    assert reader.paused
    assert reader.get("document.querySelector('#sleep').value") == ""


def test_the_player_without_scripts_shows_the_text_and_an_audio_element_a_chapter(
    opened: Any,
) -> None:
    reader = opened(java_script_enabled=False)
    assert reader.page.locator("audio[controls]").count() == 3
    assert reader.page.locator("audio[controls]").first.is_visible()
    assert reader.page.locator("#s1").is_visible()
    assert not reader.page.locator("#player").is_visible()


def test_the_player_loads_nothing_but_the_audio(opened: Any, page_url: str) -> None:
    reader = opened()
    reader.page.click("#s1")
    reader.press("n")
    reader.until_past(4)
    folder = page_url.rpartition("/")[0]
    fetched = {url for url in reader.asked if not url.startswith("data:")}
    assert {url.startswith(folder + "/") for url in fetched} == {True}
    assert {Path(url).suffix for url in fetched} == {".html", ".mp3"}
    refused = reader.get(
        "fetch('https://example.invalid/').then(() => 'sent', (error) => error.name)"
    )
    assert refused == "TypeError"
    assert not [url for url in reader.asked if "example" in url]


LOOKS = {
    "light": (DESK, {"color_scheme": "light"}, ""),
    "dark": (DESK, {"color_scheme": "dark"}, ""),
    "phone": (PHONE, {}, ""),
    "settings": (PHONE, {}, "settings"),
    "help": (DESK, {"color_scheme": "dark"}, "help"),
    "chapters": (DESK, {}, "chapters"),
}


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_no_fault_in_the_player(opened: Any, look: str) -> None:
    size, options, dialog = LOOKS[look]
    reader = opened(size, at="#s4", reduced_motion="reduce", **options)
    reader.until_at(4)
    if dialog:
        reader.page.evaluate(f"() => document.querySelector('[data-open={dialog}]').click()")
        assert reader.page.locator(f"#{dialog}").is_visible()
    found = axe.Axe().run(reader.page)
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found.response["violations"]] == []
    assert len(found.response["passes"]) > 15
