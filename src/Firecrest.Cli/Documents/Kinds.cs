using System.Globalization;
using Firecrest.Cli.Output;
using Firecrest.Client;

namespace Firecrest.Cli.Documents;

/// <summary>All kinds of documents, with their tables.</summary>
internal static class Kinds
{
    public static readonly DocumentKind<SystemDocument> System = new(
        "system", "A system, as systems lists it.", () => DocumentJson.Default.SystemDocument, system => system.Name,
        new("NAME", system => system.Name),
        new("SCHEDULER", system => $"{system.Scheduler.Type} {system.Scheduler.Version}".Trim()),
        new("HEALTHY", system => system.F7t.Healthy ? "yes" : "no") { Color = system => system.F7t.Healthy ? ConsoleColor.Green : ConsoleColor.Red },
        new("FILE SYSTEMS", system => string.Join(' ', system.FileSystems.Select(one => one.Path))));

    public static readonly DocumentKind<ServiceDocument> Service = new(
        "service", "A service of a system at its last check, as status lists it.", () => DocumentJson.Default.ServiceDocument, service => $"{service.System}/{service.ServiceType}",
        new("SYSTEM", service => service.System),
        new("SERVICE", service => service.ServiceType),
        new("HEALTHY", service => service.Healthy ? "yes" : "no") { Color = service => service.Healthy ? ConsoleColor.Green : ConsoleColor.Red },
        new("CHECKED", service => service.LastChecked),
        new("PATH", service => service.Path),
        new("MESSAGE", service => service.Message));

    public static readonly DocumentKind<UserDocument> User = new(
        "user", "The user that the token stands for.", () => DocumentJson.Default.UserDocument, user => user.User.Name,
        new("USER", user => $"{user.User.Name} ({user.User.Id})"),
        new("GROUP", user => $"{user.Group.Name} ({user.Group.Id})"),
        new("GROUPS", user => string.Join(' ', user.Groups.Select(group => group.Name))),
        new("ACCOUNTS", user => string.Join(' ', user.Accounts.Select(account => account.Name))));

    public static readonly DocumentKind<NodeDocument> Node = new(
        "node", "A node of a system.", () => DocumentJson.Default.NodeDocument, node => node.Name,
        new("NAME", node => node.Name),
        new("STATE", node => string.Join(',', node.State)),
        new("PARTITIONS", node => string.Join(',', node.Partitions)),
        new("CPUS", node => Number(node.Cpus)) { IsNumber = true },
        new("ALLOCATED", node => Number(node.AllocCpus)) { IsNumber = true },
        new("FREE MIB", node => Number(node.FreeMemory)) { IsNumber = true },
        new("FEATURES", node => string.Join(',', node.Features)));

    public static readonly DocumentKind<PartitionDocument> Partition = new(
        "partition", "A partition (queue) of a system.", () => DocumentJson.Default.PartitionDocument, partition => partition.Name,
        new("NAME", partition => partition.Name),
        new("STATE", partition => string.Join(',', partition.Partition)),
        new("NODES", partition => Number(partition.TotalNodes)) { IsNumber = true },
        new("CPUS", partition => Number(partition.Cpus)) { IsNumber = true });

    public static readonly DocumentKind<ReservationDocument> Reservation = new(
        "reservation", "Nodes set aside for a while.", () => DocumentJson.Default.ReservationDocument, reservation => reservation.Name,
        new("NAME", reservation => reservation.Name),
        new("STATE", reservation => reservation.State),
        new("START", reservation => reservation.StartTimeAt),
        new("END", reservation => reservation.EndTimeAt),
        new("NODES", reservation => reservation.NodeList));

    public static readonly DocumentKind<JobDocument> Job = new(
        "job", "A job, as the scheduler describes it.", () => DocumentJson.Default.JobDocument, job => job.JobId,
        new("ID", job => job.JobId),
        new("NAME", job => job.Name),
        new("STATE", job => job.Found ? job.Status?.State : "not found") { Color = job => ColorOf(job.F7t?.Category) },
        new("REASON", job => job.Status?.StateReason is "None" ? null : job.Status?.StateReason),
        new("EXIT", job => job.F7t?.Terminal == true ? Number(job.Status?.ExitCode) : null) { IsNumber = true },
        new("ELAPSED", job => job.Time?.Elapsed is { } elapsed ? TimeSpan.FromSeconds(elapsed).ToString("c", CultureInfo.InvariantCulture) : null),
        new("NODES", job => job.Nodes),
        new("PARTITION", job => job.Partition));

    public static readonly DocumentKind<SubmittedDocument> Submitted = new(
        "submitted", "A job that was accepted.", () => DocumentJson.Default.SubmittedDocument, job => job.JobId,
        new Column<SubmittedDocument>("ID", job => job.JobId),
        new Column<SubmittedDocument>("SYSTEM", job => job.F7t.System),
        new Column<SubmittedDocument>("ADOPTED", job => job.F7t.Adopted ? "yes" : "no"));

    public static readonly DocumentKind<JobMetadataDocument> JobMetadata = new(
        "job-metadata", "The script and files of a job.", () => DocumentJson.Default.JobMetadataDocument, job => job.JobId,
        new("ID", job => job.JobId),
        new("OUTPUT", job => job.StandardOutput),
        new("ERROR", job => job.StandardError),
        new("INPUT", job => job.StandardInput),
        new("SCRIPT", job => job.Script?.Split('\n').FirstOrDefault()));

    public static readonly DocumentKind<EntryDocument> Entry = new(
        "entry", "An entry of a directory.", () => DocumentJson.Default.EntryDocument, entry => entry.Path,
        new("MODE", entry => entry.Type + entry.Permissions),
        new("USER", entry => entry.User),
        new("GROUP", entry => entry.Group),
        new("SIZE", entry => entry.Size) { IsNumber = true },
        new("MODIFIED", entry => entry.LastModified),
        new("NAME", entry => entry.LinkTarget is { Length: > 0 } target ? $"{entry.Name} -> {target}" : entry.Name) { Color = entry => entry.Type == "d" ? ConsoleColor.Blue : null });

    public static readonly DocumentKind<StatDocument> Stat = new(
        "stat", "What the file system knows of a file.", () => DocumentJson.Default.StatDocument, stat => stat.Path,
        new("PATH", stat => stat.Path),
        new("TYPE", stat => stat.F7t.Type),
        new("MODE", stat => stat.F7t.Permissions),
        new("UID", stat => Number(stat.Uid)) { IsNumber = true },
        new("GID", stat => Number(stat.Gid)) { IsNumber = true },
        new("SIZE", stat => Number(stat.Size)) { IsNumber = true },
        new("MODIFIED", stat => stat.F7t.MtimeAt));

    public static readonly DocumentKind<ChecksumDocument> Checksum = new(
        "checksum", "The checksum of a file.", () => DocumentJson.Default.ChecksumDocument, sum => sum.Checksum,
        new("CHECKSUM", sum => sum.Checksum), new("ALGORITHM", sum => sum.Algorithm), new("PATH", sum => sum.Path));

    public static readonly DocumentKind<FileTypeDocument> FileType = new(
        "file-type", "What the command file says of a file.", () => DocumentJson.Default.FileTypeDocument, file => file.Type, new Column<FileTypeDocument>("TYPE", file => file.Type));

    public static readonly DocumentKind<ContentDocument> Content = new(
        "content", "Text of a file or of a job.", () => DocumentJson.Default.ContentDocument, content => content.Path ?? content.JobId ?? "", new Column<ContentDocument>("CONTENT", content => content.Content));

    public static readonly DocumentKind<ActionDocument> Action = new(
        "action", "What a command without another result has done.", () => DocumentJson.Default.ActionDocument, action => action.Path ?? action.JobId ?? action.Action,
        new("ACTION", action => action.Action), new("PATH", action => action.Path), new("JOB", action => action.JobId));

    public static readonly DocumentKind<DoctorDocument> Doctor = new(
        "doctor", "What is set, and what of it works.", () => DocumentJson.Default.DoctorDocument, doctor => doctor.Ok ? "ok" : "failed", new Column<DoctorDocument>("OK", doctor => doctor.Ok ? "yes" : "no"));

    public static readonly DocumentKind<ConfigurationDocument> Configuration = new(
        "configuration", "A setting and where it comes from; secrets are not shown.", () => DocumentJson.Default.ConfigurationDocument, setting => setting.Name,
        new("SETTING", setting => setting.Name), new("VALUE", setting => setting.Value), new("FROM", setting => setting.Source));

    public static readonly DocumentKind<TokenDocument> Token = new(
        "token", "An access token, which is a secret.", () => DocumentJson.Default.TokenDocument, token => token.AccessToken, new Column<TokenDocument>("TOKEN", token => token.AccessToken));

    public static readonly DocumentKind<LoginDocument> Login = new(
        "login", "A login that is kept.", () => DocumentJson.Default.LoginDocument, login => login.ClientId, new("CLIENT", login => login.ClientId), new("UNTIL", login => login.ExpiresAt));

    public static readonly DocumentKind<ServerVersionDocument> ServerVersion = new(
        "server-version", "The server's version, where it tells one.", () => DocumentJson.Default.ServerVersionDocument, version => version.Version ?? "unknown",
        new Column<ServerVersionDocument>("VERSION", version => version.Version ?? "unknown"));

    public static readonly DocumentKind<KindDocument> Kind = new(
        "kind", "A kind of document that this program prints.", () => DocumentJson.Default.KindDocument, kind => kind.Name, new("NAME", kind => kind.Name), new("MEANING", kind => kind.Meaning));

    public static readonly DocumentKind<ErrorDocument> Error = new(
        "error", "A failure, as one line of standard error.", () => DocumentJson.Default.ErrorDocument, error => error.Error.Code, new Column<ErrorDocument>("ERROR", error => error.Error.Message));

    public static readonly IReadOnlyList<DocumentKind> All =
    [
        System, Service, User, Node, Partition, Reservation, Job, Submitted, JobMetadata, Entry, Stat, Checksum, FileType, Content, Action, Doctor, Configuration, Token,
        Login, ServerVersion, Kind, Error,
    ];

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static ConsoleColor? ColorOf(string? category) => category switch
    {
        nameof(JobCategory.Succeeded) => ConsoleColor.Green,
        nameof(JobCategory.Running) or nameof(JobCategory.Completing) => ConsoleColor.Cyan,
        nameof(JobCategory.Pending) or nameof(JobCategory.Suspended) or nameof(JobCategory.Cancelled) => ConsoleColor.Yellow,
        null or nameof(JobCategory.Unknown) => null,
        _ => ConsoleColor.Red,
    };
}
