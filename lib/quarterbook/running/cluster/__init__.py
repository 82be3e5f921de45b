"""Reports built by the workers of a dask.distributed scheduler; what goes there and comes back goes by its hash."""

from quarterbook.running.cluster.addresses import LOCAL, is_address, is_remote

__all__ = ["LOCAL", "is_address", "is_remote"]
