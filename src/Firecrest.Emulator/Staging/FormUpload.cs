using System.Security.Cryptography;
using System.Text;
using Firecrest.Emulator.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Firecrest.Emulator.Staging;

/// <summary>Takes objects that come as the last part of a form, whose policy is signed.</summary>
internal sealed class FormUpload(ObjectStore store, UrlSigner signer, FirecrestEmulatorOptions options)
{
    private const int LongestField = 20 * 1024;

    public static bool Serves(HttpRequest request) => HttpMethods.IsPost(request.Method) && Boundary(request) is not null;

    public async Task Take(HttpContext http, string bucket)
    {
        if (http.Request.Headers.ContainsKey("Authorization"))
        {
            throw S3Error.InvalidArgument;
        }

        var fields = new Dictionary<string, string>();
        var reader = new MultipartReader(Boundary(http.Request)!, http.Request.Body);
        while (await reader.ReadNextSectionAsync(http.RequestAborted).ConfigureAwait(false) is { } section)
        {
            Dictionary<string, string> parameters = PartHeader.Parameters(section.ContentDisposition ?? "");
            string name = parameters.GetValueOrDefault("name") ?? "";
            if (name == "file")
            {
                // Everything after the file is ignored.
                await Put(http, bucket, fields, section.Body).ConfigureAwait(false);
                await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted).ConfigureAwait(false);
                return;
            }

            using var text = new StreamReader(section.Body, Encoding.UTF8);
            char[] value = new char[LongestField];
            int length = await text.ReadBlockAsync(value, http.RequestAborted).ConfigureAwait(false);
            fields[name] = new string(value, 0, length);
        }

        throw S3Error.InvalidArgument;
    }

    private async Task Put(HttpContext http, string bucket, Dictionary<string, string> fields, Stream content)
    {
        string key = fields.GetValueOrDefault("key") ?? "";
        try
        {
            Check(bucket, fields);
        }
        catch (S3Error)
        {
            // Taken all the same, so that the client gets as far as to read the answer.
            await content.CopyToAsync(Stream.Null, http.RequestAborted).ConfigureAwait(false);
            throw;
        }

        StagedObject made = await store.PutWhole(bucket, key, content, http.RequestAborted).ConfigureAwait(false);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        http.Response.Headers.ETag = $"\"{made.ETag}\"";
        string escaped = string.Join('/', key.Split('/').Select(Uri.EscapeDataString));
        http.Response.Headers.Location = $"{http.Request.Scheme}://{http.Request.Host}{UrlSigner.Prefix}{bucket}/{escaped}";
    }

    private void Check(string bucket, Dictionary<string, string> fields)
    {
        string text = fields.GetValueOrDefault("policy") ?? throw S3Error.AccessDenied;
        byte[] expected = Encoding.UTF8.GetBytes(signer.SignPolicy(text));
        if (!CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(fields.GetValueOrDefault("x-amz-signature") ?? "")))
        {
            throw S3Error.WrongSignature;
        }

        var policy = FormPolicy.Read(text);
        if (options.TimeProvider.GetUtcNow() > policy.Expiration)
        {
            throw S3Error.AgainstPolicy("Policy expired.");
        }

        policy.Require(bucket, fields);
    }

    private static string? Boundary(HttpRequest request)
        => FormBody.Boundary(MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type) ? type : null);
}
