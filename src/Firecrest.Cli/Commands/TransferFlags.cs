using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Firecrest.Cli.Configuration;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Invocation;
using Firecrest.Cli.Tokens;
using Firecrest.Client;
using static Firecrest.Cli.Invocation.CommandFactory;

namespace Firecrest.Cli.Commands;

/// <summary>The options of commands that move files.</summary>
internal sealed class TransferFlags
{
    private readonly Option<string> _verify = Option<string>("--verify", "How the file is proven to have arrived: size (default), sha256 or none.");
    private readonly Option<bool> _checksumAsJob = Option<bool>("--checksum-as-job", "With --verify sha256: a job may compute the sum of a file that is too large for a command.");
    private readonly Option<bool> _overwrite = Option<bool>("--overwrite", "Replaces a file that is there, which is so anyway.");
    private readonly Option<bool> _noClobber = Option<bool>("--no-clobber", "Leaves a file alone that is there; then the exit code is 8.");
    private readonly Option<int?> _concurrency = Option<int?>("--concurrency", "How many parts of a large file are moved at the same time (default 4).");
    private readonly Option<string?> _manifest = Option<string?>("--manifest", "A file that records what has arrived of a large file, so that the same call goes on later. It is a secret.");
    private readonly Option<bool> _resume = Option<bool>("--resume", "The same with a file in the cache directory, found by what is moved where.");
    private readonly Option<string?> _timeout = Option<string?>("--timeout", "How long to wait for the job of a large file at most (default: until it is over); then the exit code is 6.");
    private readonly Option<string?> _poll = Option<string?>("--poll", "The time between two looks at the job (default: growing).");

    public TransferFlags() => _verify.AcceptOnlyFromAmong("none", "size", "sha256");

    public IEnumerable<Option> All => [_verify, _checksumAsJob, _overwrite, _noClobber, _concurrency, _manifest, _resume, _timeout, _poll];

    /// <summary>Reads them for one transfer.</summary>
    /// <param name="session">The run.</param>
    /// <param name="words">What tells the transfer from others; null when it is of a stream, which cannot go on later.</param>
    public TransferOptions Read(Session session, params string[]? words)
    {
        if (session.Get(_overwrite) && session.Get(_noClobber))
        {
            throw new UsageException("Give --overwrite or --no-clobber, not both.");
        }

        return new()
        {
            Account = session.Account,
            Verification = session.Get(_verify) switch { "none" => TransferVerification.None, "sha256" => TransferVerification.Sha256, _ => TransferVerification.Size },
            ChecksumAsJob = session.Get(_checksumAsJob),
            Overwrite = session.Get(_noClobber) ? OverwriteRule.Refuse : OverwriteRule.Replace,
            Concurrency = session.Get(_concurrency) ?? new TransferOptions().Concurrency,
            ManifestPath = ManifestOf(session, words),
            Wait = new WaitOptions { TimeLimit = session.Time(_timeout), Schedule = WaitFlags.ScheduleOf(session.Time(_poll)) },
        };
    }

    private string? ManifestOf(Session session, string[]? words) => (session.Get(_manifest), session.Get(_resume), words) switch
    {
        (null, false, _) => null,
        (not null, true, _) => throw new UsageException("Give --manifest or --resume, not both."),
        (_, _, null) => throw new UsageException("A standard stream cannot be gone on with later: leave out --manifest and --resume."),
        ({ } path, _, _) => path,
        (_, true, { } known) => Remembered(session, known),
    };

    /// <summary>Beside the tokens, since it is as secret as they are.</summary>
    private static string Remembered(Session session, string[] words)
    {
        var tokens = TokenStore.DefaultFolder(Environment.GetEnvironmentVariable) ?? throw new UsageException("There is no home directory to keep a manifest in: name one by --manifest.");
        var folder = Path.Combine(Path.GetDirectoryName(tokens)!, "transfers");
        TokenStore.MakeFolder(folder);
        var key = string.Join('\0', [Identity.Address(session.Settings, Setting.Url).AbsoluteUri, session.SystemName, .. words]);
        return Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32] + ".manifest");
    }
}
