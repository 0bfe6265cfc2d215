"""Reads newsboat's cache, whose path is the argument, and writes its items as JSON."""

import json
import sqlite3
import sys

rows = sqlite3.connect(sys.argv[1]).execute("SELECT guid, title, content, unread, deleted FROM rss_item ORDER BY id")
json.dump([dict(zip(("guid", "title", "content", "unread", "deleted"), row)) for row in rows], sys.stdout)
