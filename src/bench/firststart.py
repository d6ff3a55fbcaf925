#!/usr/bin/env python3
"""The first start of twenty programs: supervisord by its own file, and dpm-runner by what `import` makes of that file.

    src/bench/firststart.py [--programs 20] [--runs 5] [--java JAVA] JAR

In each run, one after the other: supervisord, and dpm-runner with a home that nobody has used. Measured is the time from
the command to the moment when each program has written its file, and to the moment when all are RUNNING by the
supervisor's own word (startsecs is 1 in both), besides the processor time of the supervisor until then. Says medians,
ranges and ratios. Needs Debian's package supervisor and procfs; ends what it started.
"""
import argparse, os, shutil, signal, statistics, subprocess, sys, tempfile, time

PATIENCE = 120
TICK = os.sysconf("SC_CLK_TCK")


def wait(condition, what):
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"{what} took more than {PATIENCE} s")
        time.sleep(0.005)


def cpu(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def conf(folder, programs):
    path = os.path.join(folder, "supervisord.conf")
    with open(path, "w") as file:
        file.write(f"""[unix_http_server]
file={folder}/s.sock
[supervisord]
nodaemon=true
logfile={folder}/supervisord.log
pidfile={folder}/supervisord.pid
childlogdir={folder}
[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
[supervisorctl]
serverurl=unix://{folder}/s.sock
""")
        for n in range(programs):
            file.write(f"""[program:p{n}]
command=/bin/sh -c "echo up; : > {folder}/up-{n}; exec sleep 1000"
autorestart=unexpected
startsecs=1
stopwaitsecs=10
redirect_stderr=true
""")
    return path


def all_up(folder, programs):
    return lambda: sum(name.startswith("up-") for name in os.listdir(folder)) == programs


def supervisord(programs):
    folder = tempfile.mkdtemp(prefix="dpm-first")
    path = conf(folder, programs)
    begun = time.monotonic()
    child = subprocess.Popen(["supervisord", "-c", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait(all_up(folder, programs), "supervisord")
        up = time.monotonic() - begun
        log = os.path.join(folder, "supervisord.log")
        wait(lambda: open(log).read().count("entered RUNNING state") == programs, "supervisord")
        return up, time.monotonic() - begun, cpu(child.pid)
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait()
        shutil.rmtree(folder)


def runner(java, jar, programs):
    folder = tempfile.mkdtemp(prefix="dpm-first")
    path = conf(folder, programs)
    home = os.path.join(folder, "home")
    environment = dict(os.environ, DPM_HOME=home, DPM_PORT="0", DPM_MANAGEMENT_PORT="0")
    command = [java, "-jar", jar]
    begun = time.monotonic()
    with open(os.path.join(folder, "dpm.yaml"), "w") as file:
        subprocess.run(command + ["import", path], check=True, env=environment, stdout=file, stderr=subprocess.DEVNULL)
    imported = time.monotonic() - begun
    begun = time.monotonic()
    child = subprocess.Popen(command + ["start", "--config", os.path.join(folder, "dpm.yaml")], env=environment,
                             stdout=subprocess.DEVNULL)
    try:
        wait(all_up(folder, programs), "dpm-runner")
        up = time.monotonic() - begun
        if child.wait() != 0:
            sys.exit("start failed")
        running = time.monotonic() - begun
        with open(os.path.join(home, "daemon.properties")) as file:
            pid = next(line.split("=")[1].strip() for line in file if line.startswith("pid="))
        return up, running, cpu(pid), imported
    finally:
        subprocess.run(command + ["stop", "--yes"], env=environment, stdout=subprocess.DEVNULL)
        shutil.rmtree(folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("jar")
    parser.add_argument("--programs", type=int, default=20)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--java", default="java")
    asked = parser.parse_args()
    if shutil.which("supervisord") is None:
        sys.exit("supervisord is not on this machine (Debian: supervisor)")
    theirs, ours = [], []
    for _ in range(asked.runs):
        theirs.append(supervisord(asked.programs))
        ours.append(runner(asked.java, asked.jar, asked.programs))

    def middle(figures, at):
        values = [figure[at] for figure in figures]
        return statistics.median(values), f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"

    print(f"{asked.programs} programs, medians of {asked.runs} runs in seconds, load {os.getloadavg()[0]:.0f}")
    print("| | supervisord | dpm-runner | ratio |\n|---|---|---|---|")
    for at, what in enumerate(("until all programs run", "until all are RUNNING", "processor time of the supervisor")):
        (their, shown), (our, our_shown) = middle(theirs, at), middle(ours, at)
        print(f"| {what} | {shown} | {our_shown} | {our / max(their, 0.001):.1f} |")
    print(f"| the import, once | | {middle(ours, 3)[1]} | |")


if __name__ == "__main__":
    main()
