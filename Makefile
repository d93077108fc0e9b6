# Two commands are enough: `make run` and `make test`. PORT=, HOST=, RELLANO_DATA= and PYTHON= are honoured.
PYTHON ?= python3
PY := .venv/bin/python
# Tables are made from the models here; the journeys and test-services make them from the migrations.
NO_SERVERS := -n 2 --dist loadgroup --no-migrations -m "not browser and not services"

.DEFAULT_GOAL := help
.PHONY: help run test check test-services prove-postgresql prove-thread prove-delivery prove-offline prove-pages prove-api prove-sabotage test-browser bench stack lock setup messages documents
MAKEFLAGS += --no-print-directory

help: ## what there is
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

run: ## set up, start Rellano with its demo, print its address; Ctrl-C stops it
	@$(PYTHON) -m deploy.run

setup:
	@$(PYTHON) -m deploy.prepare --dev

test: setup ## everything that needs no browser and no server
	@$(PY) -m pytest $(NO_SERVERS)

check: setup ## format, lint, types, import contracts, templates, migrations, check --deploy
	@$(PY) -m deploy.check

test-services: setup ## the same suite on a throw-away PostgreSQL and Redis
	@$(PY) -m deploy.services -- $(PY) -m pytest -n 2 --dist loadgroup -m "not browser"

prove-postgresql: setup ## the whole suite on PostgreSQL, every page too (a quarter of an hour)
	@EVERY_PAGE=1 $(PY) -m deploy.services -- $(PY) -m pytest -n 2 --dist loadgroup -m "not browser"

prove-thread: setup ## kill workers at random, on SQLite and PostgreSQL: nothing lost, nothing twice (minutes)
	@$(PY) -m deploy.services -- $(PY) -m pytest -m "prove and not browser" --ignore tests/journeys/delivering --ignore tests/services/test_deliveries.py

prove-offline: setup ## 200 visits without coverage through a bad network, 20 browsers killed: nothing lost (ten minutes)
	@$(PY) -m deploy.browser
	@$(PY) -m pytest -m "prove and browser" tests/browser/field

prove-pages: setup ## Lighthouse on a demo of its own: every page and phone screen for everybody, the phone quick (minutes)
	@$(PY) -m deploy.lighthouse

prove-api: setup ## hundreds of generated calls of every operation, as three roles and a stranger; ONLY=chair, one of them
	@$(PY) -m pytest -v -m prove $(if $(ONLY),-k $(ONLY)) tests/owners/api

prove-sabotage: setup ## break a copy of the tree in every way known: the tests must notice (minutes)
	@$(PY) -m pytest -m sabotage

test-browser: setup ## pages in Debian's Chromium, with axe
	@$(PY) -m deploy.browser
	@$(PY) -m pytest -n 2 --no-migrations -m browser tests/browser

prove-delivery: setup ## kill workers by the dozen while 10,000 mails leave, on SQLite and on PostgreSQL with Redis (an hour)
	@$(PY) -m pytest -s -m "prove or not prove" tests/journeys/delivering
	@$(PY) -m deploy.services -- $(PY) -m pytest -s -m "prove or not prove" tests/journeys/delivering tests/services/test_deliveries.py

bench: setup ## what the main pages and a bulletin cost here, against a bare page and WeasyPrint alone
	@$(PY) -m bench

stack: setup ## the production shape (docker-compose.yml) as plain processes; Ctrl-C stops it
	@$(PY) -m deploy.stack

lock: setup ## lock requirements.in and requirements-dev.in with hashes
	@$(PY) -m deploy.lock

messages: setup ## bring locale/en up to the words of the sources, and compile it
	@$(PY) manage.py collect_messages
	@$(PY) manage.py compile_catalogue

documents: setup ## write docs/roles.md, docs/touchpoints.md and docs/openapi.yaml from their tables
	@$(PY) manage.py compile_catalogue
	@$(PY) manage.py document_roles
	@$(PY) manage.py document_touchpoints
	@$(PY) manage.py document_api
