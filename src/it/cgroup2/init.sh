#!/bin/busybox sh
# shellcheck shell=dash disable=SC2010,SC2013
# Process 1 of the guest, which has only cgroup v2: starts runners, and checks what they report about their targets. Prints
# "ok", "FAIL" and "# " lines.
/bin/busybox mkdir -p /proc /sys /dev /tmp /root
/bin/busybox --install -s /bin
export PATH=/bin HOME=/root LANG=C.UTF-8
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mount -t tmpfs tmpfs /tmp
mkdir -p /dev/shm
mount -t tmpfs tmpfs /dev/shm
ip link set lo up
mount -t cgroup2 cgroup2 /sys/fs/cgroup
V2=/sys/fs/cgroup
echo "+cpu +memory +pids" > $V2/cgroup.subtree_control
mkdir $V2/dpm $V2/app
PATIENCE=240

ok() { # ok WHAT CONDITION...
    what=$1
    shift
    if "$@"; then echo "ok   - $what"; else echo "FAIL - $what"; fi
}

within() { # within SECONDS COMMAND...: repeats the command until it succeeds or the time is over
    seconds=$1
    shift
    while [ "$seconds" -gt 0 ]; do
        "$@" && return 0
        sleep 2
        seconds=$((seconds - 2))
    done
    "$@"
}

field() { # field FILE NAME: prints the number of this name in a file of JSON
    sed -n "s/.*\"$2\" *: *\"\{0,1\}\([0-9.]*\).*/\1/p" "$1" | head -n 1
}

is_at_least() { [ "$(awk -v one="$1" -v other="$2" 'BEGIN { print (one != "" && one + 0 >= other + 0) }')" = 1 ]; }
said() { grep -q "$2" "$1"; }
# a zombie counts as ended, since process 1 of the guest (this script) reaps no process while it runs
lives() { [ -n "$1" ] && [ -d "/proc/$1" ] && ! grep -q "^State:.*Z" "/proc/$1/status"; }
gone() { [ -n "$1" ] && ! lives "$1"; }
process_of() { # process_of COMMAND_LINE: prints one pid; BusyBox's pgrep -f does not find every process
    for one in /proc/[0-9]*; do
        [ "$(tr '\0' ' ' < "$one/cmdline" 2>/dev/null)" = "$1 " ] && echo "${one#/proc/}" && return 0
    done
    return 1
}
no_group_is_left() { ! ls $V2/dpm | grep -q "^dpm:"; }
oom_kills() { sed -n 's/^oom_kill //p' $V2/app/memory.events; }

echo "# $(uname -sr), $(grep -c ^processor /proc/cpuinfo) processors, controllers: $(cat $V2/cgroup.controllers)"
ok "pure version 2: nothing of version 1 is mounted" sh -c '! grep -q " cgroup " /proc/mounts && grep -q " cgroup2 " /proc/mounts'

# ---- a target that the runner launched: it has a cgroup of its own, and the limits of the cgroup around it
export DPM_HOME=/tmp/launched
echo 300M > $V2/dpm/memory.max
echo "150000 100000" > $V2/dpm/cpu.max
within_group dpm dpm start --name web --console off -- /bin/sleep 100000 > /tmp/start 2>&1
sed 's/^/# /' /tmp/start
within 30 sh -c 'dpm status --json > /tmp/json 2>/dev/null; grep -q memory_limit_bytes /tmp/json'
main=$(pidof sleep | tr ' ' '\n' | tail -n 1)
cgroup=$(cat "/proc/$main/cgroup")
echo "# its cgroup: $cgroup"
ok "a launched target has a cgroup of its own below the runner's" sh -c "echo '$cgroup' | grep -q '^0::/dpm/dpm:.*:web:1$'"
ok "its memory limit is that of the cgroup around it" [ "$(field /tmp/json memory_limit_bytes)" = 314572800 ]
ok "so is its CPU limit" [ "$(field /tmp/json cpu_limit_cores)" = 1.5 ]
dpm stop --yes > /tmp/stop 2>&1
sed 's/^/# /' /tmp/stop
ok "it is stopped" gone "$main"
ok "its cgroup is removed" no_group_is_left

# ---- a target with a cgroup of its own, in which the kernel enforces limits
export DPM_HOME=/tmp/limited
mkdir $V2/own
within_group own dpm start --name hog --console off --restart never --start_seconds 0 --memory_threshold off --cpu_threshold off \
    --memory_max 48MiB --cpu_quota 50% --pids_max 20 -- /bin/sh -c 'sleep 60; cat /dev/zero | tail -n 1' > /tmp/start 2>&1
sed 's/^/# /' /tmp/start
group=$(ls -d $V2/own/dpm:*:hog:1)
echo "# its cgroup: $group, processes $(tr '\n' ' ' < "$group/cgroup.procs")"
holds() { [ "$(cat "$group/$1")" = "$2" ]; }
ok "its own cgroup holds memory_max" holds memory.max 50331648
ok "and cpu_quota" holds cpu.max "50000 100000"
ok "and pids_max" holds pids.max 20
ok "the target is in it" sh -c "[ -n \"\$(cat $group/cgroup.procs)\" ]"
ok "the runner has left its own cgroup for a leaf" sh -c "[ -z \"\$(cat $V2/own/cgroup.procs)\" ] && [ -n \"\$(cat $V2/own/dpm-runner/cgroup.procs)\" ]"
ok "which gives its children the controllers" sh -c "grep -q memory $V2/own/cgroup.subtree_control"
ok "its limits are shown" within 60 sh -c "dpm status --json | grep -q 'memory_max 48.0 MiB, cpu_quota 50%, pids_max 20'"
ok "a hog in it is killed, which is certain" within $PATIENCE sh -c "dpm incident hog 2>/dev/null | grep -q 'certain: the OOM kill counter'"
ok "its cgroup is gone with it" within 60 sh -c "! ls $V2/own | grep -q :hog:"
dpm start --name hide --start_seconds 0 --pids_max 20 -- /bin/sh -c 'setsid sh -c "env -i /bin/sleep 77777 &"; sleep 100000' > /tmp/start 2>&1
sed 's/^/# /' /tmp/start
within 30 process_of "/bin/sleep 77777" > /dev/null
hidden=$(process_of "/bin/sleep 77777")
ok "a daemon with another session, parent and environment lives" lives "$hidden"
dpm stop --yes > /tmp/stop 2>&1
sed 's/^/# /' /tmp/stop
ok "a stop ends it too" gone "$hidden"
ok "no cgroup of a target is left" sh -c "! ls $V2/own | grep -q '^dpm:'"

# ---- an attached target: it is in another cgroup with its own limits, as in a pod
echo 96M > $V2/app/memory.max
echo 0 > $V2/app/memory.swap.max 2>/dev/null
echo "30000 100000" > $V2/app/cpu.max
within_group app yes > /dev/null &
hog=$!
export DPM_HOME=/tmp/attached
within_group dpm dpm start --attach --process_name yes --name app --console off > /tmp/start 2>&1
sed 's/^/# /' /tmp/start
within 60 sh -c 'dpm status --json > /tmp/json 2>/dev/null; grep -q throttled_periods /tmp/json'
echo "# limit $(field /tmp/json memory_limit_bytes), working set $(field /tmp/json working_set_bytes), CPU limit $(field /tmp/json cpu_limit_cores), throttled $(field /tmp/json throttled_periods)"
echo "# by the kernel: memory.current $(cat $V2/app/memory.current), $(grep nr_throttled $V2/app/cpu.stat)"
ok "an attached target's memory limit" [ "$(field /tmp/json memory_limit_bytes)" = 100663296 ]
ok "its CPU limit" [ "$(field /tmp/json cpu_limit_cores)" = 0.3 ]
ok "its working set is read" is_at_least "$(field /tmp/json working_set_bytes)" 4096
ok "its throttled periods are counted" is_at_least "$(field /tmp/json throttled_periods)" 1
ok "no OOM kill so far" [ "$(field /tmp/json oom_kills)" = 0 ]
dpm stop --yes > /tmp/stop 2>&1
sed 's/^/# /' /tmp/stop
ok "an attached target is let go, not ended" lives $hog
kill $hog
echo "max 100000" > $V2/app/cpu.max

# ---- a program that leaks a megabyte a second, in the cgroup with the limit of 96 MiB
leak() {
    within_group app sh -c '(while :; do dd if=/dev/zero bs=1M count=1 2>/dev/null; sleep 1; done) | tail -n 1' > /dev/null 2>&1 &
}
begin() { # begin OPTIONS...: starts a sidecar in the runner's cgroup; its output goes to /tmp/said
    rm -rf /tmp/sidecar
    DPM_HOME=/tmp/sidecar within_group dpm dpm run --attach --process_name tail --name app --console off "$@" > /tmp/said 2>&1 &
    sidecar=$!
    within 120 said /tmp/said "attached"
}
finish() {
    ok "an incident is kept of it" within $PATIENCE sh -c "ls /tmp/sidecar/incidents 2>/dev/null | grep -q app"
    kill $sidecar
    wait $sidecar
    for one in $(cat $V2/app/cgroup.procs); do kill -9 "$one"; done
    within 20 sh -c "[ -z \"\$(cat $V2/app/cgroup.procs)\" ]"
    sed 's/^/# /' /tmp/said
    ok "without a fault of its recording" sh -c '! grep -q " ERROR incidents" /tmp/said'
}

leak
begin --memory_threshold 60% --on_breach terminate --max_restarts 10
ok "over 60 % of the limit of its cgroup it is asked to end" within $PATIENCE said /tmp/said "stopping with TERM"
ok "before the kernel kills anything" [ "$(oom_kills)" = 0 ]
finish

leak
begin --memory_threshold off --act_before 60 --on_breach terminate --max_restarts 10
ok "by its trend it is asked to end a minute before the limit" within $PATIENCE said /tmp/said "stopping with TERM"
ok "before the kernel kills anything" [ "$(oom_kills)" = 0 ]
finish

leak
begin --memory_threshold off --on_breach none
ok "without a rule it is the kernel's KILL" within $PATIENCE sh -c "[ \$(sed -n 's/^oom_kill //p' $V2/app/memory.events) -ge 1 ]"
ok "which the sidecar tells from other ends" within 60 grep -q -i "OOM kill" /tmp/said
finish

echo "# end"
sync
poweroff -f
