using Firecrest.Client.Jobs;

namespace Firecrest.Client.Polling;

/// <summary>A job that somebody asks for, who may know its state already.</summary>
internal interface IAskedJob
{
    string JobId { get; }

    /// <summary>What the list of this look told at a glance; null when there was none, or when it takes more to tell.</summary>
    ListedJob? Glance { get; set; }

    /// <summary>Whether he wants to know more than this of a job that is not over.</summary>
    bool IsNews(ListedJob row);
}

/// <summary>Of which nothing is known.</summary>
internal sealed class AskedJob(string jobId) : IAskedJob
{
    public string JobId => jobId;

    public ListedJob? Glance { get; set; }

    public bool IsNews(ListedJob row) => true;
}
