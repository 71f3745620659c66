"""How did the register of the demo's commune come about? Premises of every kind, with a past; all invented.

The acts of a year run in the order of time through the services of every day, in one transaction for speed. The same
seed gives the same register.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from app.common.dates import OFFICE_ZONE
from app.common.one_transaction import OneTransaction
from app.registry.demo_people import person, phone
from app.registry.establishments import queries, services, services_merging, services_proposals
from app.registry.establishments.terms import CountSource, ProposalKind
from app.registry.establishments.values import Counts, Entry
from app.vault.compartments import Compartment
from app.vault.session import Session

# How many of each type are in use, and what such premises are called.
TYPES: tuple[tuple[str, int, str], ...] = (
    ("guest_house", 14, "Nhà nghỉ {}"),
    ("hotel", 4, "Khách sạn {}"),
    ("rented_apartment", 5, "Căn hộ cho thuê {}"),
    ("karaoke", 10, "Karaoke {}"),
    ("massage", 7, "Xoa bóp {}"),
    ("cafe", 10, "Cà phê {}"),
    ("hairdresser", 7, "Gội đầu {}"),
    ("bar", 2, "Bar {}"),
    ("other", 1, "Dịch vụ {}"),
)
WORDS = (
    "Hương Sen", "Ánh Dương", "Sao Mai", "Bình Minh", "Hoàng Hôn", "Thanh Trà", "Hải Âu", "Mây Hồng", "Gió Biển",
    "Cây Bàng", "Hoa Sữa", "Phù Sa", "Lam Giang", "Trúc Xanh", "Bằng Lăng", "Ngọc Lan", "Cánh Buồm", "Đồng Xanh",
    "Vườn Nhãn", "Bến Nước", "Thu Vàng", "Hạ Long Nhỏ", "Sóng Vỗ", "Trăng Rằm",
)  # fmt: skip
FORMER = ("Hoa Ban", "Sao Đêm", "Thảo Nguyên", "Biển Nhớ", "Phượng Đỏ")
STREETS = ("đường trục xã", "đường liên thôn", "ven quốc lộ", "khu chợ", "ngõ")
# Types for which the law asks for a certificate of security and order.
CERTIFIED = frozenset({"guest_house", "hotel", "rented_apartment", "karaoke", "massage", "bar"})

# So many days ago the office began to keep the register with the app.
BEGAN = 220


@dataclass
class _Told:
    """One of the premises of the story."""

    entry: Entry
    id: int = 0


Act = Callable[[Session], object]


def fill(session: Session, seed: int, villages: Sequence[int]) -> None:
    """The register and its last months. The session is a lead's of the police."""
    now = datetime.combine(session.today(), time(9), tzinfo=OFFICE_ZONE).astimezone(UTC) - timedelta(days=1)
    story = _Story(seed, session.today(), villages)
    acts = sorted(story.acts, key=lambda act: act[0], reverse=True)  # days before today, the earliest first
    with session.work(Compartment.REGISTRY) as work:
        inside = OneTransaction(session, work.db)
        for days_ago, act in acts:
            with session.at(now - timedelta(days=days_ago)):
                act(inside)


class _Story:
    """What happened, as acts so many days before today."""

    def __init__(self, seed: int, today: date, villages: Sequence[int]) -> None:
        self.today, self.villages = today, villages
        self.acts: list[tuple[int, Act]] = []
        self.premises = self._premises(seed)
        for index, told in enumerate(self.premises):
            self._add(random.Random(f"establishment {seed} {index}"), index, told)
        self._changes(random.Random(f"changes {seed}"))
        self._gone(random.Random(f"gone {seed}"))

    def _premises(self, seed: int) -> list[_Told]:
        chance = random.Random(f"registry {seed}")
        found = []
        for type_code, count, pattern in TYPES:
            for word in chance.sample(WORDS, count):
                street = chance.choice(STREETS)
                address = f"Số {chance.randrange(1, 180)}, {street}"
                village = chance.choice(self.villages)
                found.append(
                    _Told(Entry(pattern.format(word), type_code, village, address, "", person(chance), phone(chance)))
                )
        return found

    def _add(self, chance: random.Random, index: int, told: _Told) -> None:
        late = index % 15 == 14  # a few opened since the register is kept
        days_ago = BEGAN - 130 - index if late else BEGAN
        opened = self._ago(days_ago if late else chance.randrange(240, 5000))
        told.entry = self._with_papers(chance, index, told.entry, opened, days_ago)
        self.acts.append((days_ago, lambda session: self._added(session, told)))
        if index % 10 == 9:
            return  # nobody has counted there yet
        total = chance.randrange(1, 4) if told.entry.type_code in ("cafe", "hairdresser") else chance.randrange(2, 14)
        for moment, source in ((days_ago - 1, CountSource.OWNER), (chance.randrange(8, 80), CountSource.OWNER)):
            if moment < days_ago and (source is CountSource.OWNER or index % 3):
                total = max(1, total + chance.randrange(-2, 3))
                counts = self._counted(chance, self._ago(moment), total)
                self.acts.append((moment, lambda session, c=counts: services.set_count(session, told.id, c)))  # type: ignore[misc]

    def _added(self, session: Session, told: _Told) -> None:
        told.id = services.add_establishment(session, told.entry).establishment_id

    def _ago(self, days: int) -> date:
        return self.today - timedelta(days=days + 1)

    def _with_papers(self, chance: random.Random, index: int, entry: Entry, opened: date, days_ago: int) -> Entry:
        certified = entry.type_code in CERTIFIED
        issued = max(opened, self._ago(days_ago + chance.randrange(30, 900)))
        ends = self.today + timedelta(days=self._end(chance, index))
        owner = entry.responsible if chance.random() < 0.6 else person(chance)
        year = f"{opened.year % 100:02d}"
        return Entry(
            **{
                **vars(entry),
                "owner": owner,
                "licence_number": f"02{year}-{chance.randrange(100, 999)}/HKD",
                "licence_issued_on": min(opened, self._ago(days_ago)),
                "licence_expires_on": ends if certified and index % 2 else None,
                "cert_number": f"{chance.randrange(10, 400)}/GCN-ANTT" if certified else "",
                "cert_issued_on": min(issued, self._ago(days_ago)) if certified else None,
                "cert_expires_on": (ends if not index % 2 else ends + timedelta(days=200)) if certified else None,
                "opened_on": opened if index % 12 else None,
            }
        )

    def _end(self, chance: random.Random, index: int) -> int:
        """So many days from today until a paper ends: some have ended, some end soon."""
        if index % 9 == 4:
            return -chance.randrange(5, 200)
        if index % 9 == 7:
            return chance.randrange(6, 55)
        return chance.randrange(90, 1200)

    def _counted(self, chance: random.Random, day: date, total: int) -> Counts:
        known = chance.random() < 0.8
        return Counts(
            day,
            total,
            women=chance.randint(total // 3, total),
            from_elsewhere=chance.randint(0, total) if known else None,
            with_contract=chance.randint(0, total) if known else None,
            residence_declared=chance.randint(total // 2, total) if known else None,
        )

    # --- what changed ------------------------------------------------------------------------------------

    def _changes(self, chance: random.Random) -> None:
        kinds = ("name", "owner", "address", "owner", "name", "responsible", "owner", "name")
        for number, kind in enumerate(kinds):
            told = self.premises[3 + number * 7]
            moment = chance.randrange(20, 80)
            value = {
                "name": told.entry.name.rsplit(" ", 2)[0] + " " + FORMER[number % len(FORMER)],
                "address": f"Số {chance.randrange(1, 180)}, {chance.choice(STREETS)}",
            }.get(kind, "") or person(chance)
            if kind == "name":  # it is told from its end: the present name is the one that reports know
                present, told.entry = told.entry.name, Entry(**{**vars(told.entry), "name": value})
                value = present
            self.acts.append((moment, self._change(told, {kind: value}, self._ago(moment + chance.randrange(0, 20)))))
        for number, reason in enumerate(("Tạm ngừng để sửa chữa.", "Tạm ngừng theo đề nghị của chủ cơ sở.")):
            moment = 30 + number * 25
            told = self.premises[8 + number * 20]
            self.acts.append((moment, self._step(told, "suspend", self._ago(moment), reason)))
        again = self.premises[50]
        self.acts.append((120, self._step(again, "suspend", self._ago(120), "Tạm ngừng để sửa chữa.")))
        self.acts.append((75, self._step(again, "reopen", self._ago(76), "Đã sửa chữa xong, hoạt động trở lại.")))

    def _change(self, told: _Told, changes: dict[str, str], since: date) -> Act:
        def act(session: Session) -> None:
            version = services.open_establishment(session, told.id).version
            services.change_establishment(session, told.id, version, changes, since, "Theo giấy tờ cơ sở xuất trình.")

        return act

    def _step(self, told: _Told, step: str, since: date, reason: str) -> Act:
        return lambda session: services.take_step(session, told.id, step, since, reason)

    def _gone(self, chance: random.Random) -> None:
        """Beside those in use: some that closed, and two rows that were found to be the same premises as others."""
        used = {told.entry.name for told in self.premises}
        patterns = {type_code: pattern for type_code, _, pattern in TYPES}
        for number, type_code in enumerate(("karaoke", "guest_house", "massage")):
            free = [word for word in WORDS if patterns[type_code].format(word) not in used]
            opened, closed = self._ago(chance.randrange(600, 3000)), 40 + number * 45
            entry = Entry(
                patterns[type_code].format(free[number]),
                type_code,
                chance.choice(self.villages),
                f"Số {chance.randrange(1, 180)}, {chance.choice(STREETS)}",
                person(chance),
                person(chance),
                phone(chance),
                opened_on=opened,
            )
            told = _Told(entry)
            self.acts.append((BEGAN, lambda session, told=told: self._added(session, told)))  # type: ignore[misc]
            self.acts.append((closed, self._step(told, "close", self._ago(closed + 3), "Chủ cơ sở trả giấy phép.")))
        for place in (5, 26):
            twin, same = self.premises[place], self.premises[place].entry
            entry = Entry(same.name.upper(), same.type_code, same.village_id, same.address, phone=same.phone)
            told = _Told(entry)
            self.acts.append((BEGAN - 60, lambda session, told=told: self._added(session, told)))  # type: ignore[misc]
            self.acts.append((BEGAN - 90, self._merge(twin, told)))

    def _merge(self, stays: _Told, twin: _Told) -> Act:
        reason = "Nhập trùng cùng một cơ sở."
        return lambda session: services_merging.merge_duplicate(session, stays.id, twin.id, reason)


# --- what other units propose ----------------------------------------------------------------------------


def propose(session: Session, seed: int) -> None:
    """Proposals of another unit. The session is an officer's or a lead's of it."""
    chance = random.Random(f"proposals {seed}")
    with session.read() as db:
        known = queries.active_on(db, session.today())
    for pattern, type_code in (("Cà phê {}", "cafe"), ("Nhà nghỉ {}", "guest_house"), ("Gội đầu {}", "hairdresser")):
        taken = {each.name for each in known}
        name = next(pattern.format(word) for word in (*WORDS, *FORMER) if pattern.format(word) not in taken)
        address = f"Số {chance.randrange(1, 180)}, {chance.choice(STREETS)}"
        entry = Entry(name, type_code, known[0].village_id, address, person(chance))
        services_proposals.propose_establishment(session, entry, "Cơ sở mới mở, gặp khi đi truyền thông.")
    changed, closed = known[11], known[17]
    services_proposals.propose_change(session, changed.id, {"phone": phone(chance)}, None, "Chủ cơ sở báo số mới.")
    services_proposals.propose_close(session, closed.id, session.today(), "Cơ sở treo biển nghỉ, đã dọn đi.")


def decide(session: Session) -> None:
    """The police decline one of the new premises; the others wait. The session is a lead's of the police."""
    new = [each for each in queries.open_proposals(session) if each.kind is ProposalKind.NEW]
    services_proposals.decline_proposal(session, new[0].id, "Không phải cơ sở kinh doanh dịch vụ.")
