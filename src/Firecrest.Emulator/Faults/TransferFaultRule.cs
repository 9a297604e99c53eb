using Firecrest.Emulator.Faults;

namespace Firecrest.Emulator;

/// <summary>A rule about the jobs of transfers through the object store that is being made: how often it applies, and last of all its fault.</summary>
/// <remarks>Such a job ends COMPLETED with exit code 0 all the same, as that of the real server does.</remarks>
public sealed class TransferFaultRule
{
    private readonly FaultRules _rules;
    private readonly bool _isUpload;
    private readonly int? _times;

    internal TransferFaultRule(FaultRules rules, bool isUpload, int? times = 1)
    {
        _rules = rules;
        _isUpload = isUpload;
        _times = times;
    }

    /// <summary>The rule applies to the next <paramref name="count"/> jobs.</summary>
    public TransferFaultRule Times(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new(_rules, _isUpload, count);
    }

    /// <summary>The rule applies to all jobs, until the faults are cleared.</summary>
    public TransferFaultRule Always() => new(_rules, _isUpload, null);

    /// <summary>Only the beginning of the file arrives, as when a quota is reached.</summary>
    /// <param name="length">The bytes that arrive.</param>
    public void Truncate(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _rules.AddTransfer(_isUpload, _times, new TransferFault(length, IsAltered: false));
    }

    /// <summary>Nothing arrives, and a file that is there stays: the job gives up without complaint, as after its last look for the object.</summary>
    public void Lose() => _rules.AddTransfer(_isUpload, _times, new TransferFault(-1, IsAltered: false));

    /// <summary>A file of the right size arrives whose first byte is another one.</summary>
    public void Corrupt() => _rules.AddTransfer(_isUpload, _times, new TransferFault(long.MaxValue, IsAltered: true));
}
