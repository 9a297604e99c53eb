namespace Firecrest.Client.Jobs;

/// <summary>Finds out where a job writes from what its scheduler reports, which for arrays are the paths of one task.</summary>
internal static class ReportedOutput
{
    public static JobOutputPaths Resolve(string systemName, string jobId, string script, string? reportedOutput, string? reportedError)
    {
        var directives = SbatchDirectives.Parse(script);
        if (JobId.Read(jobId).IsWholeJob && directives.Find("array") is not null)
        {
            throw IsArray(systemName, jobId);
        }

        var outputPattern = directives.Find("output");
        var output = OutputPattern.ResolveReported(reportedOutput, jobId, outputPattern ?? OutputPattern.DefaultForArrays);
        var error = OutputPattern.ResolveReported(reportedError, jobId, directives.Find("error") ?? outputPattern ?? OutputPattern.DefaultForArrays);
        return output is null
            ? throw new FirecrestNotSupportedException($"Where {systemName}/{jobId} writes its output cannot be told: the scheduler says '{reportedOutput}'.")
            : new JobOutputPaths(output.Value, error ?? output.Value);
    }

    public static FirecrestNotSupportedException IsArray(string systemName, string jobId)
        => new($"{systemName}/{jobId} is an array, whose tasks write to files of their own. Ask for one of them, such as {jobId}_1.");
}
