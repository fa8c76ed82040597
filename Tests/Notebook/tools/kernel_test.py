"""The tests that the makers of Jupyter give to the makers of kernels, with all that Linnet has to show.

Run by `suites`, as a program of its own.
"""
import sys
import unittest

import jupyter_kernel_test


class LinnetKernelTests(jupyter_kernel_test.KernelTests):
    """What Linnet shows; it has no error stream, no pager and nothing that clears an output."""

    kernel_name = "linnet"
    language_name = "linnet"
    file_extension = ".linnet"
    code_hello_world = "show \"hello, world\""
    code_generate_error = "show no_such_name"
    code_execute_result = [
        {"code": "1 + 1", "result": "2"}, {"code": "6 * 7", "result": "42"}, {"code": "\"a\" + \"b\"", "result": "ab"},
        {"code": "x = 5\nx", "result": "5"}]
    code_display_data = [
        {"code": "show dataset(x: [1, 2])", "mime": "text/html"},
        {"code": "show dataset(x: [1, 2])\n1", "mime": "text/plain"},
        {"code": "show histogram([1, 2, 2])\n1", "mime": "image/svg+xml"},
        {"code": "? mean", "mime": "text/markdown"}]
    completion_samples = [
        {"text": "histo", "matches": {"histogram"}}, {"text": "repea", "matches": {"repeat", "repeat_text"}}]
    code_inspect_sample = "mean"
    complete_code_samples = ["1 + 1", "x = 2", "repeat 3 times\n  show 1\nend"]
    incomplete_code_samples = ["repeat 3 times", "show (1 +", "define f(x)"]
    invalid_code_samples = ["show 1 +* 2", "y = ]"]
    code_history_pattern = "6 ? 7*"
    supported_history_operations = ("tail", "range", "search")


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=1).result
    print(f"ran {result.testsRun}; skipped {sorted(t.id().rpartition('.')[2] for t, _ in result.skipped)}")
    sys.exit(0 if result.wasSuccessful() else 1)
