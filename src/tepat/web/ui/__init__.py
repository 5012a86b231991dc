"""The look of the web application: page frame, components, and the words money and dates are written in."""
