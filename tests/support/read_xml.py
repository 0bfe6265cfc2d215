"""Reads XML on standard input with expat and writes its elements as JSON: [name, attributes, text, children]."""

import json
import sys
import xml.etree.ElementTree as tree


def describe(element):
    return [element.tag, element.attrib, element.text or "", [describe(child) for child in element]]


json.dump(describe(tree.fromstring(sys.stdin.buffer.read())), sys.stdout)
