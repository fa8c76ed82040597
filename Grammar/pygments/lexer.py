"""Colours for Linnet in Pygments, and so in nbconvert, Sphinx and every page that Pygments colours.

The same steps in the same order as in ../jupyterlab/mode.js; Tests/run-colours holds the two together. The words
come from `linnet help --words`, whose output lies beside this file as words.json in what is installed.
"""
import json
import os
import re

from pygments import unistring
from pygments.lexer import Lexer
from pygments.token import (
    Comment, Keyword, Name, Number, Operator, Punctuation, String, Text, Whitespace)

__all__ = ["LinnetLexer", "words"]


def words():
    """The words of the language by what they are."""
    path = os.environ.get("LINNET_WORDS") or os.path.join(os.path.dirname(__file__), "words.json")
    with open(path, encoding="utf-8") as file:
        return {kind: frozenset(some) for kind, some in json.load(file).items()}


# How the words of the grammar are used is the grammar's business, not that of the lists.
CONSTANTS = frozenset(["true", "false", "missing", "nothing"])
JOINING = frozenset(["and", "or", "not", "is", "in"])
OPENERS = frozenset(["if", "repeat", "for", "while", "define", "try"])

START = "[" + unistring.combine("Lu", "Ll", "Lt", "Lm", "Lo", "Nl") + "_]"
INSIDE = ("[" + unistring.combine("Lu", "Ll", "Lt", "Lm", "Lo", "Nl", "Mn", "Mc", "Nd")
          + "_\u2080-\u2089\u200c\u200d]")
DIGITS = r"[0-9](?:_?[0-9])*"
RAISED = "⁰¹²³⁴-⁹⁻"

SPACE = re.compile("[\\s\x85\xad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
COMMENT = re.compile("#.*")
NAME = re.compile(START + INSIDE + "*")
NUMBER = re.compile(
    rf"(?:{DIGITS}(?:\.{DIGITS}|\.(?![.]|{START}))?|\.{DIGITS})(?:[eE][+-]?{DIGITS})?%?")
OPERATOR = re.compile(rf":=|\.{{2,3}}|[-+*/^=<>!%&|±√→…≤⩽≥⩾≠−–—‐‑×·⋅∗∙•✕✖÷∕⁄{RAISED}]+")
ENDS_VALUE = re.compile(f"[%{RAISED}]$")
BRACKETS = "()[]{},:;."
# What may stand behind a command: a value, not a sign that waits for its right side.
STARTS_VALUE = re.compile(rf"[ \t]+(?:{START}|[0-9\"'“”„‘’‚«»「(\[√]|[.][0-9]|[-−]\S)")
WORD_BEHIND = re.compile(f"[ \t]+({START}{INSIDE}*)")
IS_OPTION = re.compile(r"[ \t]*:(?!=)[ \t]*[^\s#]")
IS_STORE = re.compile(r"[ \t]*(?::=|=(?![=<>]))")
IS_FORMULA = re.compile(r"\([^()]*\)[ \t]*=(?!=)")
NOTHING_BEHIND = re.compile(r"[ \t]*(?:#|$)")

# Which quotes close a text, and which do where those are missing, as in "Z mass”.
CLOSERS = {
    '"': ('"', "”‟"), "'": ("'", "’"), "“": ("”", '"“'), "”": ("”", '"“'), "‟": ("”", '"“'),
    "„": ("“”", '"'), "‘": ("’", "'"), "’": ("’", "'"), "‛": ("’", "'"), "‚": ("‘’", "'"),
    "«": ("»", ""), "»": ("«»", ""), "「": ("」", ""),
}

KINDS = {
    "comment": Comment.Single, "string": String, "escape": String.Escape, "fill": String.Interpol,
    "number": Number, "keyword": Keyword, "constant": Keyword.Constant, "word": Operator.Word,
    "command": Keyword.Pseudo, "function": Name.Builtin, "definition": Name.Function,
    "option": Name.Attribute, "property": Name.Property, "name": Name, "operator": Operator,
    "bracket": Punctuation, "space": Whitespace, "other": Text,
}


class Line:
    """One line on its way from left to right; what is open beyond it is handed on in `before` and `brackets`."""

    def __init__(self, text, words, before, brackets):
        self.text = text
        self.words = words
        self.place = 0
        self.texts = []
        self.opener = ""
        self.brackets = brackets
        self.before = "then" if before == "then" else "other" if brackets else "start"

    def match(self, pattern):
        """What a pattern takes here; the place moves behind it."""
        found = pattern.match(self.text, self.place)
        if found:
            self.place = found.end()
        return found

    def become(self, kind, before):
        """A kind, with what the next word will see before it."""
        self.before = before
        return kind

    def kinds(self):
        """Each piece of the line with its kind."""
        while self.place < len(self.text):
            start = self.place
            kind = self.kind()
            yield start, kind, self.text[start:self.place]

    def kind(self):
        """Takes one piece and says what it is."""
        if self.texts and not self.texts[-1][1]:
            return self.in_text(self.texts[-1][0])
        if self.match(SPACE):
            return "space"
        if self.match(COMMENT):
            return "comment"
        sign = self.text[self.place]
        touches = self.place > 0 and not self.text[self.place - 1].isspace()
        if self.opener == "then" and self.before == "then":
            self.opener = ""
        if not (sign == "." and self.before == "value" and touches) and self.match(NUMBER):
            return self.become("number", "value")
        # `f"…"` as in Python: here every text fills in its `{…}`.
        if sign == "f" and self.text[self.place + 1:self.place + 2] in ("\"", "'"):
            self.place += 1
            return "string"
        if sign in CLOSERS:
            self.place += 1
            rest = self.text[self.place:]
            closers = next((c for c in CLOSERS[sign] if any(one in rest for one in c)), "")
            self.texts.append((closers, False))
            return "string"
        if name := self.match(NAME):
            return self.in_word(name[0])
        if signs := self.match(OPERATOR):
            if self.opener == "define" and not self.brackets and signs[0] == "=":
                self.opener = ""
            return self.become("operator", "value" if ENDS_VALUE.search(signs[0]) else "other")
        self.place += 1
        if sign not in BRACKETS:
            return self.become("other", "other")
        if sign == "}" and self.texts:
            self.texts[-1] = (self.texts[-1][0], False)
            return "fill"
        if sign in "([":
            self.brackets += 1
        elif sign in ")]":
            self.brackets = max(0, self.brackets - 1)
        if sign == "." and self.before == "value":
            return self.become("bracket", "dot")
        if sign == ";":
            return self.become("bracket", "start")
        return self.become("bracket", "value" if sign in ")]}" else "other")

    def in_text(self, closers):
        """Takes a piece of a text in quotes."""
        sign = self.text[self.place]
        rest = self.text[self.place:]
        if sign in closers:
            self.place += 1
            self.texts.pop()
            return self.become("string", "value")
        if sign == "\\" and len(rest) > 1 or rest.startswith("{{"):
            self.place += 2
            return "escape"
        if sign == "{" and "}" in rest:
            self.place += 1
            self.texts[-1] = (closers, True)
            return self.become("fill", "other")
        self.place += 1
        while self.place < len(self.text) and self.text[self.place] not in "\\{" + closers:
            self.place += 1
        return "string"

    def in_word(self, name):
        """Says what a word is in its place."""
        rest, before, words = self.text[self.place:], self.before, self.words
        if before == "dot":
            return self.become("property", "value")
        is_head = self.opener and self.opener != "then" and not self.brackets and not self.texts
        is_option = not is_head and IS_OPTION.match(rest)
        # `missing:` is an option of `load`.
        if name in words["reserved"] and not (is_option and name in words["options"]):
            if name in CONSTANTS:
                return self.become("constant", "value")
            if name in JOINING:
                return self.become("word", "other")
            if name == "end":
                self.opener = ""
            elif name in OPENERS and before == "start":
                self.opener = name
            elif name == "then" and self.opener == "if":
                self.opener = "then"
            return self.become("keyword", name if name in ("then", "define") else "other")
        if is_option:
            return self.become("option", "other")
        if before == "define" or before == "start" and IS_FORMULA.match(rest):
            return self.become("definition", "value")
        if name in words["connectors"]:
            joins = before == "value" or before == "command" and name == "by"
            return self.become("word", "other") if joins else self.become("name", "value")
        if name in words["commands"] and self.is_command(rest):
            return self.become("command", "command")
        if name in words["commands"] or name in words["functions"]:
            if rest.startswith("(") or before == "then":
                return self.become("function", "value")
        return self.become("name", "value")

    def is_command(self, rest):
        """True where the inputs of a word follow without brackets."""
        if rest.startswith("(") or IS_STORE.match(rest):
            return False
        if self.before == "then":
            return True
        if not STARTS_VALUE.match(rest):
            return self.before == "start" and bool(NOTHING_BEHIND.match(rest))
        behind = WORD_BEHIND.match(rest)
        if not behind or behind[1] in ("not", "if") or behind[1] in CONSTANTS:
            return True
        return behind[1] not in self.words["reserved"] and (
            self.before == "start" or behind[1] not in self.words["connectors"])


class LinnetLexer(Lexer):
    """Linnet, a small language for lessons with real data."""

    name = "Linnet"
    aliases = ["linnet"]
    filenames = ["*.linnet"]
    mimetypes = ["text/x-linnet"]
    version_added = ""

    def __init__(self, **options):
        super().__init__(**options)
        self.words = words()

    def get_tokens_unprocessed(self, text):
        """Each piece of a program with its place and its token."""
        place, before, brackets = 0, "start", 0
        for row in re.split("(?<=\n)", text):
            content = row.rstrip("\n")
            line = Line(content, self.words, before, brackets)
            for start, kind, piece in line.kinds():
                yield place + start, KINDS[kind], piece
            if len(row) > len(content):
                yield place + len(content), Whitespace, "\n"
            place += len(row)
            before, brackets = line.before, line.brackets
