namespace Firecrest.Emulator.Faults;

/// <summary>What goes wrong in the job of a transfer, which ends well all the same.</summary>
/// <param name="Length">How many bytes are written; none at all, not even a file, when it is negative.</param>
/// <param name="IsAltered">Whether the first byte is another one.</param>
internal sealed record TransferFault(long Length, bool IsAltered)
{
    public bool IsLost => Length < 0;

    public Stream Apply(Stream content) => new AlteredStream(content, Length, IsAltered);
}
