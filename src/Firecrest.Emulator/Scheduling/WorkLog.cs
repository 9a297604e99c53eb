using System.Globalization;
using System.Text;

namespace Firecrest.Emulator.Scheduling;

/// <summary>The output and the error file of a job of the server itself.</summary>
internal sealed class WorkLog : IDisposable
{
    private readonly StreamWriter _output;
    private readonly StreamWriter _error;
    private readonly TimeProvider _clock;

    public WorkLog((string Output, string Error) paths, Job job, TimeProvider clock)
    {
        _output = Open(paths.Output);
        _error = Open(paths.Error);
        _clock = clock;
        JobId = job.Id;
    }

    public int JobId { get; }

    /// <summary>What bash puts before its own messages about a line of the script.</summary>
    public string ScriptLine(int line) => string.Create(CultureInfo.InvariantCulture, $"/var/lib/slurm/slurmd/job{JobId:00000}/slurm_script: line {line}: ");

    /// <summary>A line of output after the time.</summary>
    public void Say(string line) => Print($"{Time()} {line}");

    /// <summary>A line of output.</summary>
    public void Print(string line) => _output.Write(line + "\n");

    /// <summary>A line of the error file after the time.</summary>
    public void Report(string line) => Complain($"{Time()} {line}");

    /// <summary>A line of the error file.</summary>
    public void Complain(string line) => _error.Write(line + "\n");

    /// <summary>The time as date prints it.</summary>
    public string Time() => _clock.GetUtcNow().UtcDateTime.ToString("ddd MMM d HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    private static StreamWriter Open(string path) => new(path, append: false, new UTF8Encoding(false)) { AutoFlush = true };
}
