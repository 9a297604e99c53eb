using System.CommandLine;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Invocation;
using Firecrest.Client;
using static Firecrest.Cli.Invocation.CommandFactory;

namespace Firecrest.Cli.Commands;

/// <summary>The jobs that a command is about: arguments, or lines of a file or of the standard input.</summary>
internal sealed class JobIds
{
    /// <summary>Of a word that is no id; a whole file may be one.</summary>
    private const int LongestShown = 100;

    private readonly Argument<string[]> _ids = new("id") { Description = "Ids of jobs.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _from = Option<string?>("--ids-from", "A file with an id in each line; - for the standard input.");

    public IEnumerable<Symbol> All => [_ids, _from];

    public bool AreFromFile(Session session) => session.Get(_from) is not null;

    /// <summary>The ids in the order in which they are given. A wrong one is told before anything is done with the others.</summary>
    public async Task<IReadOnlyList<string>> Read(Session session, bool mayBeEmpty = false)
        => [.. (await ReadTexts(session, mayBeEmpty)).Select(text => JobId.TryParse(text, out _) ? text : throw new UsageException($"'{Short(text)}' is not a job id; expected for instance 123 or, for a task of an array, 123_4."))];

    /// <summary>The same without repetitions.</summary>
    public async Task<IReadOnlyList<string>> ReadDistinct(Session session, bool mayBeEmpty = false) => [.. (await Read(session, mayBeEmpty)).Distinct()];

    private static string Short(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "…";

    private async Task<IReadOnlyList<string>> ReadTexts(Session session, bool mayBeEmpty)
    {
        var ids = session.Get(_ids);
        if (session.Get(_from) is { } from)
        {
            var text = from == "-" ? await session.Input.ReadToEnd(session.CancellationToken) : await File.ReadAllTextAsync(from, session.CancellationToken);
            return [.. ids, .. text.Split((char[])['\n', '\r', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries)];
        }

        return ids.Length > 0 || mayBeEmpty ? ids : throw new UsageException("Which job? Give its id.");
    }
}
