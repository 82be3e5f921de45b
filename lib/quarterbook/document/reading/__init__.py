"""From an executed notebook, ours or anyone's, to blocks: the parts of the reader."""
