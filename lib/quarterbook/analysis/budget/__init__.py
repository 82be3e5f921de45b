"""The money of a council: savings, revenue, capital financing, reserves; and the sentences they make."""
