#!/bin/sh
# Prints how many tests the last run of `./mvnw verify` skipped because a tool is missing, and the command that installs the
# tools. With --none, which .ci/run uses, such a skip is a failure. If LEFT_OUT is "slow", also prints how many slow tests
# were left out. Needs only a shell, grep, sed and sort.
cd "$(dirname "$0")/../.." || exit 2

[ "${LEFT_OUT:-}" != slow ] || echo "Left out: $(grep -rh '^ *@Slow$' src/test/java | wc -l) slow tests, which" \
    "./mvnw verify -Pslow runs with the rest"

reasons=$(find target/surefire-reports target/failsafe-reports -name 'TEST-*.xml' -exec \
    grep -ho '<skipped.*needs [^ ]*, which is missing (Debian: [^)]*)' {} + 2>/dev/null |
    sed 's/.*needs \([^ ]*\), which is missing (Debian: \(.*\))/\1 \2/')
[ -n "$reasons" ] || exit 0

count=$(echo "$reasons" | wc -l)
tools=$(echo "$reasons" | cut -d' ' -f1 | sort -u | paste -sd, - | sed 's/,/, /g')
packages=$(echo "$reasons" | cut -d' ' -f2 | grep -v '^none$' | sort -u | paste -sd' ' -)
how=
[ -z "$packages" ] || how="; apt-get install --no-install-recommends $packages"
case $tools in *JDK-25*) how="$how; a JDK 25 belongs under /usr/lib/jvm" ;; esac
echo "Skipped for want of a tool ($tools): $count$how"
[ "${1:-}" != --none ]
