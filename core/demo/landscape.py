"""A made-up landscape: what covers every pixel today, and what covered it when the old map was made.

Classes are the leaves of the scheme basic6. Whole objects change between then and now: forest
blocks were cleared or planted, towns grew, lakes dried or were dammed, parcels changed their use.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .noise import Sites, rough, smooth, uniform

WATER, GRASS, FOREST, BARREN, INDUSTRIAL, RESIDENTIAL = 1, 2, 3, 4, 5, 6

_PARCELS, _BLOCKS, _STANDS = (15.0, 26.0), (6.0, 6.0), (26.0, 26.0)
_TOWNS, _LAKES, _FARMS = (150.0, 150.0), (190.0, 190.0), (30.0, 30.0)
_MAIN_TOWN, _MAIN_RADIUS = (-14.0, 17.0), 14.0


@dataclass(frozen=True)
class Land:
    """A window of the landscape; all arrays (rows, cols).

    Attributes:
        now: Class ids today, uint8.
        before: Class ids when the old map was made, uint8.
        parcel: Number of the field or town block a pixel lies in, int64, 0 on water; a whole one looks alike.
        flowing: Whether water here belongs to a river (not a lake).
        arable: Whether open land here is ploughed in some years (CORINE's arable land).
    """

    now: np.ndarray
    before: np.ndarray
    parcel: np.ndarray
    flowing: np.ndarray
    arable: np.ndarray


@dataclass(frozen=True)
class Landscape:
    """The landscape of one seed, without bounds; (0, 0) lies beside the river, near a town."""

    seed: int

    def look(self, rows: np.ndarray, cols: np.ndarray) -> Land:
        """The land at whole pixel positions `rows` × `cols`."""
        row, col = (a.astype(np.float32) for a in np.meshgrid(rows, cols, indexing="ij"))
        parcel, now, before = self._open_land(row, col)
        self._forest(rows, cols, row, col, parcel, now, before)
        self._lakes(rows, cols, row, col, now, before)
        self._farms(row, col, now, before)
        blocks = self._towns(rows, cols, row, col, now, before)
        flowing = self._rivers(rows, cols)
        now[flowing] = before[flowing] = WATER
        arable = smooth(self.seed + 90, 260, rows, cols) > 0.3
        parcel = np.where(now == WATER, 0, np.where(blocks >= 0, blocks, parcel))
        return Land(now, before, parcel, flowing, arable)

    def _open_land(self, row: np.ndarray, col: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Parcels of grass and bare soil, turned by an angle of the seed."""
        angle = np.pi * uniform(self.seed + 1, np.array(0), np.array(0))
        turned = row * np.cos(angle) - col * np.sin(angle), row * np.sin(angle) + col * np.cos(angle)
        i, j, _ = Sites(self.seed + 2, _PARCELS).nearest(*turned)
        kind = uniform(self.seed + 4, i, j)
        now = np.where(kind < 0.31, BARREN, np.where(kind > 0.955, FOREST, GRASS)).astype(np.uint8)
        changed = uniform(self.seed + 5, i, j) < 0.08
        before = np.where(changed, np.where(now == BARREN, GRASS, BARREN), now).astype(np.uint8)
        return _number(i, j), now, before

    def _forest(self, rows: np.ndarray, cols: np.ndarray, row: np.ndarray, col: np.ndarray,
                parcel: np.ndarray, now: np.ndarray, before: np.ndarray) -> None:  # fmt: skip
        ragged = 0.25 * (uniform(self.seed + 10, parcel, parcel) - 0.5)
        wooded = rough(self.seed + 11, 85, rows, cols, 5) + ragged > 0.4
        i, j, _ = Sites(self.seed + 20, _STANDS).nearest(row, col)
        fate = uniform(self.seed + 22, i, j)
        now[wooded & (fate >= 0.1)] = FOREST
        before[wooded & (fate < 0.92)] = FOREST
        now[wooded & (fate < 0.06)] = BARREN

    def _lakes(self, rows: np.ndarray, cols: np.ndarray, row: np.ndarray, col: np.ndarray,
               now: np.ndarray, before: np.ndarray) -> None:  # fmt: skip
        i, j, cells = Sites(self.seed + 30, _LAKES).nearest(row, col)
        radius = np.where(uniform(self.seed + 32, i, j) < 0.7, 7 + 18 * uniform(self.seed + 33, i, j), 0)
        shore = radius * (1 + 0.3 * rough(self.seed + 34, 24, rows, cols, 3))
        lake = (cells * _LAKES[0] < shore) & (radius > 0)
        fate = uniform(self.seed + 38, i, j)
        now[lake & (fate >= 0.25)] = WATER
        now[lake & (fate < 0.25)] = BARREN
        before[lake & (fate < 0.85)] = WATER

    def _farms(self, row: np.ndarray, col: np.ndarray, now: np.ndarray, before: np.ndarray) -> None:
        i, j, cells = Sites(self.seed + 40, _FARMS).nearest(row, col)
        fate = uniform(self.seed + 42, i, j)
        built = (cells * _FARMS[0] < 1 + 1.4 * uniform(self.seed + 43, i, j)) & (fate < 0.25)
        kind = np.where(fate < 0.04, INDUSTRIAL, RESIDENTIAL)
        now[built] = kind[built]
        there = built & (fate < 0.32)
        before[there] = kind[there]

    def _towns(self, rows: np.ndarray, cols: np.ndarray, row: np.ndarray, col: np.ndarray,
               now: np.ndarray, before: np.ndarray) -> np.ndarray:  # fmt: skip
        """Build the towns; return the number of the town block of each pixel, −1 outside."""
        sites = Sites(self.seed + 50, _TOWNS)
        i, j, _ = sites.nearest(row, col)
        at_row, at_col = sites.point(i, j)
        radius = np.where(uniform(self.seed + 52, i, j) < 0.7, 11 + 24 * uniform(self.seed + 53, i, j), 0)
        main = np.hypot(row - _MAIN_TOWN[0], col - _MAIN_TOWN[1]) < 2.2 * _MAIN_RADIUS
        at_row, at_col = np.where(main, _MAIN_TOWN[0], at_row), np.where(main, _MAIN_TOWN[1], at_col)
        radius = np.where(main, _MAIN_RADIUS, radius)
        down, right = row - at_row, col - at_col
        edge = radius * (1 + 0.22 * rough(self.seed + 54, 22, rows, cols, 3)) - np.hypot(down, right)
        block = Sites(self.seed + 60, _BLOCKS).nearest(row, col)[:2]
        kind = self._block_kinds(block, down, right, np.maximum(radius, 1), uniform(self.seed + 55, i, j))
        town = (edge > 0) & (radius > 0)
        now[town] = kind[town]
        growth = radius * (0.08 + 0.3 * uniform(self.seed + 56, i, j))
        old_town = town & (edge > growth)
        before[old_town] = kind[old_town]
        return np.where(town, 2**40 + _number(*block), -1)

    def _block_kinds(self, block: tuple[np.ndarray, np.ndarray], down: np.ndarray, right: np.ndarray,
                     radius: np.ndarray, turn: np.ndarray) -> np.ndarray:  # fmt: skip
        """Residential blocks with parks and building sites; industry on one side of the town."""
        angle = 2 * np.pi * turn
        aside = (down * np.sin(angle) + right * np.cos(angle)) / radius
        chance = uniform(self.seed + 62, *block)
        industry = chance < np.where(aside > 0.3, 0.8, 0.05)
        kind = np.where(industry, INDUSTRIAL, RESIDENTIAL)
        kind[chance > 0.96] = BARREN
        kind[(chance > 0.87) & (chance <= 0.96)] = GRASS
        return kind.astype(np.uint8)

    def _rivers(self, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
        """A river from north to south of 3 to 13 pixels' width, and a brook of about 2 that joins it."""
        bed = -9 + self._bend(70, rows, 55)
        width = 1.5 + 2.5 * (1 + np.tanh(smooth(self.seed + 75, 60, rows, np.zeros(1))[:, 0]))
        steep = np.sqrt(1 + np.gradient(bed) ** 2) if len(rows) > 1 else 1.0
        river = np.abs(cols[None, :] - bed[:, None]) < (width * steep)[:, None]
        course = 24 + self._bend(80, cols, 30)
        steep = np.sqrt(1 + np.gradient(course) ** 2) if len(cols) > 1 else np.ones(1)
        brook = np.abs(rows[:, None] - course[None, :]) < (0.95 * steep)[None, :]
        return np.asarray(river | (brook & (cols[None, :] > bed[:, None])))

    def _bend(self, offset: int, along: np.ndarray, swing: float) -> np.ndarray:
        """Sideways course of a river, 0 at position 0."""
        both = np.append(along, 0)
        course = np.zeros(len(both))
        for k, (wave, share) in enumerate(((190, 1.0), (70, 0.35), (26, 0.08))):
            course += share * smooth(self.seed + offset + k, wave, both, np.zeros(1))[:, 0]
        return swing * (course[:-1] - course[-1])


def _number(i: np.ndarray, j: np.ndarray) -> np.ndarray:
    """One whole number for a lattice cell."""
    return (i.astype(np.int64) + 2**18) * 2**20 + j + 2**18
