"""Charts: SVG whose title, alt text and table are made from the same figures as its marks.

Nothing is told by colour alone: each mark has its label or its shape, its pattern and its number.
"""

from quarterbook.document.charts import bars, series
from quarterbook.document.charts.bars import PATTERNS
from quarterbook.document.charts.before_after import values
from quarterbook.document.charts.by_answer import recommendations
from quarterbook.document.charts.by_group import people
from quarterbook.document.charts.by_offer import offers
from quarterbook.document.charts.by_phase import phases
from quarterbook.document.charts.by_rating import UNRATED_COLOUR, ratings
from quarterbook.document.charts.by_status import statuses
from quarterbook.document.charts.by_theme import themes
from quarterbook.document.charts.canvas import INK

__all__ = [
    "INK",
    "PATTERNS",
    "UNRATED_COLOUR",
    "bars",
    "offers",
    "people",
    "phases",
    "ratings",
    "recommendations",
    "series",
    "statuses",
    "themes",
    "values",
]
