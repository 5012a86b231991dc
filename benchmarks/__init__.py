"""How fast Tepat computes, and how exactly, beside two other ways of computing the same month."""
