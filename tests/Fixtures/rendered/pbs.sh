#!/bin/bash -l
# Made by hand.
#SBATCH --hint=nomultithread
#PBS -k oe
#PBS -N "name with blanks"
#PBS -A csstaff
#PBS -q normal
#PBS -l select=4:ncpus=16:mpiprocs=8:mem=65536mb:ngpus=4
#PBS -l place=scatter:excl
#PBS -l walltime=26:03:05
#PBS -J 0-9:3%2
#PBS -W depend=afterok:12:14:15,afterany:13
#PBS -r n
#PBS -M me@example.org
#PBS -m abe
#PBS -o out.txt
#PBS -e err.txt
#PBS -l software=matlab
export GREETING='it'\''s $(id)'

echo started
srun app
