#!/usr/bin/env python3
"""Names every test that failed and then passed in a second run: such a test has a fault that somebody must explain.

Reads the reports of Surefire and Failsafe under target/. Changes nothing, always exits 0.
"""
import glob
import os
import xml.etree.ElementTree as ET

TARGET = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "target")
AGAIN = ("flakyFailure", "flakyError")


def flakes():
    for report in sorted(glob.glob(os.path.join(TARGET, "*-reports", "TEST-*.xml"))):
        for case in ET.parse(report).iter("testcase"):
            runs = [run for kind in AGAIN for run in case.findall(kind)]
            if runs:
                yield case.get("classname") + "#" + case.get("name"), runs


def main():
    found = list(flakes())
    print("== reruns: " + (str(len(found)) + " tests failed before they passed" if found else "none"))
    for name, runs in found:
        print("   %s, %d time%s: %s" % (name, len(runs), "s" if len(runs) > 1 else "",
                                      (runs[0].get("message") or runs[0].get("type") or "").strip().split("\n")[0][:200]))


if __name__ == "__main__":
    main()
