#!/usr/bin/env bash
# Prints the Homebrew formula of a release: `packaging/formula.sh VERSION OWNER/NAME SHA256SUMS > milepost.rb`, for a tap
# of whoever publishes it. Only what SHA256SUMS lists gets into it.
set -euo pipefail
version=$1 repository=$2 sums=$3

archive() {
    local name=milepost-$version-$1.tar.gz sum
    sum=$(awk -v name="$name" '$2 == name { print $1 }' "$sums")
    if [[ ! $sum =~ ^[0-9a-f]{64}$ ]]; then
        echo "$sums does not list $name" >&2
        exit 1
    fi
    printf '      url "https://github.com/%s/releases/download/v%s/%s"\n      sha256 "%s"\n' "$repository" "$version" "$name" "$sum"
}

mac_arm=$(archive aarch64-apple-darwin)
mac_intel=$(archive x86_64-apple-darwin)
linux_arm=$(archive aarch64-unknown-linux-musl)
linux_intel=$(archive x86_64-unknown-linux-musl)
cat << FORMULA
class Milepost < Formula
  desc "Static-site generator for a public learning journal"
  homepage "https://github.com/$repository"
  version "$version"
  license any_of: ["MIT", "Apache-2.0"]

  on_macos do
    on_arm do
$mac_arm
    end
    on_intel do
$mac_intel
    end
  end

  on_linux do
    on_arm do
$linux_arm
    end
    on_intel do
$linux_intel
    end
  end

  def install
    bin.install "milepost"
    generate_completions_from_executable(bin/"milepost", "completions")
  end

  test do
    system bin/"milepost", "init", "journal"
    system bin/"milepost", "build", "--root", "journal"
    assert_path_exists testpath/"journal/site/index.html"
  end
end
FORMULA
