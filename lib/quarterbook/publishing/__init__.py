"""From built reports to what is read: index pages."""
