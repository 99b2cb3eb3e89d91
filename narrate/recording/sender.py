"""Sends one request: room on the disk, money, the engine, the take.

    has the disk room for its take?      Store.check_room      before it is sent, for audio that
    may it be paid for?                  Accounts              cannot be kept is paid for twice
    the engine speaks                    Engine.speak
    is it speech? write it               TakeWriter.draft      survives the death of this process
    force it to disk, name it            TakeWriter.commit     survives a power cut

What runs in an engine's `speak` has no state of ours: another machine could run it.
"""

import asyncio

from narrate.audio import Audio, TakeInfo
from narrate.engines.base import Engine, EngineLookup
from narrate.errors import BudgetReached, ChunkRefused, NarrateError, StoreError
from narrate.recording.accounts import Accounts, NoAnswer, ending_of
from narrate.recording.ledger import Attempt
from narrate.recording.request import Listener, Request
from narrate.recording.store import Draft, Store
from narrate.recording.writer import TakeWriter


class Sender:
    """Everything that a request needs, shared by the queues of all engines."""

    def __init__(
        self,
        engines: EngineLookup,
        store: Store,
        accounts: Accounts,
        writer: TakeWriter,
        listener: Listener,
    ) -> None:
        self._engines = engines
        self._store = store
        self._accounts = accounts
        self._writer = writer
        self._listener = listener
        self._under_way = 0
        self._characters = 0
        self.halted: NarrateError | None = None
        """Why nothing more is sent: EngineUnusable, BudgetReached, StoreError, or (plain
        NarrateError) a fault of narrate's own with its cause"""

    def halt(self, error: Exception) -> NarrateError:
        """Send nothing more, now or later; returns why, which is the first error of all."""
        if self.halted is None:
            self.halted = error if isinstance(error, NarrateError) else _fault(error)
        return self.halted

    async def send(self, request: Request, number: int, seconds: float) -> tuple[Attempt, Draft]:
        """Attempt `number` of a request, given so many seconds: its take, judged and written.

        The account stays open until `keep`. Raises what the engine raises, Unfit, NoAnswer,
        and what stops the run: `halted`, BudgetReached, StoreError.
        """
        if self.halted:
            raise self.halted
        engine = self._engines[request.voicing.engine]
        self._store.check_room(self._under_way + 1, self._characters + len(request.spoken))
        try:
            attempt = self._accounts.open_account(request, number, engine.price(request.voicing))
        except BudgetReached as reached:
            if request.optional:
                raise ChunkRefused(str(reached)) from reached
            raise
        self._under_way += 1
        self._characters += len(request.spoken)
        try:
            self._listener.sending(request, attempt)
            audio = await _speak(engine, request, self._accounts.request_id(attempt), seconds)
            return attempt, await self._writer.draft(request, engine, audio)
        except BaseException as error:
            self._close_account(request, attempt, error)
            raise
        finally:
            self._under_way -= 1
            self._characters -= len(request.spoken)

    async def keep(
        self, request: Request, attempt: Attempt, draft: Draft, *, busy: bool
    ) -> TakeInfo:
        """Put the take on disk under its name; raises StoreError.

        `busy` says that others of the queue are under way, so that several takes can be kept
        together.
        """
        try:
            await self._writer.commit(draft, last=not (busy or self._under_way))
        except StoreError as error:
            self._close_account(request, attempt, error)
            raise
        self._close_account(request, attempt, None)
        return draft.info

    def _close_account(
        self, request: Request, attempt: Attempt, error: BaseException | None
    ) -> None:
        ending = ending_of(error)
        self._listener.ended(request, attempt, ending)
        try:
            self._accounts.close_account(attempt, ending, error)
        except StoreError as trouble:  # the take is safe, but go no further without accounts
            self.halt(trouble)


async def _speak(engine: Engine, request: Request, request_id: str, seconds: float) -> Audio:
    try:
        async with asyncio.timeout(seconds):
            return await engine.speak(request.spoken, request.voicing, request_id)
    except TimeoutError as error:
        raise NoAnswer(f"no answer within {seconds:.0f} s") from error


def _fault(error: Exception) -> NarrateError:
    fault = NarrateError(f"recording broke off by a fault of narrate's own: {error!r}")
    fault.__cause__ = error
    return fault
