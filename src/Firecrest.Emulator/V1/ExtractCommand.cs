using Firecrest.Emulator.Archives;
using Firecrest.Emulator.Files;
using Firecrest.Emulator.V1.Utilities;

namespace Firecrest.Emulator.V1;

/// <summary>The command that unpacks an archive, chosen by the end of its name or by the type that the request tells.</summary>
internal static class ExtractCommand
{
    public static Func<CancellationToken, CommandResult> Of(RemoteFiles files, string source, string target, string? type)
    {
        string end = type is null or "auto" ? source : type;
        Compression? compression = Ends(".tar.gz", ".tgz", ".gz") ? Compression.Gzip
            : Ends(".tar.bz2", ".bz2") ? Compression.Bzip2
            : Ends(".tar") ? Compression.None
            : null;
        return compression is { } known ? stop => new ArchiveReader(files).Extract(source, target, known, stop)
            // The nodes of this cluster have no such program.
            : Ends(".zip") ? _ => new CommandResult(127, "", "bash: line 1: unzip: command not found")
            : throw new V1Refusal(V1Answer.Refused(400, Utility.Description("extract"), $"Unsupported file format in {source}."));

        bool Ends(params string[] ends) => ends.Any(one => end.EndsWith(one, StringComparison.Ordinal));
    }
}
