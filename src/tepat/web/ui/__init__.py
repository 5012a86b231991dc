"""The look: frame, components, filters, and the vendored front end."""
