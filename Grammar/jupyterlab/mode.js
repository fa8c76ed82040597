// What is what in a line of Linnet: a mode for CodeMirror's StreamLanguage.
//
// The same steps in the same order as in ../pygments/lexer.py; Tests/run-colours holds the two together.
// The words come from `linnet help --words`; none is listed here that is listed there.
const linnetMode = (words) => {
  const set = (list) => new Set(list);
  const reserved = set(words.reserved);
  const connectors = set(words.connectors);
  const commands = set(words.commands);
  const functions = set(words.functions);
  const options = set(words.options);
  // How the words of the grammar are used is the grammar's business, not that of the lists.
  const constants = set(["true", "false", "missing", "nothing"]);
  const joining = set(["and", "or", "not", "is", "in"]);
  const openers = set(["if", "repeat", "for", "while", "define", "try"]);

  const SPACE = /^[\s\x85\xad\u200b-\u200f\u202a-\u202e\u2060]+/;
  const NAME = /^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}_\u2080-\u2089\u200c\u200d]*/u;
  const NUMBER =
    /^(?:\d(?:_?\d)*(?:\.\d(?:_?\d)*|\.(?![.\p{L}_]))?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?%?/u;
  const OPERATOR =
    /^(?::=|\.{2,3}|[-+*/^=<>!%&|±√→…≤⩽≥⩾≠−–—‐‑×·⋅∗∙•✕✖÷∕⁄⁰¹²³⁴-⁹⁻]+)/u;
  const ENDS_VALUE = /[%⁰¹²³⁴-⁹⁻]$/u;
  const BRACKET = /^[()[\]{},:;.]/;
  // What may stand behind a command: a value, not a sign that waits for its right side.
  const STARTS_VALUE = /^[ \t]+(?:[\p{L}\p{Nl}_\d"'“”„‘’‚«»「([√]|[.]\d|[-−]\S)/u;
  const WORD_BEHIND = /^[ \t]+([\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}_]*)/u;
  const IS_OPTION = /^[ \t]*:(?!=)[ \t]*[^\s#]/;
  const IS_STORE = /^[ \t]*(?::=|=(?![=<>]))/;
  const IS_FORMULA = /^\([^()]*\)[ \t]*=(?!=)/;

  // Which quotes close a text, and which do where those are missing, as in "Z mass”.
  const closers = {
    '"': ['"', "”‟"], "'": ["'", "’"], "“": ["”", '"“'], "”": ["”", '"“'], "‟": ["”", '"“'],
    "„": ["“”", '"'], "‘": ["’", "'"], "’": ["’", "'"], "‛": ["’", "'"], "‚": ["‘’", "'"],
    "«": ["»", ""], "»": ["«»", ""], "「": ["」", ""],
  };
  const closing = (quote, rest) =>
    closers[quote].find((some) => [...some].some((one) => rest.includes(one))) || "";

  const inText = (stream, state, text) => {
    const rest = stream.string.slice(stream.pos);
    if (text.closers.includes(rest[0])) {
      stream.next();
      state.texts.pop();
      state.before = "value";
      return "string";
    }
    if (stream.match(/^\\./) || stream.match("{{")) return "escape";
    if (rest[0] === "{" && rest.includes("}")) {
      stream.next();
      state.texts[state.texts.length - 1] = { closers: text.closers, filling: true };
      state.before = "other";
      return "fill";
    }
    stream.next();
    while (!stream.eol() && !"\\{".includes(stream.peek()) && !text.closers.includes(stream.peek())) {
      stream.next();
    }
    return "string";
  };

  // A word that may be followed by its inputs without brackets is a command only if they do follow.
  const isCommand = (name, before, rest) => {
    if (rest[0] === "(" || IS_STORE.test(rest)) return false;
    if (before === "then") return true;
    if (!STARTS_VALUE.test(rest)) return before === "start" && /^[ \t]*(?:#|$)/.test(rest);
    const behind = (WORD_BEHIND.exec(rest) || [])[1];
    if (behind === undefined || behind === "not" || behind === "if" || constants.has(behind)) return true;
    return !reserved.has(behind) && (before === "start" || !connectors.has(behind));
  };

  const inWord = (name, stream, state) => {
    const rest = stream.string.slice(stream.pos);
    const before = state.before;
    const become = (kind, next) => {
      state.before = next;
      return kind;
    };
    if (before === "dot") return become("property", "value");
    const isHead = state.opener && state.opener !== "then" && !state.brackets && !state.texts.length;
    const isOption = !isHead && IS_OPTION.test(rest);
    // `missing:` is an option of `load`.
    if (reserved.has(name) && !(isOption && options.has(name))) {
      if (constants.has(name)) return become("constant", "value");
      if (joining.has(name)) return become("word", "other");
      if (name === "end") {
        if (!state.isClosed) state.depth = Math.max(0, state.depth - 1);
        state.isClosed = false;
        state.opener = "";
      } else if (openers.has(name) && before === "start") {
        state.depth += 1;
        state.opener = name;
        state.isClosed = false;
      } else if (name === "then" && state.opener === "if") {
        state.opener = "then";
      }
      return become("keyword", name === "then" || name === "define" ? name : "other");
    }
    if (isOption) return become("option", "other");
    if (before === "define" || (before === "start" && IS_FORMULA.test(rest))) {
      return become("definition", "value");
    }
    if (connectors.has(name)) {
      const joins = before === "value" || (before === "command" && name === "by");
      return joins ? become("word", "other") : become("name", "value");
    }
    if (commands.has(name) && isCommand(name, before, rest)) return become("command", "command");
    if (commands.has(name) || functions.has(name)) {
      if (rest[0] === "(" || before === "then") return become("function", "value");
    }
    return become("name", "value");
  };

  // The first line of a block that has the block on it, `if x > 3 then show x`, opens none for the next.
  const closeBlock = (state) => {
    state.depth = Math.max(0, state.depth - 1);
    state.opener = "";
    state.isClosed = true;
  };

  const kind = (stream, state) => {
    if (stream.sol()) {
      // A text ends with its line.
      state.texts = [];
      state.opener = "";
      state.isClosed = false;
      if (state.before !== "then") state.before = state.brackets ? "other" : "start";
    }
    const text = state.texts[state.texts.length - 1];
    if (text && !text.filling) return inText(stream, state, text);
    if (stream.match(SPACE)) return "space";
    if (stream.match(/^#.*/)) return "comment";
    if (state.opener === "then" && state.before === "then") closeBlock(state);
    const touches = stream.pos > 0 && !/\s/.test(stream.string[stream.pos - 1]);
    const isPart = stream.peek() === "." && state.before === "value" && touches;
    if (!isPart && stream.match(NUMBER)) {
      state.before = "value";
      return "number";
    }
    // `f"…"` as in Python: here every text fills in its `{…}`.
    if (stream.match(/^f(?=["'])/)) return "string";
    const quote = stream.peek();
    if (closers[quote] !== undefined) {
      stream.next();
      state.texts.push({ closers: closing(quote, stream.string.slice(stream.pos)), filling: false });
      return "string";
    }
    const name = stream.match(NAME);
    if (name) return inWord(name[0], stream, state);
    const sign = stream.match(OPERATOR);
    if (sign) {
      state.before = ENDS_VALUE.test(sign[0]) ? "value" : "other";
      if (state.opener === "define" && !state.brackets && sign[0] === "=") closeBlock(state);
      return "operator";
    }
    if (stream.match(BRACKET)) {
      const sign = stream.string[stream.pos - 1];
      if (sign === "}" && text) {
        state.texts[state.texts.length - 1] = { closers: text.closers, filling: false };
        return "fill";
      }
      if (sign === "(" || sign === "[") state.brackets += 1;
      if (sign === ")" || sign === "]") state.brackets = Math.max(0, state.brackets - 1);
      if (sign === "." && state.before === "value") state.before = "dot";
      else if (sign === ";") state.before = "start";
      else state.before = ")]}".includes(sign) ? "value" : "other";
      return "bracket";
    }
    stream.next();
    state.before = "other";
    return "other";
  };

  // What the themes have colours for.
  const styles = {
    comment: "comment", string: "string", escape: "string.special", fill: "string.special",
    number: "number", keyword: "keyword", constant: "bool", word: "operatorKeyword",
    command: "variableName.definition", function: "variableName.standard",
    definition: "variableName.function.definition", option: "propertyName",
    property: "propertyName", name: "variableName", operator: "operator", bracket: null,
    space: null, other: null,
  };

  return {
    name: "linnet",
    startState: () => ({
      texts: [], before: "start", brackets: 0, depth: 0, opener: "", isClosed: false,
    }),
    kind,
    token: (stream, state) => styles[kind(stream, state)],
    // Blocks by two; a step that goes on with `then`, and what stands in open brackets, by two more.
    indent: (state, after, context) => {
      const closes = /^(?:end|else|otherwise)\b/.test(after) ? 1 : 0;
      const goesOn = state.brackets || /^then\b/.test(after) ? 1 : 0;
      return 2 * (Math.max(0, state.depth - closes) + goesOn);
    },
    languageData: {
      commentTokens: { line: "#" },
      closeBrackets: { brackets: ["(", "[", "{", '"'] },
      indentOnInput: /^\s*(?:end|else|otherwise|then)$/,
      // Whoever has no kernel yet can still complete the language's words.
      autocomplete: [...new Set([...words.reserved, ...words.commands, ...words.functions])].sort(),
    },
  };
};
