using Firecrest.Client.Jobs;

namespace Firecrest.Client.Polling;

/// <summary>A job that somebody asks for, who may know its state already.</summary>
internal interface IAskedJob
{
    string JobId { get; }

    /// <summary>Whether he wants to know more of a job that is not over than the list tells at a glance.</summary>
    bool IsNews(ListedJob row);
}

/// <summary>Of which nothing is known.</summary>
internal sealed class AskedJob(string jobId) : IAskedJob
{
    public string JobId => jobId;

    public bool IsNews(ListedJob row) => true;
}
