"""How the application is put together: settings, addresses, and the door for a web server."""
