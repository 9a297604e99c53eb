namespace Firecrest.Client.Tests.Transfers;

/// <summary>Keeps what is reported, at once and in its order.</summary>
internal sealed class Reports(List<TransferProgress> reports) : IProgress<TransferProgress>
{
    public void Report(TransferProgress value)
    {
        lock (reports)
        {
            reports.Add(value);
        }
    }
}
