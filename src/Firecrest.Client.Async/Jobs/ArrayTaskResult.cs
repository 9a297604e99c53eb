namespace Firecrest.Client;

/// <summary>How a task of an array ended.</summary>
/// <param name="Index">Its number in the array.</param>
/// <param name="Info">The task, whose <see cref="JobInfo.JobId"/> is for instance <c>123_4</c>.</param>
public sealed record ArrayTaskResult(int Index, JobInfo Info);
