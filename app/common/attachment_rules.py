"""Which files may be kept with a record, and under which name? Two tables: endings, and what contents begin with.

A file comes from people who are not trusted: its name may be written so that it reads as another, and its ending says
nothing of its content. Programs are refused, names are cleaned, and whatever was changed or looks wrong is said.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from app.common.i18n import N_
from app.common.text import nfc
from app.vault.errors import Invalid


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What Windows or Linux starts, installs or follows at a double click (as mail services block it, and scripts).
PROGRAMS = _words(
    """
    ade adp apk app appimage application appref-ms appx appxbundle bash bat cab chm cmd com command cpl crt csh deb
    desktop diagcab diagcfg diagpkg dll dmg ex ex_ exe fish gadget grp hlp hta img inf ins iso isp its jar jnlp job js
    jse ksh lib library-ms lnk mad maf mag mam maq mar mas mat mau mav maw mcf mda mdb mde mdt mdw mdz msc msh msh1
    msh1xml msh2 msh2xml mshxml msi msix msixbundle msp mst msu nsh ocx ops osd pcd phar pif pkg pl plg prf prg
    printerexport ps1 ps1xml ps2 ps2xml psc1 psc2 psd1 psdm1 psm1 py pyc pyo pyw pyz pyzw rb reg rpm run scf scr
    sct search-ms service settingcontent-ms sh shb shs so sys theme themepack url vb vbe vbp vbs vhd vhdx vsmacros vsw
    vxd webpnp website workflow ws wsb wsc wsf wsh xbap xll xnk zsh
    """
)
# Office files that exist to carry macros; others are told by their content.
MACROS = _words("docm dotm xlsm xltm xlam xla pptm potm ppam ppsm ppa sldm wll")
# Names of devices: Windows opens the device, whatever ending follows.
DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$", "clock$"]
    + [f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"]
)
# Of every kind of sign these cannot be seen, turn the direction of writing, or stand for nothing.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]')
_LONGEST, _LONGEST_BYTES = 180, 240  # the column has 200 letters, a Linux folder 255 bytes a name

RENAMED = N_("The file is kept as “{name}”: its own name had hidden or forbidden signs.")
MISNAMED = N_("The content of “{name}” is not of the kind that its ending says. Look at it with care.")
RENAMED_AND_MISNAMED = N_(
    "The file is kept as “{name}”: its own name had hidden or forbidden signs. Its content is not of the kind that its"
    " ending says. Look at it with care."
)


# --- names ------------------------------------------------------------------------------------------------


def safe_name(name: str) -> str:
    """The name without folders, hidden signs, signs that no file system takes, outer dots and blanks; never empty."""
    plain = nfc(name).replace("\\", "/").rpartition("/")[2]
    plain = "".join(" " if sign.isspace() else sign for sign in plain if unicodedata.category(sign) not in _UNSEEN)
    plain = _NOT_IN_NAMES.sub("_", plain).strip(". ")
    if plain.partition(".")[0].strip().lower() in DEVICES:
        plain = f"_{plain}"
    return _shortened(plain) or "_"


def ending(name: str) -> str:
    """The ending that a computer goes by, in small letters; empty where there is none."""
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


def _shortened(name: str) -> str:
    """A name that fits, its ending kept."""
    stem, dot, last = name.rpartition(".")
    if not stem or len(last) > 20:
        stem, dot, last = name, "", ""
    while stem and (len(stem + dot + last) > _LONGEST or len((stem + dot + last).encode()) > _LONGEST_BYTES):
        stem = stem[:-1]
    return stem.rstrip(". ") + dot + last


def outward_name(name: str) -> str:
    """The name under which a kept file leaves the vault: safe, and one that no double click starts.

    A file may have been kept before programs were refused: it leaves with an ending that starts nothing.
    """
    plain = safe_name(name)
    return f"{plain}.txt" if ending(plain) in PROGRAMS | MACROS else plain


# --- contents ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is told by its content, with the endings that it may have."""

    media_type: str
    endings: frozenset[str]
    fits: Callable[[bytes], bool]


def _begins(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(starts)


def _kind(media_type: str, endings: str, fits: Callable[[bytes], bool]) -> Kind:
    return Kind(media_type, _words(endings), fits)


def _archive(part: bytes) -> Callable[[bytes], bool]:
    """An archive with a part of that name: names are not packed."""
    return lambda data: data.startswith(b"PK\3\4") and part in data


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
KINDS = (
    _kind("image/jpeg", "jpg jpeg jpe jfif", _begins(b"\xff\xd8")),
    _kind("image/png", "png", _begins(b"\x89PNG\r\n\x1a\n")),
    _kind("image/gif", "gif", _begins(b"GIF87a", b"GIF89a")),
    _kind("image/bmp", "bmp dib", lambda data: data[:2] == b"BM" and data[6:10] == bytes(4)),
    _kind("image/webp", "webp", lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP"),
    _kind("image/tiff", "tif tiff", _begins(b"II*\0", b"MM\0*")),
    _kind("image/heic", "heic heif", lambda data: data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1")),
    _kind("application/pdf", "pdf", _begins(b"%PDF-")),
    _kind("application/rtf", "rtf doc", _begins(b"{\\rtf")),
    _kind("application/x-ole-storage", "doc xls ppt dot xlt msg", _begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
    _kind(f"{_OFFICE}wordprocessingml.document", "docx dotx", _archive(b"word/document.xml")),
    _kind(f"{_OFFICE}spreadsheetml.sheet", "xlsx xltx xlsb", _archive(b"xl/workbook.")),
    _kind(f"{_OFFICE}presentationml.presentation", "pptx potx ppsx", _archive(b"ppt/presentation.xml")),
    _kind(f"{_OPEN}text", "odt ott", _archive(f"{_OPEN}text".encode())),
    _kind(f"{_OPEN}spreadsheet", "ods ots", _archive(f"{_OPEN}spreadsheet".encode())),
    _kind("application/zip", "zip", _begins(b"PK\3\4", b"PK\5\6")),
    _kind("application/vnd.rar", "rar", _begins(b"Rar!\x1a\x07")),
    _kind("application/x-7z-compressed", "7z", _begins(b"7z\xbc\xaf\x27\x1c")),
    _kind("video/mp4", "mp4 m4v m4a mov 3gp", lambda data: data[4:8] == b"ftyp"),
    _kind("audio/wav", "wav", lambda data: data[:4] == b"RIFF" and data[8:12] == b"WAVE"),
)
_TOLD_BY_CONTENT = frozenset().union(*(kind.endings for kind in KINDS))

_INSTALLER = bytes.fromhex("84100c0000000000c000000000000046")  # the class of an .msi, in its first folder
_STARTED: tuple[Callable[[bytes], bool], ...] = (
    lambda data: data[:2] == b"MZ" and b"\0" in data[:64],  # Windows, DOS
    _begins(b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe"),  # Linux, Java, macOS
    _begins(b"\x4c\0\0\0\x01\x14\x02\0"),  # a shortcut
    _begins(b"#!"),
    lambda data: data.startswith(b"\xd0\xcf\x11\xe0") and _INSTALLER in data,
)
_MACRO_PARTS = (b"vbaProject.bin", "_VBA_PROJECT".encode("utf-16-le"), b"xl/macrosheets/")


def kind_of(data: bytes) -> Kind | None:
    """What the content is, or None where it begins like nothing that is known."""
    return next((kind for kind in KINDS if kind.fits(data)), None)


def is_misnamed(name: str, data: bytes) -> bool:
    """Whether content and ending say different things; a kind that is not told by its content says nothing."""
    said, found = ending(name), kind_of(data)
    if found is None:
        return said in _TOLD_BY_CONTENT
    return said not in found.endings and (said in _TOLD_BY_CONTENT or found.media_type.startswith("image/"))


# --- both ---------------------------------------------------------------------------------------------------


def why_not(name: str, data: bytes) -> Invalid | None:
    """Why this file is not kept at all, or None. `data` may be its beginning: macros are found in the whole only."""
    plain = safe_name(name)
    if ending(plain) in PROGRAMS:
        return Invalid(
            N_(
                "“{name}” ends like a program (.{ending}), which may do harm when it is opened. It was not attached."
                " If it is evidence, keep it on a medium of its own and note in the record where that is."
            ),
            name=plain,
            ending=ending(plain),
        )
    if any(starts(data) for starts in _STARTED):
        return Invalid(
            N_(
                "“{name}” is a program, whatever its name says. It was not attached. If it is evidence, keep it on a"
                " medium of its own and note in the record where that is."
            ),
            name=plain,
        )
    if ending(plain) in MACROS or _carries_macros(data):
        return Invalid(
            N_(
                "“{name}” carries macros, which may do harm when it is opened. It was not attached. Save it without"
                " macros (.docx, .xlsx) or as PDF, and attach that."
            ),
            name=plain,
        )
    return None


def _carries_macros(data: bytes) -> bool:
    return data.startswith((b"PK", b"\xd0\xcf\x11\xe0")) and any(part in data for part in _MACRO_PARTS)
