"""Ctrl-C is heard when what it must not cut in two is done."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

import pytest

from indexer.interrupts import uninterrupted

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def interruptible() -> Iterator[None]:
    """SIGINT interrupts, as it does unless whoever started the process had it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_a_signal_is_handled_afterwards() -> None:
    """All that stands inside is done, then the interrupt comes, once, and the handlers are those of before."""
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt), uninterrupted():  # noqa: PT012  what is interrupted, and what is not
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        done.append("all")
    assert done == ["all"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_without_a_signal_nothing_changes() -> None:
    """Nor does it when what stands inside raises."""
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    with pytest.raises(ValueError, match="own"), uninterrupted():
        raise ValueError("own")
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


def test_another_thread_may_use_it() -> None:
    """It handles no signals, so nothing has to be put off."""
    done: list[str] = []

    def work() -> None:
        with uninterrupted():
            done.append("all")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == ["all"]
