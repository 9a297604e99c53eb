using Firecrest.Emulator.Http;

namespace Firecrest.Emulator.Archives;

/// <summary>The names that requests have for the ways to pack an archive.</summary>
internal static class CompressionNames
{
    public static Compression Compression(this BodyReader body)
        => Enum.Parse<Compression>(body.OneOf("compression", "gzip", "none", "bzip2", "gzip", "xz"), ignoreCase: true);

    /// <summary>The letter of tar for it.</summary>
    public static string Flag(this Compression compression) => compression switch
    {
        Archives.Compression.Gzip => "z",
        Archives.Compression.Bzip2 => "j",
        Archives.Compression.Xz => "J",
        _ => "",
    };
}
