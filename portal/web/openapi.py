"""The schema of what machines send and get: as the code says it, and what a new one would break of an old one.

`docs/openapi.yaml` is what the code says; `docs/openapi.landed.yaml` what was last promised to who wrote programs.
What would break a program that keeps the old one needs another version (`SPECTACULAR_SETTINGS["VERSION"]`).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer

Schema = dict[str, Any]
NARROWER = {  # a bound that a request must keep, and whether more of it is allowed
    "maxLength": "up", "maxItems": "up", "maximum": "up", "minLength": "down", "minimum": "down",
}  # fmt: skip


def current() -> str:
    """The schema as the code says it, in YAML."""
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    text: bytes = OpenApiYamlRenderer().render(schema, renderer_context={})  # type: ignore[no-untyped-call]
    return text.decode()


def page() -> Path:
    """Where the current one is kept."""
    return Path(settings.BASE_DIR) / "docs" / "openapi.yaml"


def landed() -> Path:
    """Where the promised one is kept."""
    return Path(settings.BASE_DIR) / "docs" / "openapi.landed.yaml"


def read(text: str) -> Schema:
    """A schema from its YAML, what is said once put in all its places."""
    whole = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    parts = whole.get("components", {}).get("schemas", {})

    def placed(value: Any) -> Any:
        if isinstance(value, list):
            return [placed(one) for one in value]
        if not isinstance(value, dict):
            return value
        if "$ref" in value:
            return placed(parts[value["$ref"].rpartition("/")[2]])
        return {name: placed(one) for name, one in value.items()}

    return dict(placed(whole))


def name_parts(result: Schema, generator: Any, request: Any, public: bool) -> Schema:
    """Says what has a title once, among the components, under that name (a hook of drf-spectacular's)."""
    parts: Schema = result["components"].setdefault("schemas", {})

    def named(value: Any) -> Any:
        if isinstance(value, list):
            return [named(one) for one in value]
        if not isinstance(value, dict):
            return value
        whole = {name: named(one) for name, one in value.items()}
        if value.get("type") != "object" or not isinstance(value.get("title"), str):
            return whole
        parts[value["title"]] = whole
        return {"$ref": f"#/components/schemas/{value['title']}"}

    result["paths"] = named(result["paths"])
    return result


def broken(old: Schema, new: Schema) -> list[str]:
    """What a program that keeps the old schema would lose, each with its place; nothing under another version."""
    if old["info"]["version"] != new["info"]["version"]:
        return []
    return list(_paths(old["paths"], new["paths"]))


def _paths(old: Schema, new: Schema) -> Iterator[str]:
    for path, operations in old.items():
        if path not in new:
            yield f"{path} is gone"
            continue
        for method, operation in operations.items():
            where = f"{method.upper()} {path}"
            if method in new[path]:
                yield from _operation(operation, new[path][method], where)
            else:
                yield f"{where} is gone"


def _operation(old: Schema, new: Schema, where: str) -> Iterator[str]:
    known = {(one["in"], one["name"]): one for one in new.get("parameters", ())}
    before = {(one["in"], one["name"]): one for one in old.get("parameters", ())}
    for key, one in before.items():
        if key in known:
            yield from _taken(one.get("schema", {}), known[key].get("schema", {}), f"{where} ?{key[1]}")
        else:
            yield f"{where} ?{key[1]} is gone"
    for key in known.keys() - before.keys():
        if known[key].get("required"):
            yield f"{where} ?{key[1]} is needed now"
    taken, now = (one.get("requestBody", {}).get("content", {}) for one in (old, new))
    for media_type, body in taken.items():
        if media_type in now:
            yield from _taken(body.get("schema", {}), now[media_type].get("schema", {}), f"{where} body")
        else:
            yield f"{where} takes no {media_type}"
    yield from _answers(old["responses"], new["responses"], where)


def _answers(old: Schema, new: Schema, where: str) -> Iterator[str]:
    for status, answer in old.items():
        if status not in new:
            yield f"{where} answers no {status}"
            continue
        for media_type, body in answer.get("content", {}).items():
            now = new[status].get("content", {})
            if media_type in now:
                yield from _given(body.get("schema", {}), now[media_type].get("schema", {}), f"{where} {status}")
            else:
                yield f"{where} {status} gives no {media_type}"


def _taken(old: Schema, new: Schema, where: str) -> Iterator[str]:
    """What was accepted is accepted still."""
    if _types(old) - _types(new):
        yield f"{where} takes no {', '.join(sorted(_types(old) - _types(new)))}"
    if new.get("enum") and set(map(str, old.get("enum", ["anything"]))) - set(map(str, new["enum"])):
        yield f"{where} takes fewer values"
    if new.get("pattern") != old.get("pattern") and new.get("pattern"):
        yield f"{where} takes another form"
    for bound, way in NARROWER.items():
        if bound in new and (bound not in old or (new[bound] - old[bound]) * (1 if way == "up" else -1) < 0):
            yield f"{where} takes less ({bound})"
    for name in set(new.get("required", ())) - set(old.get("required", ())):
        yield f"{where}.{name} is needed now"
    for name, inner in old.get("properties", {}).items():
        if name in new.get("properties", {}):
            yield from _taken(inner, new["properties"][name], f"{where}.{name}")
        else:
            yield f"{where}.{name} is gone"
    if "items" in old and "items" in new:
        yield from _taken(old["items"], new["items"], f"{where}[]")


def _given(old: Schema, new: Schema, where: str) -> Iterator[str]:
    """What was given is given still, and nothing a program would not know how to read."""
    if _types(new) - _types(old):
        yield f"{where} gives also {', '.join(sorted(_types(new) - _types(old)))}"
    for name in set(old.get("required", ())) - set(new.get("required", ())):
        yield f"{where}.{name} may be left out"
    for name, inner in old.get("properties", {}).items():
        if name in new.get("properties", {}):
            yield from _given(inner, new["properties"][name], f"{where}.{name}")
        else:
            yield f"{where}.{name} is gone"
    if "items" in old and "items" in new:
        yield from _given(old["items"], new["items"], f"{where}[]")


def _types(schema: Schema) -> set[str]:
    """The JSON types a value may have; `{}` says nothing."""
    if "type" in schema:
        said = schema["type"]
        return {said} if isinstance(said, str) else set(said)
    return set().union(*(_types(one) for one in (*schema.get("anyOf", ()), *schema.get("oneOf", ()))))
