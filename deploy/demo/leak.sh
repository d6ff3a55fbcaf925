#!/bin/sh
# leak.sh [MIB]: leaks that many MiB of memory per second (default 15), by storing text in a new variable each second. Needs only
# a shell, so that the first command in the README works on every machine. leaky.py in the same folder has more options.
mib=${1:-15}
second=0
while :; do
    second=$((second + 1))
    eval "share_$second=\$(head -c $((mib * 1048576)) /dev/zero | tr '\\0' .)"
    echo "holding $((second * mib)) MiB"
    sleep 1
done
