"""A programme of projects: where each stands, what moved, what it costs, what came of it and what a claim needs."""
