# SPDX-License-Identifier: GPL-3.0-or-later
# Prints a YAML or TOML file as JSON, as PyYAML or tomllib reads it: parsed.py FILE
import json
import sys

path = sys.argv[1]
with open(path, "rb") as file:
    if path.endswith(".toml"):
        import tomllib

        print(json.dumps(tomllib.load(file)))
    else:
        import yaml

        print(json.dumps(yaml.safe_load(file)))
