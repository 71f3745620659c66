"""What does the process give up before it reads a file from outside? Memory, time, files, children, core dumps.

On Linux these are limits that it cannot raise again: no new file or connection can be opened, nothing written but to
its pipes, no process started (root may). On Windows a job object limits memory, time and processes, but not files.
"""

import sys


def confine(memory: int, seconds: int) -> None:
    """Limit this process for good, to so many bytes of address space and seconds of the processor."""
    if sys.platform == "win32":
        from app.common.outside.windows_job import confine_to_job

        confine_to_job(memory, seconds)
    else:
        _set_limits(memory, seconds)


def _set_limits(memory: int, seconds: int) -> None:
    import resource
    import signal

    from app.vault.shielding import not_dumpable

    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C ends it without a word
    not_dumpable()  # the file may be as confidential as the vault
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: 3,  # 0, 1 and 2 are taken: no other can be opened
        resource.RLIMIT_NPROC: 0,
    }
    for which, most in limits.items():
        resource.setrlimit(which, (most, most))
