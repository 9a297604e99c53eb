using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Firecrest.Emulator.Staging;

/// <summary>The body that completes an upload.</summary>
internal static class PartList
{
    public static async Task<IReadOnlyList<(int Number, string ETag)>> Read(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = XmlReader.Create(body, new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Prohibit });
            XElement root = await XElement.LoadAsync(reader, LoadOptions.None, cancellationToken).ConfigureAwait(false);
            return root.Name.LocalName == "CompleteMultipartUpload"
                ? [.. root.Elements().Where(part => part.Name.LocalName == "Part").Select(Part)]
                : throw S3Error.MalformedXml;
        }
        catch (XmlException)
        {
            throw S3Error.MalformedXml;
        }
    }

    private static (int Number, string ETag) Part(XElement part)
    {
        string? number = part.Elements().FirstOrDefault(member => member.Name.LocalName == "PartNumber")?.Value;
        string? tag = part.Elements().FirstOrDefault(member => member.Name.LocalName == "ETag")?.Value;
        return tag is not null && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? (value, tag)
            : throw S3Error.MalformedXml;
    }
}
