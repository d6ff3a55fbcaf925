#!/usr/bin/python3 -IS
"""target.py ROLE: a program for the chaos suite to supervise.

With DECOY_RECORD in its environment the program is a decoy: a process with the command line of a target that no runner
supervises. A decoy catches every signal that can be caught, and writes each into the file that DECOY_RECORD names.
"""
import os
import signal
import sys
import time

HERE = os.path.abspath(__file__)


def rest():
    while True:
        time.sleep(1000)


def sleeper():
    rest()


def finite():
    """Crashes on request, and otherwise never."""
    signal.signal(signal.SIGUSR1, lambda *_: os._exit(3))
    rest()


def writer():
    """Writes lines of changing length, numbered from 1 at each launch; on a full disk, tries the same bytes again and again."""
    life, number = time.monotonic_ns(), 0
    put(b"\n")
    while True:
        number += 1
        put(b"%d %d %s.\n" % (life, number, b"x" * (number * 37 % 200)))
        time.sleep(0.05)


def put(data):
    while data:
        try:
            data = data[os.write(1, data):]
        except OSError:
            time.sleep(0.02)


def tree():
    """Starts a grandchild in a session of its own, and an orphan whose parent has ended."""
    begin("child")
    if os.fork() == 0:
        begin("orphan")
        os._exit(0)
    os.wait()
    rest()


def begin(role):
    if os.fork() == 0:
        os.execv(sys.executable, [sys.executable, "-IS", HERE, role])


def child():
    if os.fork() == 0:
        os.execv(sys.executable, [sys.executable, "-IS", HERE, "grandchild"])
    rest()


def grandchild():
    os.setsid()
    rest()


def orphan():
    rest()


def decoy(record):
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, lambda got, _: os.write(record, b"%d\n" % got))
    os.write(record, b"ready\n")
    rest()


if __name__ == "__main__":
    kept = os.environ.get("DECOY_RECORD")
    if kept:
        decoy(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_APPEND))
    {"sleeper": sleeper, "finite": finite, "writer": writer, "tree": tree, "child": child, "grandchild": grandchild,
     "orphan": orphan}[sys.argv[1]]()
