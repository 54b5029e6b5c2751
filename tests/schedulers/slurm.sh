#!/usr/bin/env bash
# An experiment in four parts by an array job of Slurm, on a cluster of one node that is made for it in a folder of its own: one task is requeued in the
# middle and goes on, and the merged lines are compared with those of one program.
# Not part of `npm test`: it needs root, Slurm (Debian: apt install slurm-wlm) and the built program. Usage: tests/schedulers/slurm.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
program="$PWD/build/cli/sidestep.mjs"
export LINK='#v=1&p=rosenbrock,noise=.1&o=sgd,lr=.0001:.001:5&o=adam,lr=.001:.1:5&steps=100000&seeds=4'
folder=$(mktemp -d)
chmod 755 "$folder"
export SLURM_CONF="$folder/slurm.conf"
daemons=()
stop() {
  scancel --user=root 2> /dev/null || true
  for daemon in "${daemons[@]}"; do kill "$daemon" 2> /dev/null || true; done
  wait
  rm -rf "$folder"
}
trap stop EXIT

# The cluster: who may talk (munge), who decides (slurmctld), and the node (slurmd). Ports that no other cluster of this machine has.
head -c 1024 /dev/urandom > "$folder/key"
chmod 400 "$folder/key"
munged --foreground --force --key-file="$folder/key" --socket="$folder/munge" --pid-file="$folder/munge.pid" \
  --log-file="$folder/munge.log" --seed-file="$folder/munge.seed" 2> "$folder/munge.err" &
daemons+=($!)
cat > "$SLURM_CONF" << END
ClusterName=one
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=16817
SlurmdPort=16818
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
MpiDefault=none
ReturnToService=2
NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=$(nproc)
PartitionName=all Nodes=ALL Default=YES State=UP
END
slurmctld -D > "$folder/slurmctld.log" 2>&1 &
daemons+=($!)
slurmd -D > "$folder/slurmd.log" 2>&1 &
daemons+=($!)
until sinfo --noheader --format=%t 2> /dev/null | grep -q idle; do sleep 1; done

cd "$folder"
cat > sidestep << END
#!/bin/sh
exec node "$program" "\$@"
END
chmod +x sidestep
job=$(sbatch --parsable --array=1-4 --requeue --open-mode=append \
  --wrap "./sidestep sweep '$LINK' --shard \$SLURM_ARRAY_TASK_ID/4 --out part\$SLURM_ARRAY_TASK_ID.ndjson")

# Part 2 is requeued as soon as it has a line, and again has to wait for its turn.
queued() { squeue --noheader --jobs="$job" | grep -q .; }
until [ -s part2.ndjson ]; do queued || { cat slurm-*.out; exit 1; }; sleep 0.1; done
scontrol requeue "${job}_2"
until [ "$(scontrol show job "${job}_2" | grep -o 'Restarts=[0-9]*')" = Restarts=1 ]; do sleep 0.1; done
cp part2.ndjson killed
while queued; do sleep 1; done
cat slurm-*.out

./sidestep sweep "$LINK" --out whole.ndjson
./sidestep report part*.ndjson --lines | cmp - whole.ndjson
echo "the same: $(wc -l < whole.ndjson) runs, part 2 requeued after $(wc -l < killed) of $(wc -l < part2.ndjson)"
