"""Parameters for notebooks in Linnet: `papermill lesson.ipynb out.ipynb -p cut 20`.

papermill has no way to announce a language's translator. It does load every engine that is announced, before the
first notebook: this one is papermill's own, and being loaded it puts the translator in its place.
"""
import math
import re

from papermill.engines import NBClientEngine
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators

NAME = re.compile(r"[^\W\d]\w*\Z")
LINE_ENDS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
# A parameter of a cell: `cut = 20   # GeV`.
PARAMETER = re.compile(r"\s*(?P<name>[^\W\d]\w*)\s*=\s*(?P<value>[^=].*?)\s*(?:#\s*(?P<help>[^\"']*))?\Z")


class LinnetTranslator(Translator):
    """Writes what JSON and YAML can say as Linnet."""

    @classmethod
    def translate_none(cls, val):
        """Nothing is a gap in data."""
        return "missing"

    @classmethod
    def translate_float(cls, val):
        """A number; beyond the largest one stands infinity, and what is no number is a gap."""
        if math.isnan(val):
            return "missing"
        if math.isinf(val):
            return "-1e308 * 10" if val < 0 else "1e308 * 10"
        return repr(val)

    @classmethod
    def translate_escaped_str(cls, str_val):
        """A text on one line, whose braces stand for themselves."""
        text = str(str_val).replace("\\", "\\\\").replace('"', '\\"').replace("{", "{{")
        return '"' + LINE_ENDS.sub(r"\\n", text.replace("\t", "\\t")) + '"'

    @classmethod
    def translate_list(cls, val):
        """A list of anything."""
        return "[" + ", ".join(cls.translate(item) for item in val) + "]"

    @classmethod
    def translate_dict(cls, val):
        """A record; a key that is no name stands in quotes."""
        parts = [
            f"{key}: {cls.translate(item)}" if NAME.match(str(key))
            else f"{cls.translate_escaped_str(key)} = {cls.translate(item)}"
            for key, item in val.items()
        ]
        return "record(" + ", ".join(parts) + ")"

    @classmethod
    def comment(cls, cmt_str):
        """A remark for people."""
        return f"# {cmt_str}".strip()

    @classmethod
    def inspect(cls, parameters_cell):
        """What `papermill --help-notebook` tells: each `name = value` of a cell with its remark."""
        found = [PARAMETER.match(line) for line in parameters_cell["source"].splitlines()]
        return [
            Parameter(name=one["name"], inferred_type_name="None", default=one["value"], help=one["help"] or "")
            for one in found if one
        ]


papermill_translators.register("linnet", LinnetTranslator)

Engine = NBClientEngine
