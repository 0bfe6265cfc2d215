"""Reads a feed on standard input with feedparser and writes what it understood as JSON."""

import json
import sys

import feedparser

feed = feedparser.parse(sys.stdin.buffer.read(), sanitize_html=False, resolve_relative_uris=False)
json.dump(
    {
        "isBroken": bool(feed.bozo),
        "title": feed.feed.get("title"),
        "items": [
            {
                "id": item.get("id"),
                "title": item.get("title"),
                "published": item.get("published_parsed") and item.published_parsed[:6],
                "updated": item.get("updated_parsed") and item.updated_parsed[:6],
                "content": [content.value for content in item.get("content", [])],
                "terms": [tag.term for tag in item.get("tags", [])],
                "schemes": [tag.scheme for tag in item.get("tags", [])],
                "labels": [tag.label for tag in item.get("tags", [])],
            }
            for item in feed.entries
        ],
    },
    sys.stdout,
)
