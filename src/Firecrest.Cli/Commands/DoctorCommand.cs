using System.CommandLine;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Security.Authentication;
using Firecrest.Cli.Configuration;
using Firecrest.Cli.Documents;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Invocation;
using Firecrest.Cli.Output;
using Firecrest.Client;

namespace Firecrest.Cli.Commands;

/// <summary>Shows what is set, and tries each step on the way to a file of a system.</summary>
internal sealed class DoctorCommand
{
    private readonly Session _session;
    private readonly List<CheckPart> _checks = [];
    private Exception? _failure;
    private FirecrestClient? _client;

    private DoctorCommand(Session session) => _session = session;

    public static Command Create(CommandFactory factory)
        => factory.Create("doctor", "Shows what is set and where, and tests each step: name, connection, token, API, system, scheduler, file system. Shows no secrets.", [], session => new DoctorCommand(session).Run());

    private async Task Run()
    {
        var settings = ConfigCommands.Describe(_session.Settings).Where(setting => setting.Value is not null).ToList();
        try
        {
            await TryAll();
        }
        finally
        {
            _client?.Dispose();
        }

        var document = new DoctorDocument(_failure is null, settings, _checks);
        if (_session.Results.Format == OutputFormat.Table)
        {
            Show(document);
        }
        else
        {
            _session.Results.Write(Kinds.Doctor, document);
        }

        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }
    }

    private async Task TryAll()
    {
        SystemInfo? system = null;
        await Try("address", () => Task.FromResult(Identity.WithoutUser(Identity.Address(_session.Settings, Setting.Url).AbsoluteUri)));
        await Try("name", () => InTime(ResolveName));
        await Try("connection", () => InTime(Connect));

        // A token that is kept would prove nothing, but a login is kept or is not.
        await Try("token", async () =>
        {
            var isLogin = !_session.HasSecretFromInput && Identity.Choose(_session.Settings) is null;
            var authorization = _session.CreateAuthorization(isLogin ? _session.Tokens : null);
            var token = await AuthCommands.Ask(_session, authorization);
            _client = _session.CreateClient(new StaticTokenAuth(token));
            return token.ExpiresOn is { } end ? $"until {Moment.Text(end)}" : "of unknown life";
        });
        await Try("api", async () => $"systems: {string.Join(", ", (await _client!.GetSystemsAsync(_session.CancellationToken)).Select(one => one.Name))}");
        await Try("system", async () =>
        {
            system = await _client!.GetSystemAsync(_session.SystemName, _session.CancellationToken);
            return $"{system.Name}, {system.SchedulerType} {system.SchedulerVersion}, {(system.IsHealthy ? "healthy" : "unhealthy: " + string.Join(", ", system.Services.Where(one => !one.IsHealthy).Select(one => one.ServiceType)))}";
        });
        await Try("user", async () => $"{(await _client!.GetUserInfoAsync(_session.SystemName, _session.CancellationToken)).User.Name}");
        await Try("scheduler", async () => $"{(await _client!.PollActiveAsync(_session.SystemName, null, _session.CancellationToken)).Count} active jobs");
        await Try("file system", () => LookAtFiles(system!));
    }

    private async Task Try(string name, Func<Task<string>> step)
    {
        if (_failure is not null)
        {
            _checks.Add(new(name, false, false, "not tried"));
            return;
        }

        try
        {
            _checks.Add(new(name, true, true, await step()));
        }
        catch (Exception exception) when (exception is FirecrestException or UsageException or ArgumentException or IOException or SocketException or AuthenticationException)
        {
            _failure = exception is SocketException or AuthenticationException or IOException ? new FirecrestConnectionException(exception.Message, exception) : exception;
            _checks.Add(new(name, false, true, exception.Message));
        }
    }

    /// <summary>A peer that accepts and then says nothing must not hold this up for ever.</summary>
    private async Task<string> InTime(Func<Uri, CancellationToken, Task<string>> step)
    {
        var url = Identity.Address(_session.Settings, Setting.Url);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(_session.CancellationToken);
        limited.CancelAfter(_session.RequestTimeout);
        try
        {
            return await step(url, limited.Token);
        }
        catch (OperationCanceledException given) when (!_session.CancellationToken.IsCancellationRequested)
        {
            throw new FirecrestConnectionException($"{url.Host} did not answer within {_session.RequestTimeout:c} (--request-timeout).", given);
        }
    }

    private static async Task<string> ResolveName(Uri url, CancellationToken cancellationToken)
        => ProxyFor(url) is { } proxy
            ? $"left to the proxy {proxy.Host}"
            : string.Join(", ", (await Dns.GetHostAddressesAsync(url.DnsSafeHost, cancellationToken)).Select(address => address.ToString()));

    private static Uri? ProxyFor(Uri url) => HttpClient.DefaultProxy.IsBypassed(url) ? null : HttpClient.DefaultProxy.GetProxy(url);

    /// <summary>Only whether somebody is there and what the encryption is; the client itself decides whether it trusts the certificate.</summary>
    private static async Task<string> Connect(Uri url, CancellationToken cancellationToken)
    {
        if (ProxyFor(url) is { } proxy)
        {
            return $"through the proxy {proxy.Host}";
        }

        using var socket = new TcpClient();
        await socket.ConnectAsync(url.DnsSafeHost, url.Port, cancellationToken);
        if (url.Scheme != Uri.UriSchemeHttps)
        {
            return "not encrypted";
        }

        await using var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = url.DnsSafeHost }, cancellationToken);
        return $"{tls.SslProtocol}, certificate of {tls.RemoteCertificate?.Subject} until {tls.RemoteCertificate?.GetExpirationDateString()}";
    }

    private async Task<string> LookAtFiles(SystemInfo system)
    {
        var fileSystem = system.FileSystems.FirstOrDefault(one => one.IsDefaultWorkDirectory) ?? (system.FileSystems.Count > 0 ? system.FileSystems[0] : null);
        if (fileSystem is null)
        {
            return "the system tells no file systems";
        }

        await _client!.StatAsync(system.Name, fileSystem.Path, cancellationToken: _session.CancellationToken);
        return fileSystem.Path.ToString();
    }

    private void Show(DoctorDocument document)
    {
        _session.Results.WriteList(Kinds.Configuration, document.Settings);
        _session.Results.WriteText("\n");
        foreach (var check in document.Checks)
        {
            _session.Results.WriteLine($"{(check.Ok ? "ok" : check.Tried ? "FAILED" : "-"),-6}  {check.Name,-11}  {check.Detail}");
        }
    }
}
