#!/usr/bin/env bash
# smoke.sh JAVA JAR: runs the main job once with this JVM: start, breach, restart, status, stop. Leaves no process or file behind.
set -euo pipefail
java=$1 jar=$(realpath "$2")
here=$(cd "$(dirname "$0")/../.." && pwd)
DPM_HOME=$(mktemp -d)
export DPM_HOME NO_COLOR=1
dpm() { "$java" -jar "$jar" "$@"; }
finish() {
    dpm stop --yes >/dev/null 2>&1 || true
    rm -rf "$DPM_HOME"
}
trap finish EXIT

dpm start --script_path "$here/deploy/demo/leaky.py" --name leaky --memory_threshold 60 --monitor_interval 1 \
    --restart_interval 0 --port 0 --management_port 0 -- --leak 10
for _ in $(seq 120); do
    if dpm events leaky | grep -q 'memory .* MiB > 60.0 MiB in 2 of 2 samples'; then breached=yes; fi
    if [ "${breached:-}" ] && dpm status --json | grep -Eq '"restarts" ?: ?[1-9]'; then restarted=yes; break; fi
    sleep 0.5
done
dpm status || true
dpm events leaky
[ "${restarted:-}" ] || { echo "no restart after a breach within 60 s"; exit 1; }
pid=$(cat "$DPM_HOME/dpm.pid")
dpm stop --yes
code=0
dpm status || code=$?
[ "$code" = 3 ] || { echo "status after stop ended with $code, not 3"; exit 1; }
if [ -d "/proc/$pid" ] && ! grep -q '^State:.Z' "/proc/$pid/status" 2>/dev/null; then
    echo "the daemon (process $pid) is still there"
    exit 1
fi
echo "the packaged jar did its job"
