#!/usr/bin/env bash
# Measures what firecrest takes from cold, beside the least that a Native AOT program could take, and the memory that it needs. Needs hyperfine, jq and
# GNU time. With --again it measures what the last run has published.
set -euo pipefail
cd "$(dirname "$0")/../.."
out=$PWD/artifacts/cold-start
mkdir -p "$out"

if [ "${1:-}" != --again ]; then
    dotnet publish src/Firecrest.Cli -p:PublishProfile=linux-x64 -o "$out/cli" --nologo -v quiet
    dotnet publish bench/cold-start/Hello -c Release -r linux-x64 -o "$out/hello" --nologo -v quiet
    dotnet publish bench/cold-start/RawSystems -c Release -r linux-x64 -o "$out/raw" --nologo -v quiet
    dotnet build src/Firecrest.Emulator.Tool -c Release --nologo -v quiet
fi

src/Firecrest.Emulator.Tool/bin/Release/net10.0/Firecrest.Emulator.Tool >"$out/emulator.env" &
emulator=$!
trap 'kill "$emulator"' EXIT
until grep -q FIRECREST_SYSTEM "$out/emulator.env"; do sleep 0.2; done
# shellcheck disable=SC1091
. "$out/emulator.env"
export XDG_CACHE_HOME=$out/cache HOME=$out
rm -rf "$XDG_CACHE_HOME"
firecrest=$out/cli/firecrest
"$firecrest" auth token >"$out/token"

hyperfine -N --warmup 10 --runs 100 --style none --export-json "$out/times.json" \
    -n "hello world" "$out/hello/Hello" -n "firecrest --help" "$firecrest --help" \
    -n "raw request" "$out/raw/RawSystems $out/token" -n "firecrest systems" "$firecrest systems -o table"

echo "| program | median, ms | least, ms | processor time, ms |"
echo "|---|---|---|---|"
jq -r 'def ms: . * 10000 | round / 10; .results[] | "| \(.command) | \(.median | ms) | \(.min | ms) | \(.user + .system | ms) |"' "$out/times.json"

# The most memory that was resident, of five runs, in KiB.
for arguments in "--help" "systems"; do
    # shellcheck disable=SC2086
    for _ in 1 2 3 4 5; do /usr/bin/time -f %M "$firecrest" $arguments 2>&1 >/dev/null; done | sort -n | tail -n 1 | sed "s/^/firecrest $arguments: /"
done
