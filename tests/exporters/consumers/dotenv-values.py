# SPDX-License-Identifier: GPL-3.0-or-later
# Prints a .env file as python-dotenv reads it: dotenv-values.py FILE
import json
import sys

import dotenv

print(json.dumps(dotenv.dotenv_values(sys.argv[1])))
