"""From parameters to an executed notebook and the files of a built report."""
