<<<<<<< HEAD
"""The look of the web application: page frame, components, and the words money and dates are written in."""
=======
"""The look: frame, components, filters, and the vendored front end."""
>>>>>>> main
