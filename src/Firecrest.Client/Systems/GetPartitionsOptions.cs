namespace Firecrest.Client;

/// <summary>Which partitions to list.</summary>
public sealed record GetPartitionsOptions
{
    /// <summary>Also those that the scheduler hides from ordinary listings. Default false. FirecREST 2.5.4 and later; older servers list the same without saying so.</summary>
    public bool ShowHidden { get; init; }
}
