"""Exit statuses of the command line, after sysexits(3) where it has one."""


class Exit:
    """Plain numbers: an enum would cost half as much as the whole answer."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    DATA = 65
    INPUT = 66
    UNAVAILABLE = 69
    BUG = 70
    OUTPUT = 74
    INTERRUPTED = 130
    READER_LEFT = 141


MEANINGS = {
    Exit.DONE: "done",
    Exit.PROBLEMS: "finished, with problems found",
    Exit.USAGE: "the command line cannot be understood; also an unknown country or situation",
    Exit.DATA: "the knowledge base is malformed",
    Exit.INPUT: "a file cannot be opened",
    Exit.UNAVAILABLE: "a package that cultureserve needs is not installed",
    Exit.BUG: "a fault of cultureserve itself",
    Exit.OUTPUT: "the answer cannot be written",
    Exit.INTERRUPTED: "interrupted with Ctrl-C",
    Exit.READER_LEFT: "the reader of the output went away",
}
