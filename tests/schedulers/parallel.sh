#!/usr/bin/env bash
# An experiment in four parts by GNU parallel, one of them killed in the middle and started again, against the whole by one program.
# Not part of `npm test`: it needs `parallel` (Debian: apt install parallel) and the built program. Usage: tests/schedulers/parallel.sh
set -euo pipefail
export SHELL=/bin/bash # for the function that `parallel` runs
cd "$(dirname "$0")/../.."
export PROGRAM="$PWD/build/cli/sidestep.mjs"
export LINK='#v=1&p=rosenbrock,noise=.1&o=sgd,lr=.0001:.001:5&o=adam,lr=.001:.1:5&steps=100000&seeds=4'
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

# The part; the first time that part 2 has a whole line and the beginning of another one, it is killed.
part() {
  node "$PROGRAM" sweep "$LINK" --shard "$1/4" --out "part$1.ndjson" &
  local program=$!
  if [ "$1" = 2 ] && [ ! -e killed ]; then
    until [ -s part2.ndjson ]; do sleep 0.05; done
    kill -KILL $program
    wait $program || true
    printf '{"cell":0,"se' >> part2.ndjson
    cp part2.ndjson killed
    return 1
  fi
  wait $program
}
export -f part

parallel --retries 3 part ::: 1 2 3 4
node "$PROGRAM" sweep "$LINK" --out whole.ndjson
node "$PROGRAM" report part*.ndjson --lines | cmp - whole.ndjson
echo "the same: $(wc -l < whole.ndjson) runs, part 2 killed after $(wc -l < killed) of $(wc -l < part2.ndjson)"
