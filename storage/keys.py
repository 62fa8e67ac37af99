"""What the key of a record is made of: for whoever writes one, and whoever reads one."""

import re

# Without signs that a question, a button or a table could take for something else.
KEY = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
