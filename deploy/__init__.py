"""Everything that runs Rellano: setting a machine up, starting its processes, checking the tree, the production shape.

Plain scripts of the standard library, so that they work before anything is installed; only `furnish` (inside
Django), `stack` (reads docker-compose.yml) and the configuration of gunicorn need the virtual environment.
The product never imports them.
"""
