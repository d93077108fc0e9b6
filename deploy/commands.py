"""The three processes of the house, started alike everywhere; docker-compose.yml has the same words (a test compares).

What differs between a laptop and production is the environment: HOST and PORT, DATABASE_URL, REDIS_URL.
"""

WEB = ["python", "-m", "gunicorn", "portal.wsgi", "--config", "deploy/gunicorn_conf.py"]
# Prefork with two: one may draw a PDF or wait for a mail server while the other goes on with what is short.
WORKER = ["python", "-m", "celery", "-q", "-A", "portal", "worker", "--concurrency", "2", "--loglevel", "WARNING"]
BEAT = ["python", "-m", "celery", "-q", "-A", "portal", "beat", "--loglevel", "WARNING"]
