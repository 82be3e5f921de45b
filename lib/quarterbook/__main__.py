"""`python -m quarterbook`."""

from quarterbook.cli import main

main()
