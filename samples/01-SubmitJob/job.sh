#!/bin/bash
#SBATCH --job-name=primes
#SBATCH --output=primes-%j.out
#SBATCH --error=primes-%j.err
#SBATCH --time=00:02:00

# Counts the primes below a limit by trial division: a few seconds of real work, without any program but bash.
limit=100000
count=1
for ((n = 3; n < limit; n += 2)); do
    prime=1
    for ((d = 3; d * d <= n; d += 2)); do
        if ((n % d == 0)); then
            prime=0
            break
        fi
    done
    ((count += prime))
    ((n % 25000 == 24999)) && echo "looked at the numbers up to $n" >&2
done

echo "job $SLURM_JOB_ID on $(hostname): $count primes below $limit"
