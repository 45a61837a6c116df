"""The simulator in the browser and its HTTP interface: one ASGI process on the one engine.

:func:`saiken.app.server.create_app` puts it together. ``routes`` answer with the documents that the
command line prints; ``frame`` packs what the moving charts need into one binary message; what a
client may ask for is bounded in :class:`saiken.app.settings.Settings`. Nothing that a client sends
is written to disk or evaluated.
"""
