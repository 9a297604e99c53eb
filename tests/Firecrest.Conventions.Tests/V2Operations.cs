using System.Diagnostics;
using System.Reflection;
using Firecrest.Client;
using Firecrest.Client.V2;
using Firecrest.Testing;

namespace Firecrest.Conventions.Tests;

/// <summary>Each operation of the API has a pair of methods, and each pair sends the operation that it stands for.</summary>
public sealed class V2Operations
{
    private static readonly Dictionary<string, object> Arguments = new()
    {
        ["systemName"] = "the-system",
        ["jobId"] = "1",
        ["command"] = "true",
        ["path"] = new RemotePath("/p"),
        ["directory"] = new RemotePath("/d"),
        ["source"] = new RemotePath("/s"),
        ["target"] = new RemotePath("/t"),
        ["linkPath"] = new RemotePath("/l"),
        ["archive"] = new RemotePath("/a.tar"),
        ["targetDirectory"] = new RemotePath("/d"),
        ["mode"] = "640",
        ["group"] = "g",
        ["fileName"] = "f",
        ["content"] = ReadOnlyMemory<byte>.Empty,
        ["job"] = new SubmitJobRequest { WorkingDirectory = "/d", Script = "#!/bin/sh\n" },
    };

    /// <summary>For the parameters named <c>request</c>, by their type.</summary>
    private static readonly object[] Requests =
    [
        new TransferUploadRequest { SourcePath = "/p", Method = TransferMethod.S3, FileSize = 1 },
        new TransferDownloadRequest { SourcePath = "/p", Method = TransferMethod.S3 },
        new TransferMoveRequest { SourcePath = "/p", TargetPath = "/t" },
        new TransferCopyRequest { SourcePath = "/p", TargetPath = "/t" },
        new TransferRemoveRequest { Path = "/p" },
        new TransferCompressRequest { SourcePath = "/p", TargetPath = "/t" },
        new TransferExtractRequest { SourcePath = "/p", TargetPath = "/t" },
    ];

    private static readonly IReadOnlyList<(string Operation, string Method, string[] Helpers)> List = ReadList();

    public static TheoryData<string, string> Covered => [.. List.Select(row => (row.Operation, row.Method))];

    [Fact]
    public void The_list_holds_every_operation_once()
    {
        List.Should().HaveCount(35);
        List.Select(row => row.Operation).Should().OnlyHaveUniqueItems();
        List.Select(row => row.Method).Should().OnlyHaveUniqueItems();
    }

    [Theory, MemberData(nameof(Covered))]
    public async Task A_pair_sends_its_operation_and_a_span_is_called_by_it(string operation, string name)
    {
        foreach (var suffix in new[] { "", "Async" })
        {
            using var telemetry = new RecordedTelemetry();
            using var test = new Activity("test").Start();
            using var handler = StubHandler.Sequence(() => Fixture.Load("v2/status/unknown-system").ToResponse());
            using var client = TestClient.Create(handler);
            var (group, method) = Find(client, name + suffix);

            await FluentActions.Awaiting(() => Invoke(group, method)).Should().ThrowAsync<FirecrestNotFoundException>();

            telemetry.Spans.Where(span => span.TraceId == test.TraceId && span.Kind == ActivityKind.Client).Should().ContainSingle().Which.DisplayName.Should().Be(operation);
            var request = handler.Requests.Should().ContainSingle().Which;
            $"{request.Method} {request.Uri.AbsolutePath}".Should().Be(operation.Replace("{system_name}", "the-system", StringComparison.Ordinal).Replace("{job_id}", "1", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_pair_stands_in_the_list()
    {
        var pairs = typeof(FirecrestV2).GetProperties().SelectMany(group => ClientTypes.Methods(group.PropertyType)
            .Where(method => !method.Name.EndsWith("Async", StringComparison.Ordinal)).Select(method => $"{group.Name}.{method.Name}"));

        pairs.Should().BeSubsetOf(List.Select(row => row.Method));
    }

    [Fact]
    public void The_helpers_in_the_list_are_those_that_there_are()
    {
        Type[] owners = [typeof(FirecrestClient), typeof(JobHandle), typeof(TransferJobHandle), typeof(TransferHandle)];
        var helpers = owners.SelectMany(owner => ClientTypes.Methods(owner).Select(method => method.Name)
            .Where(name => !name.StartsWith("Send", StringComparison.Ordinal) && !name.EndsWith("Async", StringComparison.Ordinal))
            .Select(name => owner == typeof(FirecrestClient) ? name : $"{owner.Name}.{name}")).Distinct();

        List.SelectMany(row => row.Helpers).Distinct().Should().BeEquivalentTo(helpers);
    }

    private static (object Group, MethodInfo Method) Find(FirecrestClient client, string name)
    {
        var parts = name.Split('.');
        var group = typeof(FirecrestV2).GetProperty(parts[0])!.GetValue(client.V2)!;
        return (group, group.GetType().GetMethod(parts[1]) ?? throw new InvalidOperationException($"There is no {name}."));
    }

    private static async Task Invoke(object group, MethodInfo method)
    {
        var arguments = method.GetParameters().Select(p => p.HasDefaultValue && p.Name != "group" ? Type.Missing : p.Name == "request" ? Requests.Single(p.ParameterType.IsInstanceOfType) : Arguments[p.Name!]).ToArray();
        var result = method.Invoke(group, BindingFlags.OptionalParamBinding | BindingFlags.DoNotWrapExceptions, null, arguments, null);
        if (result is Task task)
        {
            await task;
        }
    }

    private static List<(string Operation, string Method, string[] Helpers)> ReadList()
    {
        using var reader = new StreamReader(typeof(V2Operations).Assembly.GetManifestResourceStream("v2-operations.txt")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => line.Split(" | ", StringSplitOptions.TrimEntries))
            .Select(parts => (parts[0], parts[1], parts[2] == "-" ? [] : parts[2].Split(", ")))];
    }
}
