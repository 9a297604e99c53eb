using System.CommandLine;
using System.Net;
using Firecrest.Cli.Configuration;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Output;
using Firecrest.Cli.Tokens;
using Firecrest.Client;

namespace Firecrest.Cli.Invocation;

/// <summary>One run of a command: what it was called with, what applies, and where its results go.</summary>
internal sealed class Session(ParseResult parsed, GlobalOptions global, Settings settings, Results results, Notes notes, CancellationToken cancellationToken) : IDisposable
{
    /// <summary>More repetitions than any time holds, of which the library still can count one more.</summary>
    private const int AnyNumber = 1_000_000;

    private readonly CancellationTokenSource _interruption = new();
    private FirecrestClient? _client;
    private string? _secret;

    public Settings Settings => settings;

    public Results Results => results;

    public Notes Notes => notes;

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    public ParseResult Parsed => parsed;

    public StandardInput Input { get; } = new();

    /// <summary>The jobs that this run has submitted, which a failure must not lose sight of.</summary>
    public List<string> SubmittedJobIds { get; } = [];

    public FirecrestClient Client => _client ??= CreateClient();

    public string SystemName => settings.Require(Setting.System);

    public string? Account => settings.Get(Setting.Account);

    /// <summary>Where tokens are kept; null when they are not to be.</summary>
    public TokenStore? Tokens => parsed.GetValue(global.NoCache) ? null : TokenFolder;

    /// <summary>Null for a user without a home.</summary>
    public static TokenStore? TokenFolder => TokenStore.DefaultFolder(Environment.GetEnvironmentVariable) is { } folder ? new(folder) : null;

    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    public T Get<T>(Argument<T> argument) => parsed.GetValue(argument)!;

    public RemotePath Path(Argument<string> argument) => new(Get(argument));

    public TimeSpan? Time(Option<string?> option) => Duration.Parse(Get(option), option.Name);

    /// <summary>The generation that the server speaks; with <c>auto</c> a request finds it out.</summary>
    public ValueTask<FirecrestApiVersion> FindGeneration() => Client.Backend.FindVersion(async: true, cancellationToken);

    /// <summary>What to try where the server does not know what it was asked, or answers in another way than its generation does; empty elsewhere.</summary>
    public string AdviceFor(Exception exception)
    {
        if (exception is not FirecrestApiException api
            || !(api.ErrorCode == FirecrestErrorCode.UnexpectedResponse || (api.StatusCode == HttpStatusCode.NotFound && (api.ServerMessage == "Not Found" || api.ServerMessage.Contains("a web page", StringComparison.Ordinal)))))
        {
            return "";
        }

        return ApiVersionOf(settings.Find(Setting.ApiVersion)).Generation switch
        {
            FirecrestApiVersion.V1 => " If the server speaks FirecREST v2, set --api-version 2.",
            FirecrestApiVersion.V2 => " If the server speaks FirecREST v1, set --api-version 1.",
            _ => "",
        };
    }

    /// <summary>True when the secret came from the standard input, which counts more than what is set.</summary>
    public bool HasSecretFromInput => _secret is not null;

    public bool AllowsInsecureHttp => parsed.GetValue(global.AllowInsecureHttp);

    public IAuthorization CreateAuthorization(TokenStore? store) => Identity.Create(settings, _secret, store, AllowsInsecureHttp);

    public TimeSpan RequestTimeout => Duration.Parse(global.GetRequestTimeout(parsed), "--request-timeout") ?? TimeSpan.FromSeconds(100);

    /// <summary>How long to bear with outages; null for the defaults.</summary>
    public TimeSpan? RetryFor => Duration.Parse(parsed.GetValue(global.RetryFor), "--retry-for");

    public FirecrestClient CreateClient(IAuthorization authorization)
    {
        var options = new FirecrestClientOptions
        {
            NetworkTimeout = RequestTimeout,
            AllowInsecureHttp = AllowsInsecureHttp,
            ApplicationId = "firecrest-cli/" + ProgramVersion.Text,
            LoggerFactory = global.IsVerbose(parsed) ? new NotesLoggerFactory(notes) : Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance,
        };

        // The time alone decides, where one is given: a repetition that has the time is made, and what the server asks for is waited for.
        options.Retry = RetryFor is { } budget
            ? new() { Budget = budget, MaxRetries = budget == TimeSpan.Zero ? 0 : AnyNumber, MaxRetryDelay = budget, Interruption = _interruption.Token }
            : new() { Interruption = _interruption.Token };
        (options.ApiVersion, options.ServerVersion) = ApiVersionOf(settings.Find(Setting.ApiVersion));
        // Looks at many jobs become few requests.
        return new AsyncFirecrestClient(Identity.Address(settings, Setting.Url), authorization, options);
    }

    /// <summary>Submits a job, and remembers it. A signal ends that between two requests, but not while one is under way that may create the job, so that none is lost sight of.</summary>
    /// <param name="submit">Submits, and is not cancelled by a signal.</param>
    /// <param name="idOf">The id of the job.</param>
    public async Task<T> Submit<T>(Func<Task<T>> submit, Func<T, string> idOf)
    {
        using var seen = cancellationToken.UnsafeRegister(_ => Interrupt(), null);
        try
        {
            var job = await submit();
            SubmittedJobIds.Add(idOf(job));
            return job;
        }
        catch (FirecrestException failure) when (cancellationToken.IsCancellationRequested && failure is { IsTransient: true, MayHaveExecuted: false })
        {
            throw new GivenUpException($"No job was submitted: {OptionWords.In(failure.Message)}", new OperationCanceledException(cancellationToken));
        }
        catch (OperationCanceledException given) when (cancellationToken.IsCancellationRequested)
        {
            throw new GivenUpException("No job was submitted.", given);
        }
    }

    private void Interrupt()
    {
        notes.Write("Ending. If the job is being submitted, the answer is waited for, so that the job is not lost sight of; a second signal ends at once.");
        _interruption.Cancel();
    }

    /// <summary>The secret is the first line of standard input, whatever else is read from there.</summary>
    public async Task ReadSecret()
    {
        if (parsed.GetValue(global.ClientSecretInput))
        {
            _secret = (await Input.ReadLine(cancellationToken))?.Trim() is { Length: > 0 } secret ? secret : throw new UsageException("--client-secret-stdin: the first line of the standard input is empty.");
        }
    }

    public void Dispose()
    {
        _client?.Dispose();
        _interruption.Dispose();
        Input.Dispose();
    }

    private static (FirecrestApiVersion Generation, Version? Server) ApiVersionOf(SettingValue? setting)
    {
        if (setting is null)
        {
            return (FirecrestApiVersion.V2, null);
        }

        if (setting.Value == "auto")
        {
            return (FirecrestApiVersion.Auto, null);
        }

        var text = setting.Value.TrimStart('v', 'V');
        var generation = text.Split('.')[0];
        return generation is "1" or "2" && (text == generation || Version.TryParse(text, out _))
            ? (generation == "1" ? FirecrestApiVersion.V1 : FirecrestApiVersion.V2, text.Count(c => c == '.') == 2 ? Version.Parse(text) : null)
            : throw new UsageException($"{setting.Source} is '{setting.Value}'; expected 1, 2, auto or a full version such as 2.5.7.");
    }

    private FirecrestClient CreateClient() => CreateClient(CreateAuthorization(Tokens));
}
