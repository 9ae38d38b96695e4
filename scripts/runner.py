"""Runs other programs and says what they took."""
import json, os, signal, subprocess, sys

# Runs one command line at a time. A small process of its own, since the peak memory of a child
# counts from that of its parent: what needs less than this one's 8 MB shows as 8.
RUNNER = """
import json, os, resource, sys, time
for line in sys.stdin:
    command, seconds, source, target = json.loads(line)
    began = time.monotonic()
    pid = os.fork()
    if pid == 0:
        try:
            os.dup2(os.open(source, os.O_RDONLY), 0)
            os.dup2(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), 1)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            os.execvp(command[0], command)
        finally:
            os._exit(127)
    _, status, usage = os.wait4(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - began
    print(json.dumps([code, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, wall]), flush=True)
"""


class Runner:
    def __init__(self, seconds):
        self.seconds = seconds
        self.process = subprocess.Popen([sys.executable, "-S", "-E", "-c", RUNNER], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def timed(self, command, source=os.devnull, target=os.devnull):
        """Exit code, CPU seconds, peak kB, wall seconds; with files as standard input and output."""
        self.process.stdin.write(json.dumps([command, self.seconds, source, target]) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def run(self, command):
        """Exit code, CPU seconds, peak kB."""
        return self.timed(command)[:3]

    def must(self, command):
        code = self.run(command)[0]
        if code != 0:
            raise OSError(f"{' '.join(command)} ended with {code}")

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def why(code, seconds):
    """How a program ended that did not do its work."""
    slow = code in (-signal.SIGXCPU, -signal.SIGKILL)
    return f"was ended after {seconds:.0f} CPU seconds" if slow else f"ended with {code}"
