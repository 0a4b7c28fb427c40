"""Writing to standard output and standard error, and the faults of each. Imports next to nothing."""

import errno
import os
import sys

from cultureserve.status import Exit

PLAINER = str.maketrans({"·": "-", "…": "...", "→": "->", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})


class CannotWrite(Exception):
    """The answer could not be written; `exit_status` says whether the reader left or the medium failed."""

    def __init__(self, exit_status: int, reason: str) -> None:
        super().__init__(reason)
        self.exit_status = exit_status


def write(text: str) -> None:
    """`text` on standard output, whatever its encoding; raises CannotWrite."""
    write_bytes(encoded(text, (sys.stdout and sys.stdout.encoding) or "utf-8"))


def write_bytes(content: bytes) -> None:
    """The same for text already encoded."""
    stream = sys.stdout
    if stream is None:
        raise CannotWrite(Exit.OUTPUT, "standard output is closed")
    try:
        stream.flush()
        stream.buffer.write(content)
        stream.buffer.flush()
    except OSError as fault:
        silence(stream)
        left = fault.errno == errno.EPIPE
        raise CannotWrite(Exit.READER_LEFT if left else Exit.OUTPUT, fault.strerror or str(fault)) from None


def not_written(fault: CannotWrite) -> int:
    """The exit status for an answer that could not be written, said on standard error unless the reader left."""
    if fault.exit_status != Exit.READER_LEFT:
        complain(f"error: cannot write the answer: {fault}")
    return fault.exit_status


def encoded(text: str, encoding: str) -> bytes:
    """`text` in an encoding that may lack some of it: typographic signs become plain, the rest `?`."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(PLAINER).encode(encoding, "replace")


def silence(stream: object) -> None:
    """Keep the interpreter from flushing a broken stream again when it ends."""
    try:  # noqa: SIM105 - contextlib would cost as much as the whole answer
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[attr-defined]
    except (OSError, ValueError):
        pass


def complain(text: str) -> None:
    """`text` on standard error, if there is one: a lost complaint never stops an answer."""
    try:
        sys.stderr.buffer.write(encoded(text + "\n", sys.stderr.encoding or "utf-8"))
        sys.stderr.flush()
    except (AttributeError, OSError, ValueError):
        if sys.stderr is not None:
            silence(sys.stderr)
