#ifndef LINNET_CREADLINE_SHIM_H
#define LINNET_CREADLINE_SHIM_H
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <readline/readline.h>
#include <readline/history.h>

// Readline is steered by global variables, which Swift does not touch; these functions do it.

/// Makes readline ready: our completion, no signal handlers of its own, a quiet terminal.
static inline void linnet_readline_prepare(rl_completion_func_t *complete, rl_compdisp_func_t *display,
                                           rl_hook_func_t *startup, rl_command_func_t *accept) {
  rl_readline_name = "linnet";
  rl_catch_signals = 0;
  rl_catch_sigwinch = 0;
  rl_change_environment = 0;
  rl_attempted_completion_function = complete;
  rl_completion_display_matches_hook = display;
  rl_startup_hook = startup;
  rl_basic_word_break_characters = " \t\n()[]{},:=+-*/^<>!&|.?~";
  rl_completer_word_break_characters = rl_basic_word_break_characters;
  rl_completer_quote_characters = "\"";
  rl_sort_completion_matches = 0;
  rl_ignore_completion_duplicates = 0;
  // Before the person's own inputrc is read, so that it has the last word.
  rl_variable_bind("show-all-if-ambiguous", "on");
  rl_variable_bind("enable-bracketed-paste", "on");
  rl_variable_bind("bell-style", "none");
  rl_variable_bind("history-preserve-point", "off");
  rl_bind_keyseq("\\e[A", rl_history_search_backward);
  rl_bind_keyseq("\\eOA", rl_history_search_backward);
  rl_bind_keyseq("\\e[B", rl_history_search_forward);
  rl_bind_keyseq("\\eOB", rl_history_search_forward);
  rl_bind_key('\r', accept);
  rl_bind_key('\n', accept);
  using_history();
}

/// Adds an entry to the history, unless it is the newest already.
static inline void linnet_readline_remember(const char *entry) {
  HIST_ENTRY *last = history_get(history_base + history_length - 1);
  if (!last || !last->line || strcmp(last->line, entry)) add_history(entry);
}

static inline const char *linnet_readline_text(void) { return rl_line_buffer ? rl_line_buffer : ""; }
static inline int linnet_readline_point(void) { return rl_point; }
static inline void linnet_readline_point_to_end(void) { rl_point = rl_end; }

/// Says that the completions are ours alone, and what follows a single one (0 for nothing).
static inline void linnet_readline_completion(int append, int is_open) {
  rl_attempted_completion_over = 1;
  rl_completion_append_character = append;
  rl_completion_suppress_quote = is_open;
}

/// Gives up the line being typed.
static inline void linnet_readline_abandon(void) {
  rl_free_line_state();
  rl_callback_sigcleanup();
  rl_replace_line("", 0);
}

/// Leaves the line as it is and starts a new one, for output below it.
static inline void linnet_readline_step_out(void) {
  rl_crlf();
  fflush(rl_outstream);
}
static inline void linnet_readline_step_in(void) { rl_forced_update_display(); }
#endif
