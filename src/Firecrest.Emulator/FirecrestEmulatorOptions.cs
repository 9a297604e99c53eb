using Firecrest.Emulator.V1;
using Microsoft.Extensions.Logging;

namespace Firecrest.Emulator;

/// <summary>How an emulator behaves. The defaults work; each start reads them once.</summary>
public sealed record FirecrestEmulatorOptions
{
    /// <summary>The loopback port to listen on; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>A path in front of all routes of the API, for example <c>/hpc/firecrest/v2</c>; empty by default.</summary>
    public string PathBase { get; init; } = "";

    /// <summary>The local folder that holds the remote file systems; null, the default, makes a temporary one and deletes it at the end.</summary>
    public string? RootFolder { get; init; }

    /// <summary>The client id that the token endpoint knows.</summary>
    public string ClientId { get; init; } = "firecrest-emulator";

    /// <summary>The secret of <see cref="ClientId"/>; null, the default, makes a new one at each start.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The user that all tokens stand for: the owner of the files and jobs.</summary>
    public string UserName { get; init; } = "fireuser";

    /// <summary>The names of the systems, in lower case. They share one scheduler and the same file systems.</summary>
    public IReadOnlyList<string> SystemNames { get; init; } = ["emulator"];

    /// <summary>The accounts that jobs may be charged to; the first is the default.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = ["staff", "tiny", "users"];

    /// <summary>Those of <see cref="Accounts"/> whose limit of submitted jobs is reached, so that a submit is refused.</summary>
    public IReadOnlyList<string> ExhaustedAccounts { get; init; } = ["tiny"];

    /// <summary>The release whose answers are given; 2.5 by default.</summary>
    public EmulatedRelease Release { get; init; }

    /// <summary>How the server speaks with its scheduler, which shows in many answers; ssh by default.</summary>
    public EmulatedConnection Connection { get; init; }

    /// <summary>The reservations of the cluster; none by default.</summary>
    public IReadOnlyList<EmulatedReservation> Reservations { get; init; } = [];

    /// <summary>What jobs do instead of running: see <see cref="JobSimulation"/>; null, the default, runs them as processes of this machine.</summary>
    public JobSimulation? Simulation { get; init; }

    /// <summary>How many jobs, or tasks of job arrays, run at the same time; the others wait in the queue. 2 by default.</summary>
    public int Slots { get; init; } = 2;

    /// <summary>The time limit of a job that asks for none; one hour by default.</summary>
    public TimeSpan DefaultTimeLimit { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a token is valid; 5 minutes by default.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A token with less time left than this is refused; 30 seconds by default.</summary>
    public TimeSpan MinimumTokenLife { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The size limit, in bytes, of uploads and of the output of file commands; 5 MiB by default.</summary>
    public int MaxOpsFileSize { get; init; } = 5 * 1024 * 1024;

    /// <summary>The time limit of a file command that the server announces; 5 seconds by default.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How <c>transfer/upload</c> and <c>transfer/download</c> move files: <c>s3</c>, the default, or null for a system without transfers.</summary>
    public string? TransferMethod { get; init; } = "s3";

    /// <summary>Lines that the scripts of transfer jobs begin with, for example <c>#SBATCH --account={account}</c>; none by default.</summary>
    /// <remarks>A transfer has to name an account when a line contains <c>{account}</c>.</remarks>
    public IReadOnlyList<string> TransferJobDirectives { get; init; } = [];

    /// <summary>The largest part of an upload to the object store, in bytes; 8 MiB by default.</summary>
    public long StagingPartSize { get; init; } = 8 * 1024 * 1024;

    /// <summary>How long the presigned addresses of the object store are valid; 7 days by default.</summary>
    public TimeSpan StagingUrlLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>
    /// How long the job of an upload, or the storage service of v1, sleeps before it looks for the file again: 100 ms by default, 60 s on a real server.
    /// </summary>
    public TimeSpan TransferPollInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How the emulator behaves where it speaks FirecREST v1, at <see cref="FirecrestEmulator.V1BaseAddress"/>.</summary>
    public EmulatedV1Options V1 { get; init; } = new();

    /// <summary>The clock of tokens, jobs, time limits, presigned addresses and faults.</summary>
    /// <remarks>Without a simulation jobs are real processes: advancing a fake clock ends time limits, not work.</remarks>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where the web server logs; null, the default, logs nothing.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>How long an answer of a command that ran into <see cref="CommandTimeout"/> is held back; the answer itself is the same.</summary>
    internal TimeSpan TimeoutAnswerDelay { get; init; }

    /// <summary>How long scheduler commands such as attach may take.</summary>
    internal TimeSpan SchedulerCommandTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time between the request to a job to end and its kill.</summary>
    internal TimeSpan KillGrace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The system and the user; never the secret.</summary>
    public override string ToString() => $"{string.Join(", ", SystemNames)} for {UserName}";

    internal FirecrestEmulatorOptions Checked()
    {
        Require(Port is >= 0 and <= 65535, nameof(Port), Port, "must be 0 to 65535");
        Require(PathBase.Length == 0 || PathBase[0] == '/', nameof(PathBase), PathBase, "must be empty or begin with '/'");
        Require(ClientId.Length > 0, nameof(ClientId), ClientId, "must not be empty");
        Require(ClientSecret is not { Length: 0 }, nameof(ClientSecret), "", "must not be empty");
        Require(IsName(UserName), nameof(UserName), UserName, "must be a plain user name");
        Require(SystemNames.Count > 0, nameof(SystemNames), "[]", "must name a system");
        foreach (string name in SystemNames)
        {
            Require(IsName(name) && !name.Any(char.IsUpper), nameof(SystemNames), name, "must be in lower case, of letters, digits, '-', '_' and '.'");
        }

        Require(Accounts.Count > 0, nameof(Accounts), "[]", "must name an account");
        Require(Slots > 0, nameof(Slots), Slots, "must be positive");
        Require(DefaultTimeLimit > TimeSpan.Zero, nameof(DefaultTimeLimit), DefaultTimeLimit, "must be positive");
        Require(TokenLifetime > TimeSpan.Zero, nameof(TokenLifetime), TokenLifetime, "must be positive");
        Require(MinimumTokenLife >= TimeSpan.Zero, nameof(MinimumTokenLife), MinimumTokenLife, "must not be negative");
        Require(MaxOpsFileSize > 0, nameof(MaxOpsFileSize), MaxOpsFileSize, "must be positive");
        Require(CommandTimeout > TimeSpan.Zero, nameof(CommandTimeout), CommandTimeout, "must be positive");
        Require(Enum.IsDefined(Release), nameof(Release), Release, "must be a known release");
        Require(Enum.IsDefined(Connection), nameof(Connection), Connection, "must be a known connection");
        Require(TransferMethod is null or "s3", nameof(TransferMethod), TransferMethod ?? "", "must be 's3' or null");
        Require(StagingPartSize > 0, nameof(StagingPartSize), StagingPartSize, "must be positive");
        Require(StagingUrlLifetime >= TimeSpan.FromSeconds(1), nameof(StagingUrlLifetime), StagingUrlLifetime, "must be a second or more");
        Require(TransferPollInterval > TimeSpan.Zero, nameof(TransferPollInterval), TransferPollInterval, "must be positive");
        bool isOfV1 = PathBase.TrimEnd('/') == V1Server.PathBase || PathBase.StartsWith(V1Server.PathBase + "/", StringComparison.OrdinalIgnoreCase);
        Require(!isOfV1, nameof(PathBase), PathBase, $"must not be {V1Server.PathBase}, where the older generation is");
        Require(V1.TaskDelay >= TimeSpan.Zero, "V1.TaskDelay", V1.TaskDelay, "must not be negative");
        Require(Enum.IsDefined(V1.Staging), "V1.Staging", V1.Staging, "must be a known kind");
        foreach (string name in V1.RefusingSystems.Concat(V1.ForbiddenSystems))
        {
            Require(SystemNames.Contains(name), "V1", name, "must name known systems");
        }

        return this with
        {
            V1 = V1.Copy(),
            // Before 2.5 the server did not look at the time left.
            MinimumTokenLife = Release == EmulatedRelease.V24 ? TimeSpan.Zero : MinimumTokenLife,
            Reservations = [.. Reservations],
            TransferJobDirectives = [.. TransferJobDirectives],
            PathBase = PathBase.TrimEnd('/'),
            SystemNames = [.. SystemNames],
            Accounts = [.. Accounts],
            ExhaustedAccounts = [.. ExhaustedAccounts],
        };
    }

    private static bool IsName(string name)
        => name.Length > 0 && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private static void Require(bool condition, string name, object value, string rule)
    {
        if (!condition)
        {
            throw new ArgumentException($"{nameof(FirecrestEmulatorOptions)}.{name} {rule}, but is '{value}'.", name);
        }
    }
}
