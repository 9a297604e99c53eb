namespace Firecrest.Emulator.Staging;

/// <summary>An answer of the object store that is not a success.</summary>
internal sealed class S3Error(int status, string code, bool namesBucket = false, string text = "") : Exception(code)
{
    /// <summary>What the store says about it; Ceph says nothing of most errors.</summary>
    public string Text { get; } = text;

    public int Status { get; } = status;

    public bool NamesBucket { get; } = namesBucket;

    public static S3Error NoSuchKey => new(404, "NoSuchKey", namesBucket: true);

    public static S3Error NoSuchUpload => new(404, "NoSuchUpload", namesBucket: true);

    public static S3Error MalformedXml => new(400, "MalformedXML", namesBucket: true);

    public static S3Error InvalidPart => new(400, "InvalidPart", namesBucket: true);

    public static S3Error InvalidPartOrder => new(400, "InvalidPartOrder", namesBucket: true);

    public static S3Error TooSmall => new(400, "EntityTooSmall", namesBucket: true);

    public static S3Error InvalidRange => new(416, "InvalidRange", namesBucket: true);

    public static S3Error PreconditionFailed => new(412, "PreconditionFailed", namesBucket: true);

    public static S3Error InvalidArgument => new(400, "InvalidArgument");

    public static S3Error AccessDenied => new(403, "AccessDenied");

    public static S3Error WrongSignature => new(403, "SignatureDoesNotMatch");

    /// <summary>A form that its policy does not allow.</summary>
    public static S3Error AgainstPolicy(string reason) => new(403, "AccessDenied", text: "Invalid according to Policy: " + reason);

    public static S3Error WrongMethod => new(405, "MethodNotAllowed");
}
