"""The web application: records, imports, the month, and a page on which every employee sees why."""
