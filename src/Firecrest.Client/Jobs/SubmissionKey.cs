using System.Security.Cryptography;
using System.Text;

namespace Firecrest.Client.Jobs;

/// <summary>The mark by which a job is known again when the answer to its submission was lost.</summary>
internal sealed class SubmissionKey
{
    private const string Comment = "# firecrest-key: ";

    /// <summary>Half of a hash: long enough to be unique, short enough for a name; of what the caller's key says, nothing.</summary>
    private const int HashBytes = 8;

    private readonly string _hash;

    private SubmissionKey(string key, bool isCallers)
    {
        Value = key;
        IsCallers = isCallers;
        _hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, HashBytes)).ToLowerInvariant();
    }

    /// <summary>What to submit with again.</summary>
    public string Value { get; }

    /// <summary>True when the caller chose it, so that an earlier submission may have had it too.</summary>
    public bool IsCallers { get; }

    public static SubmissionKey Create(string? callers)
    {
        if (callers is null)
        {
            return new(Guid.NewGuid().ToString("N"), isCallers: false);
        }

        ArgumentException.ThrowIfNullOrWhiteSpace(callers, nameof(SubmitOptions.IdempotencyKey));
        return new(callers, isCallers: true);
    }

    /// <summary>The script with the key behind its directives, where the scheduler does not look for more of them.</summary>
    public string InsertInto(string script) => BatchScript.InsertBehindDirectives(script, $"{Comment}{_hash}\n");

    public bool IsIn(string script) => script.Contains(Comment + _hash, StringComparison.Ordinal);

    /// <summary>The marks of all keys in a script; a script that was made of another one can have several.</summary>
    public static string MarksIn(string script)
    {
        var marks = "";
        for (var at = script.IndexOf(Comment, StringComparison.Ordinal); at >= 0; at = script.IndexOf(Comment, at, StringComparison.Ordinal))
        {
            at += Comment.Length;
            marks += $" {script.AsSpan(at, Math.Min(2 * HashBytes, script.Length - at))}";
        }

        return marks;
    }

    public bool IsAmong(string marks) => marks.Contains(_hash, StringComparison.Ordinal);

    /// <summary>A name of a file for a script, under which it is known again where a server lists names and not scripts.</summary>
    public string AppendToFile(string name) => $"firecrest-{_hash}-{name}";

    public bool IsInFile(RemotePath path) => path.Name.StartsWith($"firecrest-{_hash}-", StringComparison.Ordinal);

    public string AppendTo(string? name) => $"{name ?? "firecrest"}-{_hash}";
}
