#!/bin/sh
# archives.sh JAVA JAR FOLDER: class archives of a runner and of a client for the integration tests, run.jsa and client.jsa,
# as deploy/dpm makes them for its users. They hold for this jar at this place and for this Java; without them the tests
# are the same, and take a third longer.
set -eu

java=$1 jar=$2 folder=$3
rm -rf "$folder"
mkdir -p "$folder"
export DPM_HOME="$folder/home"

# shellcheck disable=SC2016 # the shell of the target expands what is quoted
"$java" -XX:+UseSerialGC -XX:ArchiveClassesAtExit="$folder/run.jsa" -Xlog:disable -jar "$jar" \
    run --name training --restart never --port 0 --management_port 0 --output null -- sh -c '
        sleep 3
        "$1" -XX:+UseSerialGC -XX:ArchiveClassesAtExit="$3/client.jsa" -Xlog:disable -jar "$2" status --json
        "$1" -jar "$2" console
        sleep 1' sh "$java" "$jar" "$folder"
rm -rf "${folder:?}/home"
