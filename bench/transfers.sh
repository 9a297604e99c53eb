#!/usr/bin/env bash
# Measures how fast a file of 1 GiB moves, against curl, and how much memory that takes, as a program of the runtime and by Native AOT. Needs curl, and
# 10 GiB of disk. With --again it measures what the last run has published.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$PWD/artifacts/transfers

if [ "${1:-}" != --again ]; then
    dotnet build bench/Firecrest.Benchmarks -c Release -v quiet --nologo
    dotnet publish bench/Move -c Release -r linux-x64 -o "$out/move" -v quiet --nologo
    dotnet publish bench/Move -c Release -r linux-x64 -p:PublishAot=true -o "$out/move-aot" -v quiet --nologo
fi

bench=bench/Firecrest.Benchmarks/bin/Release/net10.0/Firecrest.Benchmarks
"$bench" transfers "$out/move/Move"
echo "Peak of resident memory up and down, MiB:"
"$bench" memory "$out/move/Move"
echo "By Native AOT:"
"$bench" memory "$out/move-aot/Move"
