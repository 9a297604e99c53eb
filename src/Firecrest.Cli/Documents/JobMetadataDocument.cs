using Firecrest.Client.V2;

namespace Firecrest.Cli.Documents;

/// <summary>The script and files of a job.</summary>
internal sealed record JobMetadataDocument(string JobId, string? Script, string? StandardInput, string? StandardOutput, string? StandardError)
{
    public static JobMetadataDocument From(JobMetadata job) => new(job.JobId, job.Script, job.StandardInput, job.StandardOutput, job.StandardError);
}
