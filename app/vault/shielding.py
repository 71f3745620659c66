"""May other programs of this computer look into the process that holds the keys? As little as the system allows.

Without this a crash writes a core dump with the password and every key, and any other program of the same person can
read the memory. An administrator can all the same (docs/security.md, 14). Each measure says whether it was taken.
"""

import contextlib
import sys
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One thing that was tried, and whether it took."""

    name: str
    taken: bool


def shield() -> tuple[Measure, ...]:
    """Take every measure that this system has, before a password is asked for. Nothing fails where it has none."""
    return tuple(Measure(name, _taken(take)) for name, take in MEASURES.get(sys.platform, ()))


def _taken(take: Callable[[], bool]) -> bool:
    with contextlib.suppress(OSError, AttributeError, ValueError):  # an older system: what it lacks was not taken
        return take()
    return False


# --- Linux ----------------------------------------------------------------------------------------------


def no_core_dump() -> bool:
    """No file with the memory after a crash. Handlers that take dumps from a pipe ignore this: see `not_dumpable`."""
    if sys.platform == "win32":
        return False
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)


def not_dumpable() -> bool:
    """No dump at all, and no tracing or reading of the memory by other programs of the same person."""
    import ctypes

    set_dumpable, get_dumpable = 4, 3
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.prctl(set_dumpable, 0, 0, 0, 0) == 0 and libc.prctl(get_dumpable, 0, 0, 0, 0) == 0)


# --- Windows: written after Microsoft's documentation ------------------------------------------------------


def no_error_box() -> bool:
    """A crash ends the process at once, without Windows' window that offers to report it."""
    if sys.platform != "win32":
        return False
    import ctypes

    fail_critical, no_fault_box = 0x1, 0x2
    ctypes.WinDLL("kernel32").SetErrorMode(fail_critical | no_fault_box)
    return True


def no_heap_in_reports() -> bool:
    """Windows' error reports leave the heap out, where keys and records are."""
    if sys.platform != "win32":
        return False
    import ctypes

    no_heap = 0x1
    return bool(ctypes.WinDLL("kernel32").WerSetFlags(no_heap) == 0)


def no_error_reports() -> bool:
    """Windows makes no error report of this program for this person. Only of the packaged app: never of all Python."""
    if sys.platform != "win32" or not getattr(sys, "frozen", False):
        return False
    import ctypes
    from pathlib import Path

    return bool(ctypes.WinDLL("wer").WerAddExcludedApplication(Path(sys.executable).name, False) == 0)


def closed_to_others() -> bool:
    """Other programs of the same person may end this process and wait for it, and neither read it nor take it over."""
    if sys.platform != "win32":
        return False
    import ctypes

    advapi = ctypes.WinDLL("advapi32")
    kernel = ctypes.WinDLL("kernel32")
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    kernel.LocalFree.argtypes = (ctypes.c_void_p,)
    advapi.SetKernelObjectSecurity.argtypes = (ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p)
    descriptor = ctypes.c_void_p()
    revision, access_list = 1, 0x4
    made = advapi.ConvertStringSecurityDescriptorToSecurityDescriptorW(
        _ONLY_END_AND_WAIT, revision, ctypes.byref(descriptor), None
    )
    if not made:
        return False
    try:
        return bool(advapi.SetKernelObjectSecurity(kernel.GetCurrentProcess(), access_list, descriptor))
    finally:
        kernel.LocalFree(descriptor)


# SYNCHRONIZE, PROCESS_QUERY_LIMITED_INFORMATION and PROCESS_TERMINATE to the owner ("OW": not even the right to change
# this list); everything to the system.
_ONLY_END_AND_WAIT = "D:P(A;;0x00101001;;;OW)(A;;GA;;;SY)"

MEASURES: dict[str, tuple[tuple[str, Callable[[], bool]], ...]] = {
    "linux": (
        ("no core dump", no_core_dump),
        ("not dumpable, not traceable", not_dumpable),
    ),
    "win32": (
        ("no error box", no_error_box),
        ("no heap in error reports", no_heap_in_reports),
        ("no error reports", no_error_reports),
        ("closed to other programs", closed_to_others),
    ),
}
