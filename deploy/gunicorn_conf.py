"""The web process. Threads, so that a few slow readers of a file hold up nobody when no nginx stands in front."""

import os
from pathlib import Path

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = True
timeout = 60
graceful_timeout = 20
keepalive = 5
max_requests = 10_000  # a slow leak never grows old
max_requests_jitter = 1_000
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - gunicorn's own heartbeat, in memory
loglevel = "warning"
# nginx is the only one that reaches this port in production; what it says of the client is read by the settings.
forwarded_allow_ips = "*"
control_socket_disable = True
