"""The regulations in plain language, word for word, and who has read them."""
