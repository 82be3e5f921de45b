"""How hypothesis runs here: on a busy machine slowness is no failure."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("quarterbook", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("quarterbook")
