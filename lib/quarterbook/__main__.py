"""`python -m quarterbook`."""

from quarterbook.cli import main

# A worker process imports this module, too, and is not to build anything by it.
if __name__ == "__main__":
    main()
