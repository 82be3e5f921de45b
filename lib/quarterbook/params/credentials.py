"""What no quarter file may hold: a password. None is ever shown, so what is refused is not quoted."""

from __future__ import annotations

import re

PASSWORD = "QUARTERBOOK_DATABASE_PASSWORD"
REFUSED = (
    "a password stands in the address of a database. Take it out: credentials come from the environment, as "
    f"{PASSWORD}, or as the driver's own (PGPASSWORD, ~/.pgpass)."
)
# To the last @, since a password may hold one that nobody escaped; and what PostgreSQL takes after the ?.
_PASSWORD = re.compile(r"://.*:.*@|[?&\s]\s*\w*password\s*=|^\s*password\s*=", re.IGNORECASE | re.DOTALL)


def has_password(address: str) -> bool:
    """Whether a password stands in an address.

    >>> has_password("postgresql://ann:secret@db.example/x"), has_password("postgresql://ann@db.example:5432/x")
    (True, False)
    """
    return bool(_PASSWORD.search(address))
