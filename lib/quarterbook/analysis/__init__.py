"""Pure functions: frames in, frames or figures out."""
