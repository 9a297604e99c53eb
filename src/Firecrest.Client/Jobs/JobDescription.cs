using System.Text;

namespace Firecrest.Client;

/// <summary>A job to submit: its script, where it runs, and what of it is not in the script.</summary>
/// <remarks>What is set here wins over the same <c>#SBATCH</c> line of the script.</remarks>
public sealed record JobDescription
{
    private readonly string _script = "";

    /// <summary>
    /// The script. It begins with <c>#!</c> and the interpreter. It is sent as UTF-8 with line feeds: carriage returns at line ends and a byte order
    /// mark are removed.
    /// </summary>
    /// <exception cref="ArgumentException">The script does not begin with <c>#!</c>.</exception>
    public required string Script
    {
        get => _script;
        init => _script = Normalise(value);
    }

    /// <summary>The directory on the system that the job runs in, as an absolute path. It must exist: the scheduler accepts a missing one and runs the job elsewhere.</summary>
    public required RemotePath WorkingDirectory { get; init; }

    /// <summary>The name; null for the one in the script, or the scheduler's default.</summary>
    public string? Name { get; init; }

    /// <summary>The account that pays; null for the one in the script, or the user's default. FirecREST 2.2.6 and later.</summary>
    public string? Account { get; init; }

    /// <summary>The partition; null for the one in the script, or the default. FirecREST 2.5.4 and later.</summary>
    public string? Partition { get; init; }

    /// <summary>The reservation; null for the one in the script, or none. FirecREST 2.5.4 and later.</summary>
    public string? Reservation { get; init; }

    /// <summary>The file that the job reads as its standard input; null for none.</summary>
    public string? StandardInput { get; init; }

    /// <summary>
    /// The file for standard output, absolute or relative to the working directory; <c>%j</c> stands for the job id. Null for the one in the script, or
    /// <c>slurm-%j.out</c>.
    /// </summary>
    public string? StandardOutput { get; init; }

    /// <summary>The file for standard error; null for the one in the script, or the same file as standard output.</summary>
    public string? StandardError { get; init; }

    /// <summary>Describes a job by the text of its script.</summary>
    public static JobDescription FromScript(string script, RemotePath workingDirectory) => new() { Script = script, WorkingDirectory = workingDirectory };

    /// <summary>Describes a job by a script file on this machine, which is read now.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ArgumentException">The file is not UTF-8, or does not begin with <c>#!</c>.</exception>
    public static JobDescription FromScriptFile(string path, RemotePath workingDirectory) => FromScript(Read(path), workingDirectory);

    private static string Read(string path)
    {
        try
        {
            // A byte order mark decides, else UTF-8; other text would be damaged without a word.
            return File.ReadAllText(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        }
        catch (DecoderFallbackException exception)
        {
            throw new ArgumentException($"The script file '{path}' is not UTF-8; save it as UTF-8.", nameof(path), exception);
        }
    }

    private static string Normalise(string script)
    {
        ArgumentNullException.ThrowIfNull(script);
        var text = script.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal);
        if (!text.StartsWith("#!", StringComparison.Ordinal))
        {
            throw new ArgumentException("The script must begin with #! and its interpreter, for instance #!/bin/bash; schedulers refuse it otherwise.", nameof(script));
        }

        return text.Contains('\0') ? throw new ArgumentException("The script contains a NUL character.", nameof(script)) : text;
    }
}
