using System.Globalization;
using System.Text.Json.Nodes;
using Firecrest.Emulator.Staging;
using Microsoft.AspNetCore.Http;

namespace Firecrest.Emulator.V1.Storage;

/// <summary>The requests that put an object into the store and get it back, as the tasks tell them.</summary>
internal sealed class StagingForms(UrlSigner signer, FirecrestEmulatorOptions options)
{
    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    /// <summary>How to upload, with the command line that does it.</summary>
    public JsonObject Upload(HttpRequest request, string bucket, string key, string localPath)
    {
        (JsonObject parameters, string command) = options.V1.Staging == EmulatedStaging.S3V4
            ? Form(request, bucket, key, localPath)
            : Put(request, bucket, key, localPath);
        return new JsonObject { ["command"] = command, ["parameters"] = parameters };
    }

    /// <summary>The address to download from.</summary>
    public string Download(HttpRequest request, string bucket, string key)
    {
        if (options.V1.Staging == EmulatedStaging.S3V4)
        {
            return signer.Sign(request, "GET", bucket, key);
        }

        long expires = Expires();
        string signature = Uri.EscapeDataString(signer.SignOld("GET", bucket, key, expires));
        return string.Create(
            CultureInfo.InvariantCulture, $"{Address(request, bucket, key)}?AWSAccessKeyId={UrlSigner.AccessKey}&Signature={signature}&Expires={expires}");
    }

    /// <summary>Whether the cluster can put its file into the store: the server does not escape the signature, and a plus is taken for a blank.</summary>
    public bool CanStage(string bucket, string key)
        => options.V1.Staging == EmulatedStaging.S3V4 || !signer.SignOld("PUT", bucket, key, Expires()).Contains('+', StringComparison.Ordinal);

    private (JsonObject Parameters, string Command) Form(HttpRequest request, string bucket, string key, string localPath)
    {
        DateTime now = Now.UtcDateTime;
        (string Name, string Value)[] fields =
        [
            ("key", key), ("x-amz-algorithm", "AWS4-HMAC-SHA256"), ("x-amz-credential", UrlSigner.Scope(now)), ("x-amz-date", UrlSigner.Stamp(now)),
        ];
        string policy = FormPolicy.Write(Now + options.StagingUrlLifetime, [("bucket", bucket), .. fields]);
        fields = [.. fields, ("policy", policy), ("x-amz-signature", signer.SignPolicy(policy))];
        var data = new JsonObject();
        foreach ((string name, string value) in fields)
        {
            data[name] = value;
        }

        string url = Address(request, bucket, null);
        string pairs = string.Join(' ', fields.Select(field => $"-F '{field.Name}={field.Value}'"));
        return (Parameters("POST", url, data, [], localPath), $"curl -f --show-error -s -i -X POST             {url} {pairs} -F file=@{localPath}");
    }

    private (JsonObject Parameters, string Command) Put(HttpRequest request, string bucket, string key, string localPath)
    {
        string url = Address(request, bucket, key);
        long expires = Expires();
        string signature = signer.SignOld("PUT", bucket, key, expires);
        var query = new JsonObject { ["AWSAccessKeyId"] = UrlSigner.AccessKey, ["Signature"] = signature, ["Expires"] = expires };
        string command = string.Create(
            CultureInfo.InvariantCulture,
            $"curl -f --show-error -s -i -X PUT '{url}?AWSAccessKeyId={UrlSigner.AccessKey}&Signature={signature}&Expires={expires}' -T {localPath}");
        return (Parameters("PUT", url, [], query, localPath), command);
    }

    private static JsonObject Parameters(string method, string url, JsonObject data, JsonObject query, string localPath) => new()
    {
        ["method"] = method,
        ["url"] = url,
        ["data"] = data,
        ["params"] = query,
        ["files"] = localPath,
        ["json"] = new JsonObject(),
        ["headers"] = new JsonObject(),
    };

    private static string Address(HttpRequest request, string bucket, string? key)
    {
        string escaped = key is null ? "" : "/" + string.Join('/', key.Split('/').Select(Uri.EscapeDataString));
        return $"{request.Scheme}://{request.Host}{UrlSigner.Prefix}{bucket}{escaped}";
    }

    private long Expires() => (Now + options.StagingUrlLifetime).ToUnixTimeSeconds();
}
