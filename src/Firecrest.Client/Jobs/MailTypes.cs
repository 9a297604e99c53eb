namespace Firecrest.Client;

/// <summary>When the scheduler writes a mail about a job.</summary>
[Flags]
public enum MailTypes
{
    /// <summary>Never, also where the site would otherwise.</summary>
    None = 0,

    /// <summary>When it starts.</summary>
    Begin = 1,

    /// <summary>When it is over.</summary>
    End = 2,

    /// <summary>When it fails.</summary>
    Fail = 4,

    /// <summary>When it is put back into the queue. Slurm only.</summary>
    Requeue = 8,

    /// <summary>When its time limit is reached. Slurm only.</summary>
    TimeLimit = 16,

    /// <summary>At 90 % of its time limit. Slurm only.</summary>
    TimeLimit90 = 32,

    /// <summary>At 80 % of its time limit. Slurm only.</summary>
    TimeLimit80 = 64,

    /// <summary>For each task of an array, not once for all of them. Slurm only.</summary>
    ArrayTasks = 128,
}
