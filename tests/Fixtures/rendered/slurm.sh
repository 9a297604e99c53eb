#!/bin/bash -l
# Made by hand.
#SBATCH --hint=nomultithread
#PBS -k oe
#SBATCH --job-name="name with blanks"
#SBATCH --account=csstaff
#SBATCH --partition=normal
#SBATCH --reservation=maintenance
#SBATCH --qos=high
#SBATCH --time=1-02:03:05
#SBATCH --nodes=4
#SBATCH --ntasks-per-node=8
#SBATCH --cpus-per-task=2
#SBATCH --mem=65536M
#SBATCH --gpus-per-node=4
#SBATCH --gres=gpu:a100:2
#SBATCH --constraint=gpu&nvme
#SBATCH --licenses=matlab:2
#SBATCH --exclusive
#SBATCH --array=0-9:3%2
#SBATCH --dependency=afterok:12:14:15,afterany:13,singleton
#SBATCH --begin=uts1798855445
#SBATCH --no-requeue
#SBATCH --signal=B:USR1@300
#SBATCH --mail-user=me@example.org
#SBATCH --mail-type=BEGIN,END,FAIL
#SBATCH --comment="say \"hi\" # not a comment \\ 'really'"
#SBATCH --input=in.txt
#SBATCH --output=out.txt
#SBATCH --error=err.txt
#SBATCH --switches=1
#SBATCH -w nid001
export GREETING='it'\''s $(id)'

echo started
srun app
