using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Firecrest.Client.Files;
using Firecrest.Client.Http;

namespace Firecrest.Client.V1.Requests;

/// <summary>Each of these creates a task, and most of them a job, so that once more is another one.</summary>
internal static class StorageRequests
{
    /// <summary>What the script of a download through the object store has outside of quotes: the shell would take the name apart.</summary>
    private static readonly SearchValues<char> ExpandedByShell = SearchValues.Create(" $*?[]{}~#!");

    public static ApiRequest<TaskTicket<SubmittedJob>> Move(string systemName, RemotePath source, RemotePath target, InternalTransferOptions? options)
        => Submit(systemName, "mv", UtilitiesRequests.SourceAndTarget(source, target), options);

    public static ApiRequest<TaskTicket<SubmittedJob>> Copy(string systemName, RemotePath source, RemotePath target, InternalTransferOptions? options)
        => Submit(systemName, "cp", UtilitiesRequests.SourceAndTarget(source, target), options);

    public static ApiRequest<TaskTicket<SubmittedJob>> Synchronize(string systemName, RemotePath source, RemotePath target, InternalTransferOptions? options)
        => Submit(systemName, "rsync", UtilitiesRequests.SourceAndTarget(source, target), options);

    public static ApiRequest<TaskTicket<SubmittedJob>> Remove(string systemName, RemotePath path, InternalTransferOptions? options)
        => Submit(systemName, "rm", UtilitiesRequests.Target(path), options);

    public static ApiRequest<TaskTicket<SubmittedJob>> Compress(string systemName, RemotePath source, RemotePath target, bool dereference, InternalTransferOptions? options)
        => Submit(systemName, "compress", UtilitiesRequests.CompressForm(source, target, dereference), options);

    public static ApiRequest<TaskTicket<SubmittedJob>> Extract(string systemName, RemotePath archive, RemotePath targetDirectory, ArchiveType type, InternalTransferOptions? options)
        => Submit(systemName, "extract", UtilitiesRequests.AddType(UtilitiesRequests.SourceAndTarget(archive, targetDirectory), type), options);

    /// <summary>The server takes the part after the last slash, and no other sign that separates, for the name.</summary>
    public static ApiRequest<TaskTicket<RemotePath>> Upload(string systemName, string fileName, RemotePath target)
    {
        CommandWords.CheckFileName(fileName);
        var form = new FormBody().Add("sourcePath", V1Call.Text(fileName, nameof(fileName))).Add("targetPath", V1Call.Path(target, nameof(target)));
        return Post(systemName, "xfer-external/upload", form, ReadTarget);
    }

    public static ApiRequest<TaskTicket<ExternalDownload>> Download(string systemName, RemotePath source)
    {
        var path = V1Call.Path(source, nameof(source));
        var at = path.AsSpan().IndexOfAny(ExpandedByShell);
        return at < 0
            ? Post(systemName, "xfer-external/download", new FormBody().Add("sourcePath", path), ExternalDownload.From)
            : throw new ArgumentException(
                $"The path {path} contains {(path[at] == ' ' ? "a blank" : $"'{path[at]}'")}, which FirecREST v1 gives to the system's shell without quotes here: the file would not be found, or another one taken. Rename it.", nameof(source));
    }

    public static ApiRequest<NoContent> Invalidate(string taskId)
    {
        ArgumentException.ThrowIfNullOrEmpty(taskId);
        return new()
        {
            Method = HttpMethod.Post,
            Path = "storage/xfer-external/invalidate",
            Headers = taskId.All(char.IsAsciiLetterOrDigit)
                ? [new("X-Task-Id", taskId)]
                : throw new ArgumentException($"'{taskId}' is no id of a task; one has letters and digits only.", nameof(taskId)),
            Kind = OperationKind.IdempotentWrite,
            Content = static () => new ByteArrayContent([]),
            Read = NoContent.Read,
        };
    }

    private static ApiRequest<TaskTicket<SubmittedJob>> Submit(string systemName, string name, FormBody form, InternalTransferOptions? options)
    {
        form.Add("jobName", V1Call.Text(options?.JobName, nameof(options.JobName)))
            .Add("time", options?.TimeLimit is { } limit ? Duration(limit) : null)
            .Add("stageOutJobId", V1Call.Text(options?.StageOutJobId, nameof(options.StageOutJobId)))
            .Add("account", V1Call.Text(options?.Account, nameof(options.Account)));
        return Post(systemName, $"xfer-internal/{name}", form, ComputeRequests.ReadSubmitted);
    }

    private static ApiRequest<TaskTicket<T>> Post<T>(string systemName, string path, FormBody form, Func<TaskInfo, T> read) => new()
    {
        Method = HttpMethod.Post,
        Path = $"storage/{path}",
        Headers = V1Call.On(systemName),
        Kind = OperationKind.Submit,
        Content = form.Create,
        Read = V1Call.Ticket(read),
    };

    private static RemotePath ReadTarget(TaskInfo task)
        => task.Data.ValueKind == JsonValueKind.Object && task.Data.TryGetProperty("target", out var target) && target.ValueKind == JsonValueKind.String
            ? RemotePath.FromServer(target.GetString()) ?? throw new JsonException("The task tells no path that the file was written to.")
            : throw new JsonException("The task does not tell where the file was written to.");

    /// <summary>As Slurm reads it: hours, minutes and seconds, after days if there are any.</summary>
    private static string Duration(TimeSpan limit)
    {
        if (limit <= TimeSpan.Zero)
        {
            throw new ArgumentException($"{nameof(InternalTransferOptions.TimeLimit)} is {limit}; it must be positive.");
        }

        var seconds = (long)Math.Ceiling(limit.TotalSeconds);
        var time = TimeSpan.FromSeconds(seconds);
        return time.ToString(time.Days > 0 ? @"d\-hh\:mm\:ss" : @"hh\:mm\:ss", CultureInfo.InvariantCulture);
    }
}
