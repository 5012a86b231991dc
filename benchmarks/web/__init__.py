"""The web application with years of history: a month computed and stored, its pages, and many people at once."""
