"""Asking git, which newslint does in this place alone: within a time limit, and so that a repository runs no program of its own.

A stranger's repository may come with its `.git` folder. Whatever its configuration names (hooks, file system monitors, filters, external
diffs, text conversions, pagers, ssh commands) is switched off, and nothing is fetched.
"""

import os
import signal
import subprocess
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

TIME_LIMIT = 30.0  # seconds for one question; the largest repositories need a few

_SWITCHED_OFF = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.pager=cat",
    "core.sshCommand=false",
    "core.askPass=",
    "core.gitProxy=",
    "core.alternateRefsCommand=",
    "credential.helper=",
    "diff.external=",
    "diff.trustExitCode=false",
    "gpg.program=false",
    "protocol.allow=never",
    "submodule.recurse=false",
)
_ENVIRONMENT = {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "cat", "LC_ALL": "C"}
_PROGRAMS = ("GIT_EXTERNAL_DIFF", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_PROXY_COMMAND", "GIT_EDITOR")
_DRIVERS = r"^filter\..*\.(clean|smudge|process|required)$"


class GitError(Exception):
    """git is not there, or took too long; the message says which."""


class NoGitError(GitError):
    """There is no git here."""


class Answer(NamedTuple):
    """What git said: its exit code, its output, and its first line of complaint."""

    code: int
    output: bytes
    complaint: str

    @property
    def text(self) -> str:
        """The output as text."""
        return self.output.decode("utf-8", "surrogateescape")


def ask_git(*arguments: str, folder: str = ".", stdin: bytes = b"", compares: bool = False) -> Answer:
    """Run git in a folder and return its answer, whatever its exit code.

    `compares`: the question compares files of the working tree, through which filters of the repository would run. Raises GitError.
    """
    filters = _without_filters(folder) if compares else []
    return _run([*_configured(_SWITCHED_OFF), *filters, "-C", folder, *arguments], stdin)


def _without_filters(folder: str) -> list[str]:
    """Return options that switch off the filters that a repository configures, whatever they are called."""
    listing = _run([*_configured(_SWITCHED_OFF), "-C", folder, "config", "--null", "--name-only", "--get-regexp", _DRIVERS], b"")
    names = dict.fromkeys(name for name in listing.text.split("\0") if name)
    return _configured(f"{name}={'false' if name.endswith('.required') else ''}" for name in names if "=" not in name)


def _configured(options: Iterable[str]) -> list[str]:
    return [word for option in options for word in ("-c", option)]


def _run(arguments: list[str], stdin: bytes) -> Answer:
    environment = {name: value for name, value in os.environ.items() if name not in _PROGRAMS} | _ENVIRONMENT
    command = ["git", "--no-pager", *arguments]
    process = None
    try:
        with _signals_held():
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
        _limit_processor(process.pid)
        output, complaint = process.communicate(stdin, TIME_LIMIT)
    except subprocess.TimeoutExpired:
        raise GitError(f"git took longer than {TIME_LIMIT:g} seconds: a pattern in a .gitignore file may be too hard to match") from None
    except OSError as error:
        raise NoGitError(f"git cannot be run: {error.strerror}") from None
    except ValueError:  # a NUL character
        raise GitError("git cannot be asked about such a name") from None
    finally:  # also on Ctrl-C
        if process is not None:
            _end(process)
    lines = complaint.decode("utf-8", "replace").strip().splitlines()
    return Answer(process.returncode, output, lines[0] if lines else "")


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.returncode is None:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()


@contextmanager
def _signals_held() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM wait until a process that is being started is known and can be ended."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    handlers = {number: signal.signal(number, lambda number, frame: came.append(number)) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        for late in came:
            signal.raise_signal(late)


def _limit_processor(pid: int) -> None:
    """Let git end by itself also where newslint is killed and cannot end it."""
    with suppress(ImportError, AttributeError, OSError, ValueError):
        import resource

        seconds = int(TIME_LIMIT) + 1
        resource.prlimit(pid, resource.RLIMIT_CPU, (seconds, seconds))
