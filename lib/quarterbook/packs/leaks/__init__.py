"""Whether what is not for publication is anywhere in the finished files of a public pack."""
