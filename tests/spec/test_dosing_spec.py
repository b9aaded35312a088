"""What is read of a treatment's text, as tables: a record's words on the left, the value on the right."""

from __future__ import annotations

import pytest
from tests.fixtures.tables import rows
from tests.unit.plain.made import treated

from trialogue.plain.amounts import amounts
from trialogue.plain.dosing import dosing
from trialogue.plain.durations import lengths
from trialogue.plain.rhythms import rhythms
from trialogue.plain.routes import routes

LENGTHS = """
text                                     | read
for 12 weeks                             | 12 weeks
a 52-week period                         | 52 weeks
over six months                          | 6 months
4 to 6 weeks                             | 4 to 6 weeks
4±2 months                               | 2 to 6 months
2years                                   | 2 years
adults 18 years old                      | -
aged 65 years of age                     | -
week 12                                  | -
"""

RHYTHMS = """
text                                     | read
every 3 months                           | every 3 months
once every 3 weeks                       | every 3 weeks
every other week                         | every 2 weeks
every 2-4 weeks                          | every 2 to 4 weeks
twice daily                              | twice a day
three times a week                       | 3 times a week
3 sessions/ week                         | 3 times a week
Q3W                                      | every 3 weeks
20 mg BID                                | twice a day
injections three months apart            | every 3 months
at intervals of 4 weeks                  | every 4 weeks
biweekly                                 | -
three weekly CAR T cell infusions        | once a week
docetaxel 3-weekly                       | every 3 weeks
three weekly sessions                    | -
3 times weekly                           | 3 times a week
two daily doses                          | twice a day
3-5days between two treatments           | every 3 to 5 days
"""

AMOUNTS = """
text                                     | read
5 x 10^7 cells                           | 5×10⁷ cells
1×10⁸ MSCs                               | 1×10⁸ cells
1 x 106 cells/kg                         | 1×10⁶ cells per kg of body weight
2 x 10(9) CFU                            | 2×10⁹ CFU
10-100 million aaMSCs                    | 1×10⁷ to 1×10⁸ cells
0.7mg/kg                                 | 0.7 mg per kg of body weight
1,750 mg                                 | 1,750 mg
400 µg                                   | 400 µg
5-10 mL                                  | 5 to 10 mL
75 mg/m2                                 | 75 mg per m² of body surface
1L treatment                             | -
L4 vertebra                              | -
"""

ROUTES = """
text                                     | read
administered intrathecally               | intrathecal
by IV infusion                           | intravenous
patients with stage IV cancer            | -
weekly SC injections                     | subcutaneous
one tablet                               | by mouth
oral food challenge                      | -
5 applications in nasal spray            | nasal
a 20 G IV catheter                       | -
"""


@pytest.mark.parametrize("row", rows(LENGTHS), ids=lambda row: row["text"])
def test_lengths(row: dict[str, str]) -> None:
    assert "; ".join(length.words for _, length in lengths(row["text"])) == _said(row)


@pytest.mark.parametrize("row", rows(RHYTHMS), ids=lambda row: row["text"])
def test_rhythms(row: dict[str, str]) -> None:
    assert "; ".join(rhythm.words for _, rhythm in rhythms(row["text"])) == _said(row)


@pytest.mark.parametrize("row", rows(AMOUNTS), ids=lambda row: row["text"])
def test_amounts(row: dict[str, str]) -> None:
    assert "; ".join(amount.words for _, amount in amounts(row["text"])) == _said(row)


@pytest.mark.parametrize("row", rows(ROUTES), ids=lambda row: row["text"])
def test_routes(row: dict[str, str]) -> None:
    assert "; ".join(dict.fromkeys(route for _, route in routes(row["text"]))) == _said(row)


NUMBERS = """
text                                                       | number
Patients get 4 intrathecal injections.                     | 4 injections
Given every 3 months for a total of 4 injections.          | 4 injections
Eight (8) acupuncture treatment sessions over 4 weeks.     | 8 treatment sessions
A single dose is given by injection.                       | 1 dose
For up to 6 cycles.                                        | up to 6 cycles
Three sessions a week, given for 4 weeks.                  | -
There are 5 dose levels of 10 mg.                          | -
Lidocaine 15 minutes before each application, 2 mg.        | -
"""


@pytest.mark.parametrize("row", rows(NUMBERS), ids=lambda row: row["text"])
def test_numbers(row: dict[str, str]) -> None:
    plans = dosing(treated(row["text"]))
    found = [plan.number.value.words for plan in plans if plan.number]
    assert "; ".join(found) == ("" if row["number"] in {"", "-"} else row["number"])


def _said(row: dict[str, str]) -> str:
    return "" if row["read"] in {"", "-"} else row["read"]
