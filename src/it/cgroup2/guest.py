#!/usr/bin/env python3
"""The product on a machine that has cgroup v2 alone: Debian's kernel in an emulated guest, no KVM needed.

    src/it/cgroup2/guest.py [--jar FILE]         about ten minutes; run by hand

Needs target/dpm-runner.jar, a JDK 25 (JDK=FOLDER, else one under /usr/lib/jvm), and of Debian: qemu-system-x86,
busybox-static, cpio. The kernel is taken out of Debian's package, which is downloaded by apt-get and not installed.
"""
import argparse
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.abspath(os.path.join(HERE, "..", "..", ".."))
PATIENCE = 45 * 60


def jdk():
    found = os.environ.get("JDK") or next(iter(sorted(glob.glob("/usr/lib/jvm/*25*"))), None)
    if not found or not os.access(found + "/bin/jlink", os.X_OK):
        sys.exit("guest.py: no JDK 25 with jlink: set JDK=FOLDER")
    return found


def modules():
    """The Java modules of the container image, so that a module that the image lacks is missing in the guest, too."""
    with open(PROJECT + "/deploy/container/Containerfile") as file:
        return re.search(r"^ARG MODULES=(\S+)$", file.read(), re.MULTILINE).group(1)


def kernel(folder):
    """Downloads Debian's kernel for virtual machines."""
    depends = subprocess.run(["apt-cache", "depends", "linux-image-cloud-amd64"], text=True, check=True,
                             stdout=subprocess.PIPE).stdout
    package = re.search(r"Depends: (linux-image-\S+)", depends).group(1)
    subprocess.run(["apt-get", "download", "-q", package], cwd=folder, check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    subprocess.run(["dpkg-deb", "-x", glob.glob(folder + "/linux-image-*.deb")[0], folder + "/kernel"], check=True)
    return glob.glob(folder + "/kernel/boot/vmlinuz-*")[0]


def libraries(root, runtime):
    """Copies the shared libraries that the JVM and JNA need, such as the C library."""
    binaries = [runtime + "/bin/java", runtime + "/lib/server/libjvm.so"]
    wanted = {"/lib64/ld-linux-x86-64.so.2"}
    for binary in binaries:
        said = subprocess.run(["ldd", binary], text=True, check=True, stdout=subprocess.PIPE).stdout
        wanted |= {path for path in re.findall(r"(/\S+) \(", said) if not path.startswith(runtime)}
    for path in sorted(wanted):
        inside = root + path
        os.makedirs(os.path.dirname(inside), exist_ok=True)
        shutil.copyfile(os.path.realpath(path), inside)
        os.chmod(inside, 0o755)


def file_system(folder, jar):
    root = folder + "/root"
    os.makedirs(root + "/bin")
    os.makedirs(root + "/opt")
    runtime = root + "/opt/java"
    subprocess.run([jdk() + "/bin/jlink", "--add-modules", modules(), "--strip-java-debug-attributes", "--no-header-files",
                    "--no-man-pages", "--output", runtime], check=True)
    libraries(root, runtime)
    shutil.copy(jar, root + "/opt/dpm-runner.jar")
    shutil.copy(shutil.which("busybox"), root + "/bin/busybox")
    for name, target in (("init.sh", "/init"), ("dpm", "/bin/dpm"), ("within_group", "/bin/within_group")):
        shutil.copy(os.path.join(HERE, name), root + target)
        os.chmod(root + target, 0o755)
    archive = folder + "/initrd"
    with open(archive, "wb") as out:
        names = subprocess.run(["find", "."], cwd=root, check=True, stdout=subprocess.PIPE).stdout
        subprocess.run(["cpio", "-o", "-H", "newc", "--quiet"], cwd=root, input=names, stdout=out, check=True)
    return archive


def run(kernel_file, initrd):
    """Prints the guest's lines as they arrive; returns the numbers of ok and FAIL lines, and whether the guest finished."""
    guest = subprocess.Popen(
        ["qemu-system-x86_64", "-machine", "q35,accel=tcg", "-cpu", "max", "-smp", "2", "-m", "2048", "-nodefaults",
         "-display", "none", "-serial", "stdio", "-no-reboot", "-kernel", kernel_file, "-initrd", initrd,
         "-append", "console=ttyS0 quiet panic=-1 cgroup_no_v1=all"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, errors="replace")
    passed = failed = 0
    ended = False
    watchdog = subprocess.Popen(["sleep", str(PATIENCE)])
    try:
        for line in guest.stdout:
            line = line.rstrip()
            if line.startswith(("ok ", "FAIL", "# ")):
                print(line, flush=True)
            passed += line.startswith("ok ")
            failed += line.startswith("FAIL")
            ended = ended or line == "# end"
            if watchdog.poll() is not None:
                print("# given up after %d s" % PATIENCE, flush=True)
                break
    finally:
        watchdog.kill()
        watchdog.wait()
        guest.kill()
        guest.wait()
    return passed, failed, ended


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--jar", default=PROJECT + "/target/dpm-runner.jar")
    jar = asked.parse_args().jar
    folder = tempfile.mkdtemp(prefix="dpm-guest.")
    try:
        passed, failed, ended = run(kernel(folder), file_system(folder, jar))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("%d passed, %d failed%s" % (passed, failed, "" if ended else ", and the guest did not come to its end"))
    return 0 if failed == 0 and passed and ended else 1


if __name__ == "__main__":
    sys.exit(main())
