namespace Firecrest.Client;

/// <summary>What a state of a job means, whichever scheduler named it.</summary>
public enum JobCategory
{
    /// <summary>Not told: a state that this library does not know, or PBS's word for any end, of which <see cref="JobInfo.Category"/> knows more.</summary>
    Unknown,

    /// <summary>Waits to start: queued, held, put back into the queue, or until its nodes are ready.</summary>
    Pending,

    /// <summary>Runs.</summary>
    Running,

    /// <summary>Has started and stands still, with or without its nodes.</summary>
    Suspended,

    /// <summary>Its processes have ended and are being cleaned up; it is not over yet.</summary>
    Completing,

    /// <summary>Over, with success.</summary>
    Succeeded,

    /// <summary>Over: it ended with an error of its own.</summary>
    Failed,

    /// <summary>Over: somebody cancelled it, or another cluster of the federation or another PBS server took it.</summary>
    Cancelled,

    /// <summary>Over: its time limit or its deadline was reached.</summary>
    TimedOut,

    /// <summary>Over: a node failed, or could not be started or set up for it.</summary>
    NodeFailure,

    /// <summary>Over: it used more memory than it may.</summary>
    OutOfMemory,

    /// <summary>Over: it had to make room for another job, and was not put back into the queue.</summary>
    Preempted,
}
