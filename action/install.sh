#!/usr/bin/env bash
# Downloads a release of Milepost, compares it with its checksum, and unpacks it. Everything comes in by the environment:
#   MILEPOST_VERSION    such as 0.1.0
#   MILEPOST_RELEASES   where the releases are: ADDRESS/vVERSION/FILE
#   MILEPOST_SHA256     of the archive; without it that of SHA256SUMS beside the archive
#   RUNNER_OS, RUNNER_ARCH, RUNNER_TEMP, GITHUB_PATH, GITHUB_OUTPUT   as a runner sets them
set -euo pipefail

fail() {
    echo "::error::$1"
    exit 1
}

target() {
    case "$RUNNER_OS-$RUNNER_ARCH" in
        Linux-X64) echo x86_64-unknown-linux-musl ;;
        Linux-ARM64) echo aarch64-unknown-linux-musl ;;
        macOS-X64) echo x86_64-apple-darwin ;;
        macOS-ARM64) echo aarch64-apple-darwin ;;
        Windows-X64) echo x86_64-pc-windows-msvc ;;
        *) return 1 ;;
    esac
}

sha256() {
    if command -v sha256sum > /dev/null; then
        sha256sum "$1" | cut -d ' ' -f 1
    else
        shasum -a 256 "$1" | cut -d ' ' -f 1
    fi
}

fetch() {
    curl --fail --silent --show-error --location --retry 3 --max-time 300 --output "$2" "$1" ||
        fail "could not download $1: is there a release $MILEPOST_VERSION, and is \`repository\` where it is?"
}

[[ $MILEPOST_VERSION =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?$ ]] ||
    fail "\`version\` is \`$MILEPOST_VERSION\`: it should be one like 0.1.0, without a \`v\`"
triple=$(target) || fail "there is no release for $RUNNER_OS on $RUNNER_ARCH: build from source, as the workflow of \`milepost init\` does"
archive=milepost-$MILEPOST_VERSION-$triple.tar.gz
folder=$RUNNER_TEMP/milepost-$MILEPOST_VERSION
from=${MILEPOST_RELEASES%/}/v$MILEPOST_VERSION
mkdir -p "$folder"

fetch "$from/$archive" "$folder/$archive"
expected=${MILEPOST_SHA256:-}
if [[ -z $expected ]]; then
    fetch "$from/SHA256SUMS" "$folder/SHA256SUMS"
    expected=$(awk -v name="$archive" '$2 == name || $2 == "*" name { print $1 }' "$folder/SHA256SUMS")
    [[ -n $expected ]] || fail "SHA256SUMS of the release does not list $archive"
fi
found=$(sha256 "$folder/$archive")
[[ $found == "$expected" ]] || fail "$archive has the SHA-256 $found, and it should be $expected: it was not run"

# The archive holds one folder with the program and its licences.
tar -xzf "$folder/$archive" -C "$folder" --strip-components 1
rm "$folder/$archive"
echo "$folder" >> "$GITHUB_PATH"
echo "version=$MILEPOST_VERSION" >> "$GITHUB_OUTPUT"
"$folder/milepost" --version
