"""What the demo's owners agreed: a cover, its clauses, a fee, and how it rose with prices."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from owners.enums import Cover
from owners.rules.terms import months_after
from portal.demo.dice import throws

WORDS = {
    Cover.FULL: "Cubre las revisiones, la mano de obra a cualquier hora y las piezas que se gastan con el uso.",
    Cover.EXTENDED: "Cubre las revisiones, la mano de obra en horario de oficina y las piezas pequeñas.",
    Cover.BASIC: "Cubre las revisiones y los rescates. La mano de obra y las piezas de las averías se cobran aparte.",
}
CLAUSES = (
    ("3.1", "la revisión de cada mes", (Cover.FULL, Cover.EXTENDED, Cover.BASIC)),
    ("3.2", "los rescates, a cualquier hora", (Cover.FULL, Cover.EXTENDED, Cover.BASIC)),
    ("4.1", "mano de obra a cualquier hora", (Cover.FULL,)),
    ("4.2", "puertas y operador", (Cover.FULL, Cover.EXTENDED)),
    ("4.3", "cuadro de maniobra y motor", (Cover.FULL,)),
    ("6.1", "daños por mal uso o por agua", ()),
    ("6.3", "llaves y mandos", ()),
)
RISE = ("7.1", "la cuota se revisa cada 1 de enero con el IPC")
YEARS_RISES = {2024: Decimal("1.031"), 2025: Decimal("1.028"), 2026: Decimal("1.030"), 2027: Decimal("1.024")}
USUAL_RISE = Decimal("1.02")
YEARS_AGO = 3


@dataclass(frozen=True)
class Agreement:
    """A contract as the demo knows it."""

    number: str
    cover: Cover
    starts_on: date
    fee: Decimal  # of one lift, at the beginning
    account_last: str  # empty: paid by transfer

    @property
    def term_ends_on(self) -> date:
        """After its first year."""
        return months_after(self.starts_on, 12)

    def covers(self, clause: str) -> bool:
        """Whether the fee covers what a clause speaks of."""
        return any(number == clause and self.cover in covers for number, _words, covers in CLAUSES)

    def fees(self, lifts: int, until: date) -> list[tuple[date, Decimal, str]]:
        """Every price: from when, how much for so many lifts, and why."""
        fee, told = self.fee, [(self.starts_on, self.fee * lifts, "")]
        for year in range(self.starts_on.year + 1, until.year + 2):
            if date(year, 1, 1) > self.starts_on:
                rise = YEARS_RISES.get(year, USUAL_RISE)
                fee = (fee * rise).quantize(Decimal("0.01"))
                share = f"{(rise - 1) * 100:.1f}".replace(".", ",")
                told.append((date(year, 1, 1), fee * lifts, f"IPC, {share} %, cláusula {RISE[0]}"))
        return [one for one in told if one[0].year <= until.year]


def of(seed: int, nif: str, place: int, made_on: date) -> Agreement:
    """What an owner agreed; the first of all has everything covered and pays 90 € in 2026."""
    chance = throws(seed, f"contract {nif}")
    cover = chance.choices((Cover.FULL, Cover.EXTENDED, Cover.BASIC), weights=(4, 3, 3))[0] if place else Cover.FULL
    fee = {Cover.FULL: 92, Cover.EXTENDED: 78, Cover.BASIC: 61}[cover] + chance.randrange(-4, 9)
    by_debit = place == 0 or chance.random() < 0.8
    return Agreement(
        number=f"C-{1041 + place}",
        cover=cover,
        starts_on=date(made_on.year - YEARS_AGO, 1 + chance.randrange(12) if place else 3, 1),
        fee=Decimal(fee) if place else Decimal("82.44"),
        account_last=f"{chance.randrange(10_000):04d}" if place and by_debit else "4471" if by_debit else "",
    )
