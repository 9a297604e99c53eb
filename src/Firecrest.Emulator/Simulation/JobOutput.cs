namespace Firecrest.Emulator;

/// <summary>Text that a simulated job writes.</summary>
public sealed record JobOutput
{
    /// <summary>Makes a piece of output.</summary>
    /// <param name="text">What is written, with its line ends.</param>
    /// <param name="afterStart">How long after the start of the job; 0 by default. Never when the job ends before.</param>
    public JobOutput(string text, TimeSpan afterStart = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(afterStart, TimeSpan.Zero);
        Text = text;
        AfterStart = afterStart;
    }

    /// <summary>What is written.</summary>
    public string Text { get; }

    /// <summary>How long after the start of the job it is written.</summary>
    public TimeSpan AfterStart { get; }

    /// <summary>Whether it goes to the standard error, which is the same file unless the job has separate ones.</summary>
    public bool IsError { get; init; }
}
