using Firecrest.Client;

namespace Firecrest.Cli.Documents;

/// <summary>A job that was accepted.</summary>
internal sealed record SubmittedDocument(string JobId, SubmittedPart F7t)
{
    public static SubmittedDocument From(JobHandle job) => new(job.JobId, new("submitted/1", job.SystemName, job.WasAdopted));
}

internal sealed record SubmittedPart(string Schema, string System, bool Adopted);
