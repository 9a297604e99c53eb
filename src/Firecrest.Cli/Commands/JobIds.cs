using System.CommandLine;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Invocation;
using static Firecrest.Cli.Invocation.CommandFactory;

namespace Firecrest.Cli.Commands;

/// <summary>The jobs that a command is about: arguments, or lines of a file or of the standard input.</summary>
internal sealed class JobIds
{
    private readonly Argument<string[]> _ids = new("id") { Description = "Ids of jobs.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _from = Option<string?>("--ids-from", "A file with an id in each line; - for the standard input.");

    public IEnumerable<Symbol> All => [_ids, _from];

    public bool AreFromFile(Session session) => session.Get(_from) is not null;

    public async Task<IReadOnlyList<string>> Read(Session session, bool mayBeEmpty = false)
    {
        var ids = session.Get(_ids);
        if (session.Get(_from) is { } from)
        {
            var text = from == "-" ? await Console.In.ReadToEndAsync(session.CancellationToken) : await File.ReadAllTextAsync(from, session.CancellationToken);
            return [.. ids, .. text.Split((char[])['\n', '\r', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries)];
        }

        return ids.Length > 0 || mayBeEmpty ? ids : throw new UsageException("Which job? Give its id.");
    }
}
