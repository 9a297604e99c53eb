using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace Firecrest.Cli.Tests;

/// <summary>What a run of the command came to.</summary>
internal sealed record CliResult(int ExitCode, byte[] Bytes, string Error)
{
    public string Output => Encoding.UTF8.GetString(Bytes);

    /// <summary>The code of the error, which is the only line of standard error and is JSON.</summary>
    public JsonObject ErrorDocument
    {
        get
        {
            Error.Should().EndWith("\n").And.NotContain("\n{", "an error is one line");
            var document = JsonNode.Parse(Error)!.AsObject();
            SchemaCheck.Fits(document, "error");
            return document["error"]!.AsObject();
        }
    }

    public string ErrorCode => ErrorDocument["code"]!.GetValue<string>();

    /// <summary>Succeeded, in silence on standard error.</summary>
    public CliResult Succeeded()
    {
        ExitCode.Should().Be(0, Error);
        return this;
    }

    /// <summary>The one document on the one line of standard output, which <c>jq -e .</c> takes and which fits its schema.</summary>
    public JsonObject Document(string kind)
    {
        var document = Json().AsObject();
        SchemaCheck.Fits(document, kind);
        return document;
    }

    /// <summary>The same for a list.</summary>
    public IReadOnlyList<JsonObject> Documents(string kind)
    {
        var documents = Json().AsArray().Select(node => node!.AsObject()).ToList();
        documents.ForEach(document => SchemaCheck.Fits(document, kind));
        return documents;
    }

    /// <summary>The documents in the lines of standard output.</summary>
    public IReadOnlyList<JsonObject> Lines(string kind)
    {
        Output.Should().EndWith("\n");
        var documents = Output.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        documents.ForEach(document => SchemaCheck.Fits(document, kind));
        return documents;
    }

    private JsonNode Json()
    {
        Output.Should().EndWith("\n", Error);
        Output.TrimEnd('\n').Should().NotContain("\n", "one document is one line");
        using var jq = Process.Start(new ProcessStartInfo("jq", ["-e", "."]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        jq.StandardInput.BaseStream.Write(Bytes);
        jq.StandardInput.Close();
        jq.StandardOutput.ReadToEnd();
        jq.WaitForExit();
        jq.ExitCode.Should().Be(0, "jq -e . takes {0}", Output);
        return JsonNode.Parse(Output)!;
    }
}
