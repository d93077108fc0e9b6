"""Static files as they are served: by hashed names, packed beside the plain ones."""

import gzip
import re

import pytest
from django.core.files.storage import FileSystemStorage

from portal.web.storage import HashedStaticFiles

SCRIPT = 'import { bar } from "./bar.js";\n' + "// a line that packs well\n" * 50


@pytest.fixture
def collected(tmp_path):
    (tmp_path / "app.js").write_text(SCRIPT)
    (tmp_path / "bar.js").write_text("export const bar = 1;\n")
    storage = HashedStaticFiles(location=tmp_path, base_url="/static/")
    source = FileSystemStorage(tmp_path)
    list(storage.post_process({name: (source, name) for name in ("app.js", "bar.js")}))
    return tmp_path


def test_a_script_names_its_neighbours_by_their_hash(collected):
    (script,) = [path for path in collected.glob("app.*.js") if "bar.js" not in path.read_text()]

    assert re.search(r'from "\./bar\.[0-9a-f]{12}\.js"', script.read_text())


def test_what_is_served_is_packed_beside_it(collected):
    (packed,) = collected.glob("app.*.js.gz")

    assert gzip.decompress(packed.read_bytes()) == packed.with_suffix("").read_bytes()
