"""Whether the process lives, and whether it can do its work."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from portal.web.access import public


@public
@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """Needs nothing but the process."""
    return JsonResponse({"alive": True})


@public
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """The database answers and every migration is in."""
    try:
        executor = MigrationExecutor(connection)
        behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return JsonResponse({"ready": False, "why": "database"}, status=503)
    return JsonResponse({"ready": not behind, "why": "migrations" if behind else ""}, status=503 if behind else 200)
