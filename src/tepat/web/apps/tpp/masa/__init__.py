"""The pages of a month: readiness, runs, sheets and their steps."""
