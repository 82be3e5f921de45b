"""Committee packs: an agenda with its papers, for the public and for members."""
