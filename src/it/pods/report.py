"""Prints ok and FAIL lines, each with the seconds since the last line, and their numbers at the end."""
import time


class Report:
    def __init__(self):
        self.passed = self.failed = 0
        self.last = time.monotonic()

    def line(self, good, what):
        now = time.monotonic()
        print("%s - %s (%.1f s)" % ("ok  " if good else "FAIL", what, now - self.last), flush=True)
        self.last = now
        if good:
            self.passed += 1
        else:
            self.failed += 1
        return good

    def same(self, got, wanted, what):
        return self.line(got == wanted, what if got == wanted else "%s: got %r, not %r" % (what, got, wanted))

    def close(self):
        print("%d passed, %d failed" % (self.passed, self.failed), flush=True)
        return 1 if self.failed else 0
