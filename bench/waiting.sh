#!/usr/bin/env bash
# Measures what waiting for many jobs costs, beside a loop that lists them; both are compiled ahead. Arguments: rounds and seconds, 3 and 40 by themselves.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet publish bench/Firecrest.Benchmarks -c Release -r linux-x64 --self-contained false -p:PublishReadyToRun=true -o artifacts/waiting --nologo -v quiet
artifacts/waiting/Firecrest.Benchmarks waiting "$@"
