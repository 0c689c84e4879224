#!/usr/bin/env bash
# Runs `milepost` with the words of MILEPOST_ARGS, in MILEPOST_ROOT. Words are parted at spaces and nothing else happens to
# them: no quotes, no variables, no patterns.
set -euo pipefail
set -f
# shellcheck disable=SC2206 # parting at spaces is what is wanted
words=($MILEPOST_ARGS)
cd "$MILEPOST_ROOT"
exec milepost "${words[@]}"
