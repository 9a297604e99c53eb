#!/usr/bin/env bash
# Moves a file of 1 GiB up and down, killing the process 20 times each way at random moments, and compares what arrived.
#   bench/soak.sh [MiB] [kills]
set -euo pipefail
cd "$(dirname "$0")/.."
size=${1:-1024} kills=${2:-20}

dotnet build bench/Firecrest.Benchmarks -c Release -v quiet --nologo
dotnet build bench/Move -c Release -v quiet --nologo
bench=bench/Firecrest.Benchmarks/bin/Release/net10.0/Firecrest.Benchmarks
move=bench/Move/bin/Release/net10.0/Move
folder=$(mktemp -d)
mkfifo "$folder/stdin"
"$bench" serve-transfers <"$folder/stdin" >"$folder/site" &
server=$!
exec 9>"$folder/stdin"
finish() { echo >&9 || true; wait "$server" || true; rm -rf "$folder"; }
trap finish EXIT
until [ -s "$folder/site" ]; do sleep 0.1; done
read -ra site <"$folder/site"
head -c "${size}M" /dev/urandom >"$folder/file"
sum=$(sha256sum <"$folder/file")

# Kills the transfer so many times, each after 0.5 to 3.5 seconds, and then lets it end.
soak() {
    local direction=$1 local=$2
    for _ in $(seq "$kills"); do
        "$move" "$direction" "$local" /home/fireuser/file "$folder/$direction.manifest" "${site[@]}" >"$folder/out" &
        local process=$!
        local moment=$((RANDOM % 3000 + 500))
        sleep "$((moment / 1000)).$(printf %03d $((moment % 1000)))"
        kill -KILL "$process" 2>/dev/null || true
        wait "$process" 2>/dev/null || true
        if [ -s "$folder/out" ]; then echo "$direction: ended before it was killed"; fi
    done
    "$move" "$direction" "$local" /home/fireuser/file "$folder/$direction.manifest" "${site[@]}" >"$folder/out"
    echo "$direction: seconds moving, peak KiB, bytes not moved again, why it started over: $(cat "$folder/out")"
}

soak up "$folder/file"
[ "$(sha256sum <"${site[3]}/home/fireuser/file")" = "$sum" ] || { echo "up: the file there is another one"; exit 1; }
soak down "$folder/back"
[ "$(sha256sum <"$folder/back")" = "$sum" ] || { echo "down: the file here is another one"; exit 1; }
echo "$((2 * kills)) kills, both files are whole"
