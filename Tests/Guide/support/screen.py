"""The command in a terminal, as a person sits before it."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time


class Screen:
    """A terminal with the command in it, in a folder that is also its home."""

    def __init__(self, command, folder, columns=90, show=False, rows=40):
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.environ.update(XDG_DATA_HOME=folder + "/data", XDG_STATE_HOME=folder,
                              TERM="xterm-256color", INPUTRC="/dev/null", NO_COLOR="1", LANG="C.UTF-8")
            os.execv(command[0], command)
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.show, self.all = show, ""

    def until_prompt(self, seconds=60):
        """What is shown up to the next prompt at the end of the screen."""
        seen, end = "", time.time() + seconds
        while time.time() < end:
            is_prompt = "linnet> " in seen.rsplit("\n", 1)[-1]
            wait = 0.06 if self.asks(seen) else 0.4
            ready, _, _ = select.select([self.file], [], [], wait)
            if not ready:
                if self.asks(seen) or is_prompt:
                    break
                continue
            try:
                data = os.read(self.file, 65536)
            except OSError:
                data = b""
            if not data:
                self.all += seen
                return seen, False
            seen += data.decode(errors="replace")
        if self.show:
            sys.stdout.write(seen)
        self.all += seen
        return seen, self.asks(seen)

    @staticmethod
    def asks(seen):
        # What may stand on the edit line is behind the prompt.
        asked = max(seen.rfind("Enter = "), seen.rfind("Type "))
        return "linnet> " in seen[asked:] and asked >= 0 or "Nickname:" in seen[-40:]

    def type(self, keys):
        os.write(self.file, keys.encode())

    def close(self):
        try:
            os.kill(self.pid, signal.SIGKILL)
        except OSError:
            pass
        os.waitpid(self.pid, 0)

    def kill(self):
        """Ends the process as a power cut would."""
        self.close()

    @staticmethod
    def plain(seen):
        """What is seen, without the signs that move the cursor."""
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\r", "", seen)
