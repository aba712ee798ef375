"""XML that can do no harm: read with defusedxml, and refused where it declares a document type or entities.

gpxpy and tcxreader parse with the standard library or lxml, which follow such declarations. They get only what passed.
"""

from __future__ import annotations

import re
from typing import Any

from .activity import Refused

DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def safe_text(data: bytes) -> str:
    """The text of an XML file, without its declaration and what stands before it.

    Errors: Refused when it is not text in the encoding that it names.
    """
    named = ENCODING.search(data[:200])
    encoding = next((name for mark, name in MARKS.items() if data.startswith(mark)), "")
    encoding = encoding or (named[1].decode("ascii") if named else "utf-8")
    try:
        return DECLARATION.sub("", data.decode(encoding)).strip()
    except (UnicodeDecodeError, LookupError) as error:
        raise Refused("broken-xml", f"It is not text in {encoding}, as it says.") from error


def safe_root(text: str) -> Any:
    """The root element. Errors: Refused when it is not XML, or declares a document type or entities."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        return fromstring(text.encode("utf-8"), forbid_dtd=True)
    except DefusedXmlException as error:
        say = "It declares a document type or entities, which can fill memory or read other files: refused."
        raise Refused("xml-entities", say) from error
    except ParseError as error:
        line, column = error.position
        early = "no element found" in str(error) or "unclosed" in str(error)
        say = "It ends in the middle." if early else "It is not valid XML here."
        raise Refused("broken-xml", say, line, column + 1) from error
    except (ValueError, UnicodeError) as error:
        raise Refused("broken-xml", f"It is not valid XML: {error}.") from error


def local_name(tag: object) -> str:
    """A tag without its namespace."""
    return str(tag).rpartition("}")[2]
