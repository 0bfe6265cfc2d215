"""Reads XML documents, NUL between them, and writes the root of each as JSON: [name, attributes, text, children]."""

import json
import sys
import xml.etree.ElementTree as tree


def describe(element):
    return [element.tag, element.attrib, element.text or "", [describe(child) for child in element]]


documents = sys.stdin.buffer.read().split(b"\0")
json.dump([describe(tree.fromstring(document)) for document in documents], sys.stdout)
