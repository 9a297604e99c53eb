namespace Firecrest.Samples;

/// <summary>The answer to a script.</summary>
/// <param name="System">The system that runs it.</param>
/// <param name="Id">The job's id there.</param>
/// <param name="WasThere">True when an earlier request with the same key had submitted it.</param>
internal sealed record SubmittedJob(string System, string Id, bool WasThere);
