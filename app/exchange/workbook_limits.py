"""How large may a register from outside be? The reader refuses more, and the app believes no more."""

MIB = 1024 * 1024

FILE = 50 * MIB
UNPACKED = 250 * MIB  # 20,000 rows of 14 columns unpack to about 15 MB
ENTRIES = 5_000  # parts of the archive
RATIO, RATIO_FROM = 300, 10 * MIB  # formatted rows pack 1 : 40, a bomb 1 : 1,000
SHEETS = 200
COLUMNS = 256  # as many as Excel 2003 had; a printed register has 60 at most
CELLS = 2_000_000  # 130,000 rows of 15 columns, in all sheets together
MERGED = 100_000
TEXT = 32_767  # what Excel lets a cell hold
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
