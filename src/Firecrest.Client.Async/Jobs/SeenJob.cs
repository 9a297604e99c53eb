namespace Firecrest.Client.Jobs;

/// <summary>A job as it was seen, and what it is known by.</summary>
internal sealed record SeenJob(JobKey Key, JobInfo Info);

/// <summary>An id is unique on its system only.</summary>
internal readonly record struct JobKey(string SystemName, string JobId);
