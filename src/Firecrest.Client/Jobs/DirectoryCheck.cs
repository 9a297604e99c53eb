using System.Net;
using Firecrest.Client.Files;
using Firecrest.Client.Http;

namespace Firecrest.Client.Jobs;

/// <summary>Looks whether working directories exist, and remembers those that do for a while.</summary>
internal sealed class DirectoryCheck(FirecrestPipeline pipeline, Func<string, string> pathOfStat)
{
    /// <summary>More directories than anybody works in at a time; then all are forgotten.</summary>
    private const int MaxRemembered = 1000;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private readonly Dictionary<(string System, RemotePath Directory), long> _found = [];

    public async ValueTask Check(FileLook files, string systemName, RemotePath directory, bool async, CancellationToken cancellationToken)
    {
        if (IsRemembered((systemName, directory)))
        {
            return;
        }

        var stat = await files.LookThrough(systemName, directory, async, cancellationToken).ConfigureAwait(false) ?? throw NotFound(systemName, directory);
        if (stat.Type != FileType.Directory)
        {
            throw new FirecrestException($"The working directory {systemName}:{directory} is a file. The scheduler would accept the job and run it elsewhere, so it was not submitted.");
        }

        Remember((systemName, directory));
    }

    private bool IsRemembered((string System, RemotePath Directory) key)
    {
        lock (_found)
        {
            return _found.TryGetValue(key, out var seen) && pipeline.Clock.Since(seen) < Life;
        }
    }

    private void Remember((string System, RemotePath Directory) key)
    {
        lock (_found)
        {
            if (_found.Count >= MaxRemembered)
            {
                _found.Clear();
            }

            _found[key] = pipeline.Clock.Timestamp;
        }
    }

    private FirecrestNotFoundException NotFound(string systemName, RemotePath directory) => new(new FirecrestApiFailure
    {
        StatusCode = HttpStatusCode.NotFound,
        ErrorCode = FirecrestErrorCode.NotFound,
        ServerMessage = $"the working directory {directory} does not exist. The scheduler would accept the job and run it elsewhere, so it was not submitted",
        Method = "GET",
        Path = pathOfStat(systemName),
        ServerVersion = pipeline.ServerVersion,
    })
    { Outcome = Errors.OutcomeClass.Refused };
}
