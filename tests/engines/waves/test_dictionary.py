"""Lexicons kept as pronunciation dictionaries, at a service that is as odd as told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web

from narrate.chunk import Voicing
from narrate.engines.waves.dictionary import FILE, ROUTE
from narrate.engines.waves.engine import WavesEngine
from narrate.engines.waves.options import Waves
from narrate.errors import EngineUnusable, StoreError, TemporaryError
from tests.waves.server import WavesServer

WORDS = {"Ahab": "AY-hab", "Pequod": "PEE-kwod"}
MORE = {**WORDS, "Queequeg": "KWEE-kweg"}


@dataclass
class DictionaryService:
    """Keeps dictionaries as the service's documents say, or in some way that they leave open."""

    url: str = ""
    held: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    merges: bool = False
    hides_items: bool = False
    wraps: bool = False
    shouts: bool = False
    """Writes pronunciations in capitals"""
    refuses: dict[str, tuple[int, Any]] = field(default_factory=dict)
    """Status and body by method"""
    loses: set[str] = field(default_factory=set)
    """Methods that are done, but answered with 503, once each"""
    hangs: bool = False
    made: int = 0

    async def answer(self, request: web.Request) -> web.Response:
        told = json.loads(await request.read() or b"null")
        self.asked.append(request.method)
        self.keys.add(request.headers["Authorization"])
        if self.hangs:
            await asyncio.sleep(60)
        if request.method in self.refuses:
            status, said = self.refuses[request.method]
            return web.json_response(said, status=status)
        said = self._done(request.method, told)
        if request.method in self.loses:
            self.loses.remove(request.method)
            return web.json_response({"message": "later"}, status=503)
        return web.json_response({"data": said} if self.wraps else said)

    def _done(self, method: str, told: Any) -> Any:
        match method:
            case "GET":
                return [self._shown(each, hide=self.hides_items) for each in self.held]
            case "DELETE":
                del self.held[told["id"]]
                return {"id": told["id"], "deleted": True}
            case "POST":
                self.made += 1
                told = {**told, "id": f"d{self.made}"}
                self.held[told["id"]] = []
        old = self.held[told["id"]] if self.merges else []
        self.held[told["id"]] = old + [
            {**item, "pronunciation": item["pronunciation"].upper()} if self.shouts else item
            for item in told["items"]
        ]
        return self._shown(told["id"])

    def _shown(self, name: str, *, hide: bool = False) -> dict[str, Any]:
        return {"id": name} if hide else {"id": name, "items": self.held[name]}

    def words(self) -> dict[str, dict[str, str]]:
        """Every dictionary by id."""
        return {
            name: {item["word"]: item["pronunciation"] for item in items}
            for name, items in self.held.items()
        }

    def methods(self) -> list[str]:
        """What was asked since the last look."""
        asked, self.asked = self.asked, []
        return asked


@pytest_asyncio.fixture
async def service(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DictionaryService]:
    monkeypatch.setenv("SMALLEST_API_KEY", "sk_test")
    made, app = DictionaryService(), web.Application()
    app.router.add_route("*", ROUTE, made.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield made
    await runner.cleanup()


async def learn(
    service: DictionaryService, memory: Path, **lexicons: dict[str, str]
) -> dict[str, str]:
    """What a new run learns: the ids by lexicon."""
    engine = WavesEngine(Waves(base_url=service.url), 4)
    try:
        await engine.learn(lexicons, memory)
        return dict(engine._dictionaries)
    finally:
        await engine.close()


async def test_a_waves_dictionary_is_made_once(service: DictionaryService, tmp_path: Path) -> None:
    memory = tmp_path / "store"
    assert await learn(service, memory, project=WORDS) == {"project": "d1"}
    assert service.methods() == ["GET", "POST"]
    assert service.held["d1"] == [
        {"word": "Ahab", "pronunciation": "AY-hab"},
        {"word": "Pequod", "pronunciation": "PEE-kwod"},
    ]
    assert service.keys == {"Bearer sk_test"}
    assert await learn(service, memory, project=WORDS) == {"project": "d1"}
    assert service.methods() == ["GET"]
    assert [path.name for path in memory.iterdir()] == [FILE]
    assert b"sk_test" not in (memory / FILE).read_bytes()


async def test_other_words_replace_those_in_the_waves_dictionary(
    service: DictionaryService, tmp_path: Path
) -> None:
    await learn(service, tmp_path, project=MORE)
    service.methods()
    assert await learn(service, tmp_path, project=WORDS) == {"project": "d1"}
    assert service.methods() == ["GET", "PUT"]
    assert service.words() == {"d1": WORDS}
    await learn(service, tmp_path, project=WORDS)
    assert service.methods() == ["GET"]


async def test_a_waves_dictionary_that_others_changed_is_left_alone(
    service: DictionaryService, tmp_path: Path
) -> None:
    await learn(service, tmp_path, project=WORDS)
    service.held["d1"] = [{"word": "a", "pronunciation": "b"}]
    service.methods()
    assert await learn(service, tmp_path, project=WORDS) == {"project": "d2"}
    assert service.methods() == ["GET", "POST"]
    assert service.words() == {"d1": {"a": "b"}, "d2": WORDS}


async def test_a_waves_dictionary_that_is_gone_is_made_again(
    service: DictionaryService, tmp_path: Path
) -> None:
    await learn(service, tmp_path, project=WORDS)
    service.held.clear()
    assert await learn(service, tmp_path, project=WORDS) == {"project": "d2"}


@pytest.mark.parametrize("left", [None, b"", b"[]", b'{"project": {"id": ["d1"]}}', b"\xff"])
async def test_a_lost_memory_of_waves_dictionaries_makes_no_second_one(
    service: DictionaryService, tmp_path: Path, left: bytes | None
) -> None:
    await learn(service, tmp_path, project=WORDS)
    (tmp_path / FILE).unlink()
    if left is not None:
        (tmp_path / FILE).write_bytes(left)
    assert await learn(service, tmp_path, project=WORDS) == {"project": "d1"}
    assert service.made == 1


async def test_projects_with_the_same_words_share_a_waves_dictionary_until_one_edits_them(
    service: DictionaryService, tmp_path: Path
) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    await learn(service, ours, project=WORDS)
    assert await learn(service, theirs, project=WORDS) == {"project": "d1"}
    assert await learn(service, theirs, project=MORE) == {"project": "d2"}, "d1 is not theirs"
    assert service.words() == {"d1": WORDS, "d2": MORE}
    assert await learn(service, ours, project=WORDS) == {"project": "d1"}


async def test_a_project_that_shares_a_waves_dictionary_notices_when_its_owner_edits_it(
    service: DictionaryService, tmp_path: Path
) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    await learn(service, ours, project=WORDS)
    await learn(service, theirs, project=WORDS)
    await learn(service, ours, project=MORE)
    assert await learn(service, theirs, project=WORDS) == {"project": "d2"}
    assert await learn(service, theirs, project=MORE) == {"project": "d2"}
    assert service.words() == {"d1": MORE, "d2": MORE}


async def test_lexicons_of_one_run_share_only_equal_waves_dictionaries(
    service: DictionaryService, tmp_path: Path
) -> None:
    both = await learn(service, tmp_path, **{"a.txt": WORDS, "b.txt": WORDS, "project": MORE})
    assert both == {"a.txt": "d1", "b.txt": "d1", "project": "d2"}
    edited = {**WORDS, "Starbuck": "STAR-buk"}
    for first, second in ((edited, WORDS), (WORDS, edited), (edited, WORDS)):
        ids = await learn(service, tmp_path, **{"a.txt": first, "b.txt": second})
        assert service.words()[ids["a.txt"]] == first
        assert service.words()[ids["b.txt"]] == second


async def test_a_lexicon_used_later_in_a_run_changes_no_other_waves_dictionary(
    service: DictionaryService, tmp_path: Path
) -> None:
    await learn(service, tmp_path, a=WORDS, b=WORDS)
    engine = WavesEngine(Waves(base_url=service.url), 4)
    await engine.learn({"b": WORDS}, tmp_path)
    await engine.learn({"a": MORE}, tmp_path)
    assert service.words()[engine._dictionaries["b"]] == WORDS
    assert service.words()[engine._dictionaries["a"]] == MORE
    await engine.close()


async def test_a_service_that_adds_updates_gets_a_new_dictionary_for_changed_words(
    service: DictionaryService, tmp_path: Path
) -> None:
    service.merges = True
    await learn(service, tmp_path, project=MORE)
    service.methods()
    assert await learn(service, tmp_path, project=WORDS) == {"project": "d2"}
    assert service.methods() == ["GET", "PUT", "POST", "DELETE"]
    assert service.words() == {"d2": WORDS}


async def test_no_waves_dictionary_is_left_over_where_the_new_one_failed_at_first(
    service: DictionaryService, tmp_path: Path
) -> None:
    service.merges = True
    await learn(service, tmp_path, project=MORE)
    service.refuses["POST"] = (500, {})
    with pytest.raises(TemporaryError):
        await learn(service, tmp_path, project=WORDS)
    service.refuses.clear()
    await learn(service, tmp_path, project=WORDS)
    assert service.words() == {"d2": WORDS}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_a_dictionary_change_that_was_done_without_an_answer_is_not_done_twice(
    service: DictionaryService, tmp_path: Path, method: str
) -> None:
    service.merges = method == "DELETE"
    service.loses = {method}
    for words in (MORE, WORDS, WORDS):
        try:
            await learn(service, tmp_path, project=words)
        except TemporaryError:
            await learn(service, tmp_path, project=words)
    assert not service.loses
    assert WORDS in service.words().values()
    assert len(service.held) == (2 if method == "POST" else 1), "whose the first is, nobody knows"


async def test_a_service_that_writes_words_its_own_way_gets_no_second_dictionary(
    service: DictionaryService, tmp_path: Path
) -> None:
    service.shouts = True
    for words in (WORDS, WORDS, MORE, MORE):
        await learn(service, tmp_path, project=words)
    assert len(service.held) == 1


async def test_a_list_of_dictionaries_without_items_leads_to_no_second_one(
    service: DictionaryService, tmp_path: Path
) -> None:
    service.hides_items = True
    for words in (WORDS, WORDS, MORE, MORE):
        await learn(service, tmp_path, project=words)
    assert service.words() == {"d1": MORE}


async def test_dictionary_answers_inside_an_object_are_read(
    service: DictionaryService, tmp_path: Path
) -> None:
    service.wraps = True
    for words in (WORDS, WORDS, MORE):
        await learn(service, tmp_path, project=words)
    assert service.words() == {"d1": MORE}


@pytest.mark.parametrize("path", [["items", 1, "pronunciation"], "items.1.word", ["items", "1"]])
async def test_words_that_a_waves_dictionary_refuses_are_named(
    service: DictionaryService, tmp_path: Path, path: object
) -> None:
    details = [{"path": path, "message": "too long"}]
    service.refuses["POST"] = (400, {"error": "Validation failed", "details": details})
    with pytest.raises(EngineUnusable, match=r"dictionary: Pequod; .*too long"):
        await learn(service, tmp_path, project=WORDS)
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize(
    ("method", "answer", "said"),
    [
        ("GET", (404, {"message": "no route"}), "set waves.lexicon: respell .*no route"),
        ("POST", (400, {"error": "limit of dictionaries"}), "limit of dictionaries"),
        ("POST", (400, {"details": [{"path": ["items", 7]}]}), "set waves.lexicon: respell"),
        ("GET", (401, {"error": "bad key"}), "does not accept the key in SMALLEST_API_KEY"),
        ("GET", (302, {}), "redirects elsewhere"),
    ],
)
async def test_a_lasting_fault_of_waves_dictionaries_stops_the_run(
    service: DictionaryService, tmp_path: Path, method: str, answer: tuple[int, object], said: str
) -> None:
    service.refuses[method] = answer
    with pytest.raises(EngineUnusable, match=said):
        await learn(service, tmp_path, project=WORDS)


@pytest.mark.parametrize(
    ("method", "answer"),
    [
        ("GET", (503, {})),
        ("GET", (200, "what?")),
        ("POST", (200, {"items": []})),
        ("PUT", (429, 1)),
    ],
)
async def test_a_passing_fault_of_waves_dictionaries_is_temporary(
    service: DictionaryService, tmp_path: Path, method: str, answer: tuple[int, object]
) -> None:
    if method == "PUT":
        await learn(service, tmp_path, project=MORE)
    service.refuses[method] = answer
    with pytest.raises(TemporaryError):
        await learn(service, tmp_path, project=WORDS)


async def test_a_dictionary_service_that_never_answers_is_not_waited_for(
    service: DictionaryService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.hangs = True
    monkeypatch.setattr("narrate.engines.waves.engine.PATIENCE", 0.05)
    with pytest.raises(TemporaryError, match="did not answer"):
        await learn(service, tmp_path, project=WORDS)


async def test_a_memory_of_waves_dictionaries_that_cannot_be_written_is_a_store_error(
    service: DictionaryService, tmp_path: Path
) -> None:
    (tmp_path / "store").write_bytes(b"a file")
    with pytest.raises(StoreError):
        await learn(service, tmp_path / "store", project=WORDS)


async def test_a_voicing_gets_the_dictionary_of_its_lexicon_after_the_users_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SMALLEST_API_KEY", raising=False)
    said = Voicing(
        "waves", "meher", "en", 1.0,
        (("lexicon", "b.txt"), ("pronunciation_dicts", ("mine",)), ("pronunciations", ("a=b",))),
    )  # fmt: skip
    async with WavesServer() as server:
        server.dictionaries.held["mine"] = []
        engine = WavesEngine(Waves(base_url=server.url), 4)
        try:
            with pytest.raises(EngineUnusable, match="before it had learned"):
                await engine.speak("So it was.", said)
            assert not server.journal, "never without its dictionary"
            await engine.learn({"b.txt": WORDS, "project": MORE}, tmp_path)
            await engine.speak("So it was.", said)
        finally:
            await engine.close()
        ids = server.journal[0].body["pronunciation_dicts"]
        assert ids == ["mine", engine._dictionaries["b.txt"]]


def test_the_key_of_a_take_knows_pronunciations_and_neither_name_nor_id() -> None:
    engine = WavesEngine(Waves(), 1)

    def fingerprint(**options: Any) -> object:
        return engine.fingerprint(
            Voicing("waves", "meher", "en", 1.0, tuple(sorted(options.items())))
        )

    one = fingerprint(lexicon="project", pronunciations=("a=b",))
    assert one == fingerprint(lexicon="other.txt", pronunciations=("a=b",))
    assert one != fingerprint(lexicon="project", pronunciations=("a=c",))
    assert one != fingerprint(lexicon="respell") == fingerprint()
