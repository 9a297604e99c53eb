using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Firecrest.Emulator.Http;
using Microsoft.AspNetCore.Http;

namespace Firecrest.Emulator.Staging;

/// <summary>Answers presigned requests for objects as Ceph's S3 does.</summary>
internal sealed class StagingServer(ObjectStore store, UrlSigner signer, FirecrestEmulatorOptions options)
{
    private const string XmlHead = """<?xml version="1.0" encoding="UTF-8"?>""";
    private const string HostId = "3714-default-default";

    // Of the storage's life cycle, which is announced and here not applied.
    public const int ObjectDays = 10;

    private const int LastPart = 10_000;

    private readonly FormUpload _forms = new(store, signer, options);

    public static bool Serves(HttpRequest request) => request.Path.StartsWithSegments(UrlSigner.Prefix.TrimEnd('/'), StringComparison.Ordinal);

    public async Task Answer(HttpContext http)
    {
        string requestId = $"tx{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(11))[..21]}-006b0317ab-3714-default";
        http.Response.Headers["x-amz-request-id"] = requestId;
        string[] path = http.Request.Path.Value!.Split('/', 4);
        (string bucket, string key) = path.Length == 4 ? (path[2], path[3]) : ("", "");
        try
        {
            if (FormUpload.Serves(http.Request))
            {
                await _forms.Take(http, path.Length > 2 ? path[2] : "").ConfigureAwait(false);
                return;
            }

            signer.Check(http.Request);
            await (http.Request.Method switch
            {
                "PUT" when http.Request.Query.ContainsKey("AWSAccessKeyId") => PutWhole(http, bucket, key),
                "PUT" => PutPart(http, bucket, key),
                "POST" => Complete(http, bucket, key),
                "GET" => Get(http, bucket, key),
                _ => throw S3Error.WrongMethod,
            }).ConfigureAwait(false);
        }
        catch (S3Error e)
        {
            string name = e.NamesBucket ? $"<BucketName>{bucket}</BucketName>" : "";
            string ids = $"<RequestId>{requestId}</RequestId><HostId>{HostId}</HostId>";
            string body = $"{XmlHead}<Error><Code>{e.Message}</Code><Message>{WebUtility.HtmlEncode(e.Text)}</Message>{name}{ids}</Error>";
            http.Response.Headers.AcceptRanges = "bytes";
            await WriteXml(http, e.Status, body).ConfigureAwait(false);
        }
    }

    private async Task PutWhole(HttpContext http, string bucket, string key)
    {
        StagedObject made = await store.PutWhole(bucket, key, http.Request.Body, http.RequestAborted).ConfigureAwait(false);
        http.Response.Headers.ETag = $"\"{made.ETag}\"";
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.ContentLength = 0;
    }

    private async Task PutPart(HttpContext http, string bucket, string key)
    {
        if (!int.TryParse(http.Request.Query["partNumber"], NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number is < 1 or > LastPart)
        {
            throw S3Error.InvalidArgument;
        }

        StagedPart part = await store.PutPart(bucket, key, UploadId(http), number, http.Request.Body, http.RequestAborted).ConfigureAwait(false);
        http.Response.Headers.ETag = $"\"{part.ETag}\"";
        http.Response.Headers.AcceptRanges = "bytes";
        http.Response.Headers["x-amz-expiration"] = Expiration(options.TimeProvider.GetUtcNow());
        http.Response.ContentLength = 0;
    }

    private async Task Complete(HttpContext http, string bucket, string key)
    {
        IReadOnlyList<(int Number, string ETag)> parts = await PartList.Read(http.Request.Body, http.RequestAborted).ConfigureAwait(false);
        StagedObject? made = store.Complete(bucket, key, UploadId(http), parts);
        string escaped = WebUtility.HtmlEncode(key);
        string location = $"<Location>{http.Request.Host.Host}/{bucket}/{escaped}</Location>";
        string body = $"{XmlHead}<CompleteMultipartUploadResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">{location}"
            + $"<Bucket>{bucket}</Bucket><Key>{escaped}</Key><ETag>{made?.ETag}</ETag></CompleteMultipartUploadResult>";
        await WriteXml(http, 200, body).ConfigureAwait(false);
    }

    private async Task Get(HttpContext http, string bucket, string key)
    {
        StagedObject found = store.Find(bucket, key) ?? throw S3Error.NoSuchKey;
        if (http.Request.Headers.IfMatch is [{ } expected] && expected != "*" && expected.Trim('"') != found.ETag)
        {
            throw S3Error.PreconditionFailed;
        }

        var range = ByteRange.Of(http.Request.Headers.Range, found.Size);
        HttpResponse response = http.Response;
        response.StatusCode = range is null ? StatusCodes.Status200OK : StatusCodes.Status206PartialContent;
        response.ContentType = "binary/octet-stream";
        response.ContentLength = range?.Length ?? found.Size;
        response.Headers.AcceptRanges = "bytes";
        response.Headers.LastModified = found.Completed.ToString("R", CultureInfo.InvariantCulture);
        response.Headers["x-amz-expiration"] = Expiration(found.Completed);
        response.Headers["x-rgw-object-type"] = "Normal";
        response.Headers.ETag = $"\"{found.ETag}\"";
        if (range is not null)
        {
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {range.Start}-{range.Start + range.Length - 1}/{found.Size}");
        }

        await response.SendFileAsync(found.File, range?.Start ?? 0, response.ContentLength, http.RequestAborted).ConfigureAwait(false);
    }

    private static string UploadId(HttpContext http) => http.Request.Query["uploadId"].ToString();

    private static string Expiration(DateTimeOffset since)
    {
        DateTime end = since.UtcDateTime.Date.AddDays(ObjectDays + 1);
        return $"expiry-date=\"{end.ToString("R", CultureInfo.InvariantCulture)}\", rule-id=\"ExpireObjects\"";
    }

    private static Task WriteXml(HttpContext http, int status, string body)
        => http.Response.WriteBytes(status, "application/xml", Encoding.UTF8.GetBytes(body));
}
