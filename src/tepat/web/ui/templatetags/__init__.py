"""Filters and component tags of the templates."""
