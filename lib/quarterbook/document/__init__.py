"""What a paper is made of, and the reader that takes it out of an executed notebook."""
