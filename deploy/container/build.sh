#!/usr/bin/env bash
# build.sh [NAME:TAG]: builds the image without a registry, from files of this machine. Default: localhost/dpm-runner:0.1.0
# Needs podman with runc, busybox-static, a JDK 25 (JDK=FOLDER, else one under /usr/lib/jvm) and target/dpm-runner.jar.
# If a registry is reachable, use instead: podman build -f deploy/container/Containerfile .
#   BASE=IMAGE     base image; default: an image made of busybox and this machine's C library
#   PODMAN=COMMAND podman with additional options, for example for another storage
set -euo pipefail
cd "$(dirname "$0")/../.."
tag=${1:-localhost/dpm-runner:0.1.0}
read -r -a podman <<< "${PODMAN:-podman}"
jdk=${JDK:-$(find /usr/lib/jvm -maxdepth 1 -name '*25*' 2>/dev/null | sort | head -n 1)}
[ -x "$jdk/bin/jlink" ] || { echo "build.sh: no JDK 25 under /usr/lib/jvm; name one with JDK=FOLDER" >&2; exit 2; }
[ -r target/dpm-runner.jar ] || { echo "build.sh: target/dpm-runner.jar is missing: ./mvnw -DskipTests package" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Makes the base image: a root filesystem with busybox and the libraries that the JDK needs
root=$work/root
mkdir -p "$root"/{bin,etc,proc,sys,dev,tmp,opt,var/lib}
chmod 1777 "$root/tmp"
busybox=$(command -v busybox)
cp "$busybox" "$root/bin/busybox"
for applet in $("$busybox" --list); do [ -e "$root/bin/$applet" ] || ln -s busybox "$root/bin/$applet"; done
echo 'root:x:0:0::/:/bin/sh' > "$root/etc/passwd"
echo 'root:x:0:' > "$root/etc/group"
ldd "$jdk/bin/java" "$jdk/lib/server/libjvm.so" "$jdk/lib/libjava.so" "$jdk/lib/libzip.so" \
    | grep -oE '/[^ ]+' | grep -v -e "^$jdk" -e ':$' | sort -u | while read -r library; do
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
done
# the certificates of a distribution's JDK are outside its folder, behind a symbolic link
certificates=$(realpath "$jdk/lib/security/cacerts")
case $certificates in
    "$(realpath "$jdk")"/*) ;;
    *) mkdir -p "$root$(dirname "$certificates")" && cp "$certificates" "$root$certificates" ;;
esac
tar -C "$root" -c . | "${podman[@]}" import -q -c 'ENV PATH=/bin' - localhost/dpm-ground:1 >/dev/null

# The JDK is mounted and not copied, because only the first stage of the build needs it
"${podman[@]}" build -q --network=none --pull=never --volume "$jdk:/opt/java/openjdk:ro" \
    --build-arg JDK=localhost/dpm-ground:1 --build-arg BASE="${BASE:-localhost/dpm-ground:1}" \
    --build-arg REVISION="$(git rev-parse HEAD 2>/dev/null || echo unknown)" \
    --tag "$tag" --file deploy/container/Containerfile . >&2
echo "$tag"
