#!/bin/sh
# Leaks memory: so many MiB a second (default 15), each second's share in a variable of its own. Needs a shell only, so that
# the first command of the README works wherever the project can be built; leaky.py beside it can do more.
mib=${1:-15}
second=0
while :; do
    second=$((second + 1))
    eval "share_$second=\$(head -c $((mib * 1048576)) /dev/zero | tr '\\0' .)"
    echo "holding $((second * mib)) MiB"
    sleep 1
done
