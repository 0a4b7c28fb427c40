"""The file of the pack: how it is laid out, and reading it piece by piece. Imports next to nothing.

    MAGIC, version of the program, length of the file, place of the index     one line of ASCII, padded
    pieces, pages and records, in any order                                   each named by its place
    the index                                                                 marshal of plain objects

A place is (offset, length), of a record (offset, length, checksum). marshal reads plain objects at the speed at
which the interpreter reads its own modules, and runs no code.
"""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

INSIDE = os.path.join(os.path.dirname(__file__), "data")  # noqa: PTH118, PTH120 - pathlib costs twice the answer
PATH = os.path.join(INSIDE, "knowledge.pack")  # noqa: PTH118
MAGIC = "cultureserve-pack-1"
HEAD = 128  # bytes of the first line
ANY_HOUR = "any"
AT, CLOCK, DATES = (
    "@at@",
    "@clock@",
    "@dates@",
)  # stand for the time asked for, the customer's clock and the next days while a page is packed
HOLES = (AT, CLOCK, DATES)  # in the packed page each is a number: its place here
LONGEST = 1 << 24  # bytes a piece is shorter than; a piece is kept as offset * LONGEST + length


class Pack:
    """The finished pages, read piece by piece; raises an OSError, ValueError or KeyError if it cannot serve."""

    def __init__(self, path: str, version: str) -> None:
        self.file = os.open(path, os.O_RDONLY)
        magic, made_by, size, *index = os.pread(self.file, HEAD, 0).split()
        if magic != MAGIC.encode() or made_by != version.encode() or os.fstat(self.file).st_size != int(size):
            raise ValueError("a pack of another version, or cut short")
        self.index = self.record(tuple(map(int, index)))

    def __del__(self) -> None:
        if hasattr(self, "file"):
            os.close(self.file)

    def record(self, place: tuple[int, ...]) -> dict:  # type: ignore[type-arg]
        import marshal
        import zlib

        offset, length, check = place
        content = os.pread(self.file, length, offset)
        if zlib.crc32(content) != check:
            raise ValueError("a damaged pack")
        return marshal.loads(content)  # type: ignore[no-any-return]  # noqa: S302 - checked, and made by the build

    def page(self, place: tuple[int, int], *fillings: bytes) -> bytes:
        """A page, its holes filled in the order of HOLES."""
        offset, length = place
        kept = os.pread(self.file, length, offset)
        numbers = [int.from_bytes(kept[n : n + 8], "little") for n in range(0, length, 8)]
        return b"".join(os.pread(self.file, n % LONGEST, n // LONGEST) if n >= HEAD else fillings[n] for n in numbers)


def data_folder() -> "Path":
    """The folder of the knowledge that came with the program: inside the wheel, or the checkout's."""
    from pathlib import Path

    inside = Path(INSIDE)
    return inside if inside.is_dir() else inside.parents[2] / "data"
