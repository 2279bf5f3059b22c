"""Arithmetic of bounds against Python's fractions: random expressions, and for each result points inside the operands.

    python3 test_intervals.py INTERVALS [SEED]

Two ways to be wrong are looked for. A point of the operands whose result lies outside the bounds: they are too narrow. A single operation
whose bounds differ from the ones this file finds by its own rules: they are too wide, or an edge is open that is not."""

import random
import subprocess
import sys
from fractions import Fraction as F

ROUNDS = 4000
RELATIONS = ["=", ">=", ">", "<=", "<"]
DIVISION, OVERFLOW = 5, 6  # places in enum reason


class Bounds:
    def __init__(self, low, low_open, high, high_open):
        self.low, self.high = low, high
        self.low_open = low_open or low is None
        self.high_open = high_open or high is None

    def text(self):
        def edge(at):
            return "0 0" if at is None else f"{at.numerator} {at.denominator}"

        return f"{'(' if self.low_open else '['} {edge(self.low)} {edge(self.high)} {')' if self.high_open else ']'}"

    def key(self):
        return self.low, self.low_open, self.high, self.high_open

    def has(self, x):
        return ((self.low is None or self.low < x or (self.low == x and not self.low_open)) and
                (self.high is None or x < self.high or (self.high == x and not self.high_open)))

    def has_zero(self):
        return self.has(F(0))

    def point(self, rng):
        """Some point inside: an edge that belongs to it, or one between."""
        low = self.low if self.low is not None else (self.high if self.high is not None else F(0)) - rng.randint(1, 1000)
        high = self.high if self.high is not None else low + rng.randint(1, 1000)
        choices = [low + (high - low) * F(rng.randint(1, 99), 100)]
        if not self.low_open:
            choices.append(self.low)
        if not self.high_open:
            choices.append(self.high)
        return rng.choice(choices)


def random_bounds(rng):
    large = rng.random() < 0.25  # numbers at the end of 64 bits: their products need more than 128

    def number():
        if large:
            return F(rng.randint(-2**62, 2**62), rng.choice([1, 3, 10**9, rng.randint(1, 2**31)]))
        return F(rng.randint(-40, 40), rng.choice([1, 1, 1, 2, 3, 8, 10, 100]))

    low, high = sorted([number(), number()])
    kind = rng.random()
    if kind < 0.35 or low == high:
        return Bounds(low, False, low, False)
    return Bounds(low if kind < 0.85 else None, rng.random() < 0.5, high if not 0.7 < kind < 0.9 else None, rng.random() < 0.5)


def parse(line):
    words = line.split()
    if words[0] == "none":
        return int(words[1])

    def edge(num, den):
        return None if den == "0" else F(int(num), int(den))

    return Bounds(edge(words[1], words[2]), words[0] == "(", edge(words[3], words[4]), words[5] == ")")


# --- one operation, found by cutting each operand into pieces of one sign, where every operation is monotonous ---

def pieces(x):
    """Zero itself, what is below it and what is above it."""
    result = []
    if x.low is None or x.low < 0:
        below = x.high is not None and x.high < 0
        result.append(Bounds(x.low, x.low_open, x.high if below else F(0), x.high_open if below else True))
    if x.has_zero():
        result.append(Bounds(F(0), False, F(0), False))
    if x.high is None or x.high > 0:
        above = x.low is not None and x.low > 0
        result.append(Bounds(x.low if above else F(0), x.low_open if above else True, x.high, x.high_open))
    return result


def hull(parts):
    def least(edges):  # (at or None, open)
        if any(at is None for at, _ in edges):
            return None, True
        best = min(at for at, _ in edges)
        return best, all(is_open for at, is_open in edges if at == best)

    low = least([(p.low, p.low_open) for p in parts])
    high = least([(None if p.high is None else -p.high, p.high_open) for p in parts])
    return Bounds(low[0], low[1], None if high[0] is None else -high[0], high[1])


def negate(x):
    return Bounds(None if x.high is None else -x.high, x.high_open, None if x.low is None else -x.low, x.low_open)


def sign(x):
    return 0 if x.low == x.high == 0 else -1 if x.high is not None and x.high <= 0 else 1


def times_piece(x, y):
    if sign(x) == 0 or sign(y) == 0:
        return Bounds(F(0), False, F(0), False)
    if sign(x) < 0:
        return negate(times_piece(negate(x), y))
    if sign(y) < 0:
        return negate(times_piece(x, negate(y)))
    high = None if x.high is None or y.high is None else x.high * y.high
    return Bounds(x.low * y.low, x.low_open or y.low_open, high, x.high_open or y.high_open)


def inverse(y):
    if sign(y) < 0:
        return negate(inverse(negate(y)))
    return Bounds(F(0) if y.high is None else 1 / y.high, y.high_open, None if y.low == 0 else 1 / y.low, y.low_open)


def single(operator, x, y):
    if operator == "-":
        return single("+", x, negate(y))
    if operator == "+":
        low = None if x.low is None or y.low is None else x.low + y.low
        high = None if x.high is None or y.high is None else x.high + y.high
        return Bounds(low, x.low_open or y.low_open, high, x.high_open or y.high_open)
    if operator == "/":
        if y.has_zero() or len(pieces(y)) > 1:
            return DIVISION
        y = inverse(y)
    return hull([times_piece(a, b) for a in pieces(x) for b in pieces(y)])


def apply(operator, a, b):
    return a + b if operator == "+" else a - b if operator == "-" else a * b if operator == "*" else a / b


RELATION = {"=": lambda a, b: a == b, ">=": lambda a, b: a >= b, ">": lambda a, b: a > b, "<=": lambda a, b: a <= b,
            "<": lambda a, b: a < b}


def holding(relation, x, y):
    """By the bounds of x - y: all of them, some, none."""
    d = single("-", x, y)
    if relation == "=":
        if None not in (x.low, y.low) and x.low == x.high and y.low == y.high:
            return "holds" if x.low == y.low else "not"
        return "perhaps" if d.has_zero() else "not"
    if relation in ("<=", "<"):
        d = negate(d)
    above = d.high is None or d.high > 0 or (d.high == 0 and not d.high_open and relation in (">=", "<="))
    if not above:
        return "not"
    below = d.low is None or d.low < 0 or (d.low == 0 and not d.low_open and relation in (">", "<"))
    return "perhaps" if below else "holds"


def main():
    tool, seed = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1
    rng = random.Random(seed)
    lines, checks = [], []

    def ask(line, check):
        lines.append(line)
        checks.append(check)

    def check_single(operator, x, y):
        expected = single(operator, x, y)

        def check(got):
            same = got == expected if isinstance(expected, int) else isinstance(got, Bounds) and got.key() == expected.key()
            assert same, f"{x.text()} {operator} {y.text()}: {got if isinstance(got, int) else got.text()}"

        ask(f"{x.text()} {y.text()} {operator}", check)

    def check_chain(leaves, operators):
        points = [[leaf.point(rng) for leaf in leaves] for _ in range(8)]
        small = all(abs(edge) <= 40 for leaf in leaves for edge in (leaf.low, leaf.high) if edge is not None)

        def check(got):
            if isinstance(got, int):
                assert got == DIVISION or (got == OVERFLOW and not small), got
                return
            for row in points:
                try:
                    value = row[0]
                    for operator, operand in zip(operators, row[1:]):
                        value = apply(operator, value, operand)
                except ZeroDivisionError:
                    raise AssertionError("a division by 0 went unseen") from None
                assert got.has(value), (value, got.text(), [leaf.text() for leaf in leaves], operators)

        text = leaves[0].text() + "".join(f" {leaf.text()} {op}" for leaf, op in zip(leaves[1:], operators))
        ask(text, check)

    def check_relation(relation, x, y):
        expected = holding(relation, x, y)

        def check(words):
            words = words.split()
            assert words[0] == expected, (relation, x.text(), y.text(), words, expected)
            gaps = [g for g in ((x.low, y.high), (y.low, x.high)) if None not in g]
            distance = F(int(words[1]), int(words[2]))
            assert words[0] != "not" or distance in [abs(a - b) for a, b in gaps], (relation, x.text(), y.text(), words)

        check.raw = True
        ask(f"{x.text()} {y.text()} ?{relation}", check)

    for _ in range(ROUNDS):
        check_single(rng.choice("+-*/"), random_bounds(rng), random_bounds(rng))
        count = rng.randint(2, 5)
        check_chain([random_bounds(rng) for _ in range(count)], [rng.choice("+-*/") for _ in range(count - 1)])
        check_relation(rng.choice(RELATIONS), random_bounds(rng), random_bounds(rng))
    out = subprocess.run([tool], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(out) == len(checks), (len(out), len(checks))
    for line, check in zip(out, checks):
        check(line if hasattr(check, "raw") else parse(line))
    print(f"{len(checks)} checks")


if __name__ == "__main__":
    main()
