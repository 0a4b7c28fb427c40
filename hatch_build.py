"""Packs the knowledge when a wheel is built, so that an installed `brief` need not read YAML."""

import sys
import tempfile
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackKnowledge(BuildHookInterface):
    def initialize(self, version, build_data):
        if self.target_name != "wheel" or version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "src"))
        from cultureserve.pack import build

        path = Path(tempfile.mkdtemp()) / "knowledge.pack"
        path.write_bytes(build(Path(self.root) / "data"))
        build_data["force_include"][str(path)] = "cultureserve/data/knowledge.pack"
