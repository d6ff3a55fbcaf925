#!/bin/bash
# Tests the packages as a user installs them. Debian package: lintian checks it; the script installs, upgrades, removes and
# purges it in a copy of this machine's system (an overlay that ends with the script), and a target must survive the upgrade.
# Archive: the script unpacks it and uses the program.
#   packages.sh [PACKAGE [ARCHIVE]]   default: the files in target/. Needs root, lintian and a Java 17 from Debian
set -euo pipefail
cd "$(dirname "$0")/../.."
package=$(realpath "${1:-$(echo target/dpm-runner_*_all.deb)}")
archive=$(realpath "${2:-$(echo target/dpm-runner-*.tar.gz)}")

if [ "${3:-}" != inside ]; then
    lintian --allow-root --fail-on error "$package"
    exec unshare --mount --pid --fork --kill-child "$0" "$package" "$archive" inside
fi

passed=0
ok() { passed=$((passed + 1)); echo "ok   $*"; }
must() { # WHAT COMMAND...
    local what=$1
    shift
    if "$@" > "$work/said" 2>&1; then ok "$what"; else echo "FAIL $what: $*"; cat "$work/said"; exit 1; fi
}

work=$(mktemp -d)
mount -t tmpfs none "$work"
mkdir "$work"/{upper,work,root}
mount -t overlay overlay -o "lowerdir=/,upperdir=$work/upper,workdir=$work/work" "$work/root"
root=$work/root
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
cp "$package" "$root/tmp/first.deb"

# builds the same package with a higher version, for the upgrade
dpkg-deb -R "$package" "$work/second"
sed -i 's/^Version: .*/&.1/' "$work/second/DEBIAN/control"
dpkg-deb -Zgzip -z1 -b "$work/second" "$root/tmp/second.deb" > /dev/null

inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }
as_dpm() { inside runuser -u dpm -- env HOME=/var/lib/dpm "$@"; }
running() { # prints the pid of the target
    as_dpm dpm status --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["targets"][0]["pid"])'
}

gone() { # a pid; a zombie that nobody has reaped is gone
    ! [ -d "$root/proc/$1" ] || grep -q '^State:.*Z' "$root/proc/$1/status"
}

must "installs" inside dpkg -i /tmp/first.deb
must "has a user of its own" inside getent passwd dpm
must "dpm --version" inside dpm --version
must "the example starts nothing and is sound" inside dpm check /etc/dpm/dpm.yaml
must "man dpm-start is there" inside test -s /usr/share/man/man1/dpm-start.1.gz
must "the unit is one that systemd accepts" inside systemd-analyze verify /lib/systemd/system/dpm-runner.service
must "enabled at boot" inside test -e /etc/systemd/system/multi-user.target.wants/dpm-runner.service

sed -i 's/^targets: .*/targets: {web: {command: [\/bin\/sleep, "1000"]}}/' "$root/etc/dpm/dpm.yaml"
must "the file's targets start" as_dpm dpm start --config /etc/dpm/dpm.yaml
before=$(running)
must "a target runs" grep -q sleep "$root/proc/$before/cmdline"
must "upgrades" inside dpkg -i --force-confold /tmp/second.deb
must "the target outlives the upgrade" test "$(running)" = "$before"
must "the file that was edited is kept" grep -q sleep "$root/etc/dpm/dpm.yaml"
must "removes" inside dpkg -r dpm-runner
must "a removal stops the targets" gone "$before"
must "a removal keeps state and settings" test -d "$root/var/lib/dpm/.dpm" -a -f "$root/etc/dpm/dpm.yaml"
must "purges" inside dpkg -P dpm-runner
must "a purge forgets" test ! -e "$root/var/lib/dpm" -a ! -e "$root/etc/dpm"

mkdir "$work/unpacked"
tar -xzf "$archive" -C "$work/unpacked" --strip-components=1
must "the archive's dpm finds its jar" env DPM_CACHE=off "$work/unpacked/bin/dpm" --version
must "the archive has man pages and completions" test -s "$work/unpacked/share/man/man1/dpm.1.gz" \
    -a -s "$work/unpacked/share/bash-completion/completions/dpm"
echo "$passed passed, 0 failed"
