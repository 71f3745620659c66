"""How does the search grow with the register? Run: python -m tests.bench.search [records]

Prints the time of a search as a ratio to a scan of the same text with LIKE, so that figures of two machines can
be compared. Nothing is asserted.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.common.search import create_sql, find, index
from tests.common.test_search import encrypted

FAMILIES = "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Mai"
GIVEN = "An Ánh Bình Châu Chi Dũng Đức Giang Hà Hoa Hòa Hóa Hương Khánh Lan Linh Mai Minh Nam Nga Sơn Tâm"
CONTENT = (
    "phản ánh cơ sở karaoke hoạt động quá giờ quy định gây ồn ào mất trật tự đề nghị kiểm tra xác minh xử lý nghiêm "
    "nhà nghỉ quán cà phê thôn xóm buổi tối nhiều người ra vào bảo vệ trẻ em hỗ trợ khẩn cấp giữ bí mật danh tính"
)
QUERIES = ("n", "nguyen", "nguyen hoa", "Hòa", "lý hòa 00123", "00123/TB", "karaoke tre em", "zzz")


def milliseconds(work: Callable[[], object]) -> float:
    """The median of seven runs."""
    taken = []
    for _ in range(7):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


def main(records: int) -> None:
    """Fill a compartment and search it."""
    chosen, content = random.Random(1), CONTENT.split()
    with tempfile.TemporaryDirectory() as folder:
        engine = encrypted(Path(folder))
        with Session(engine) as db:
            for statement in create_sql("police"):
                db.execute(text(statement))
            began = time.perf_counter()
            for number in range(records):
                name = f"{chosen.choice(FAMILIES.split())} Thị {chosen.choice(GIVEN.split())}"
                told = " ".join(chosen.choices(content, k=40))
                index(db, "police", "reports", number, f"{number:05}/TB", f"{name} {told}")
            db.commit()
            filled = (time.perf_counter() - began) / records * 1000
            size = (Path(folder) / "police.db").stat().st_size / records
            print(f"{records} records: {filled:.2f} ms and {size:.0f} bytes each to index")
            like = text("SELECT count(*) FROM police.search_rows WHERE original LIKE '%karaoke%'")
            scan = milliseconds(lambda: db.execute(like).all())
            print(f"{'LIKE scan':>16}  {scan:7.1f} ms  1.00")
            for query in QUERIES:
                taken = milliseconds(lambda query=query: find(db, "police", query, 50))  # type: ignore[misc]
                print(f"{query:>16}  {taken:7.1f} ms  {taken / scan:.2f}")
        engine.dispose()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
