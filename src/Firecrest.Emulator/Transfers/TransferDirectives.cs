using System.Text.Json;
using Firecrest.Emulator.Http;

namespace Firecrest.Emulator.Transfers;

/// <summary>How a client wants to move a file.</summary>
internal sealed record TransferDirectives(string Method, long? FileSize)
{
    private const string Member = "transferDirectives";

    /// <summary>Reads the member; when it is none of the kinds, each kind tells what is wrong with it.</summary>
    public static TransferDirectives? Read(BodyReader body, bool isUpload)
    {
        if (!body.TryGet(Member, out JsonElement given))
        {
            body.Add(body.MissingMember(Member));
            return null;
        }

        string wormholeKind = isUpload ? "WormholeTransferUploadRequest" : "WormholeTransferRequest";
        if (given.ValueKind == JsonValueKind.Object)
        {
            return Choose(body, given, wormholeKind, isUpload);
        }

        foreach (string kind in (string[])[wormholeKind, "S3TransferRequest", "StreamerTransferRequest"])
        {
            body.Add(Validation.NotAnObject(["body", Member, kind], PythonText.Of(given)));
        }

        return null;
    }

    private static TransferDirectives? Choose(BodyReader body, JsonElement given, string wormholeKind, bool isUpload)
    {
        BodyReader wormhole = Kind(given, wormholeKind, "wormhole");
        if (isUpload)
        {
            wormhole.Required("wormholeCode");
        }

        BodyReader s3 = Kind(given, "S3TransferRequest", "s3");
        long? size = s3.Number("fileSize");
        BodyReader streamer = Kind(given, "StreamerTransferRequest", "streamer");
        foreach ((BodyReader kind, string method) in (ReadOnlySpan<(BodyReader, string)>)[(wormhole, "wormhole"), (s3, "s3"), (streamer, "streamer")])
        {
            if (kind.Errors.Count == 0)
            {
                return new TransferDirectives(method, size);
            }
        }

        foreach (FieldError error in (FieldError[])[.. wormhole.Errors, .. s3.Errors, .. streamer.Errors])
        {
            body.Add(error);
        }

        return null;
    }

    private static BodyReader Kind(JsonElement given, string kind, string method)
    {
        var reader = new BodyReader(given, "body", Member, kind);
        reader.Literal("transferMethod", method, $"<DataTransferType.{method}: '{method}'>");
        return reader;
    }
}
