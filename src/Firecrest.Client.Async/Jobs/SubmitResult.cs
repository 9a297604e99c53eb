using System.Runtime.ExceptionServices;

namespace Firecrest.Client;

/// <summary>What became of one of many submissions.</summary>
public sealed record SubmitResult
{
    internal SubmitResult(int index, JobDescription description, JobHandle? job, Exception? failure)
    {
        Index = index;
        Description = description;
        Job = job;
        Failure = failure;
    }

    /// <summary>The place of the job among those given, from 0.</summary>
    public int Index { get; }

    /// <summary>The job that was to be submitted.</summary>
    public JobDescription Description { get; }

    /// <summary>The job; null when it was not submitted.</summary>
    public JobHandle? Job { get; }

    /// <summary>Why it was not submitted: a <see cref="FirecrestException"/>, an <see cref="ArgumentException"/> about the description, or what the caller's own <see cref="IAuthorization"/> threw; null when it was.</summary>
    public Exception? Failure { get; }

    /// <summary>Returns the job, or throws what is in <see cref="Failure"/>.</summary>
    public JobHandle EnsureSubmitted()
    {
        if (Failure is not null)
        {
            ExceptionDispatchInfo.Throw(Failure);
        }

        return Job!;
    }
}
