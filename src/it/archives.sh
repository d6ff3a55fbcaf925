#!/bin/sh
# archives.sh JAVA JAR FOLDER: makes class archives for the integration tests, like those that deploy/dpm makes: run.jsa for
# runners, client.jsa for client commands. They are valid only for this jar under this path and for this Java. The tests give
# the same results without them, and take a third longer.
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
