using System.Collections;
using System.Diagnostics;
using System.Reflection;
using Firecrest.Client;
using Firecrest.Client.V1;
using Firecrest.Testing;

namespace Firecrest.Conventions.Tests;

/// <summary>Each operation of FirecREST v1 has methods, and each method sends the operation that it stands for.</summary>
public sealed class V1Operations
{
    private static readonly Dictionary<string, object> Arguments = new()
    {
        ["systemName"] = "the-system",
        ["serviceName"] = "the-service",
        ["jobId"] = "1",
        ["nodeName"] = "the-node",
        ["taskId"] = "0123abcd",
        ["reservationName"] = "the-reservation",
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
    };

    /// <summary>For the parameters named <c>job</c> and <c>reservation</c>, by their type.</summary>
    private static readonly object[] Requests =
    [
        new SubmitJobByUploadRequest { Script = "#!/bin/sh\n" },
        new SubmitJobByPathRequest { TargetPath = "/p" },
        new CreateReservationRequest { Name = "r", Account = "a", NumberOfNodes = 1, NodeType = "n", StartTime = new(2030, 1, 1), EndTime = new(2030, 1, 2) },
        new UpdateReservationRequest { NumberOfNodes = 1, NodeType = "n", StartTime = new(2030, 1, 1), EndTime = new(2030, 1, 2) },
    ];

    private static readonly IReadOnlyList<(string Operation, string[] Methods, string[] Helpers)> List = ReadList();

    public static TheoryData<string, string> Covered => [.. List.SelectMany(row => row.Methods.Select(method => (row.Operation, method)))];

    [Fact]
    public void The_list_holds_every_operation_once()
    {
        List.Should().HaveCount(51);
        List.Select(row => row.Operation).Should().OnlyHaveUniqueItems();
        List.SelectMany(row => row.Methods).Should().OnlyHaveUniqueItems();
    }

    [Theory, MemberData(nameof(Covered))]
    public async Task A_pair_sends_its_operation_and_a_span_is_called_by_it(string operation, string name)
    {
        foreach (var suffix in new[] { "", "Async" })
        {
            using var telemetry = new RecordedTelemetry();
            using var test = new Activity("test").Start();
            using var handler = StubHandler.Sequence(() => Fixture.Load("v1/compute/jobs-unknown-machine").ToResponse());
            using var client = new FirecrestClient(TestClient.Address, new StaticTokenAuth("test-token"), TestClient.Options(handler) with { ApiVersion = FirecrestApiVersion.V1 });
            var parts = name.Split('.');
            var group = typeof(FirecrestV1).GetProperty(parts[0])!.GetValue(client.V1)!;
            var method = group.GetType().GetMethod(parts[1] + suffix) ?? throw new InvalidOperationException($"There is no {name}.");

            await FluentActions.Awaiting(() => Invoke(group, method)).Should().ThrowAsync<FirecrestNotFoundException>();

            telemetry.Spans.Where(span => span.TraceId == test.TraceId && span.Kind == ActivityKind.Client).Should().ContainSingle().Which.DisplayName.Should().Be(operation);
            var request = handler.Requests.Should().ContainSingle().Which;
            $"{request.Method} {request.Uri.AbsolutePath}".Should().Be(Filled(operation));
        }
    }

    [Fact]
    public void Every_pair_stands_in_the_list()
    {
        // What waits sends the operation of the tasks, several times.
        var pairs = typeof(FirecrestV1).GetProperties().SelectMany(group => ClientTypes.Methods(group.PropertyType)
            .Where(method => !method.Name.EndsWith("Async", StringComparison.Ordinal) && !method.Name.StartsWith("Wait", StringComparison.Ordinal)).Select(method => $"{group.Name}.{method.Name}"));

        pairs.Should().BeEquivalentTo(List.SelectMany(row => row.Methods));
    }

    private static string Filled(string operation)
    {
        foreach (var (placeholder, value) in new[] { ("{machinename}", "the-system"), ("{servicename}", "the-service"), ("{jobid}", "1"), ("{nodeName}", "the-node"), ("{taskid}", "0123abcd"), ("{reservation}", "the-reservation") })
        {
            operation = operation.Replace(placeholder, value, StringComparison.Ordinal);
        }

        return operation;
    }

    private static async Task Invoke(object group, MethodInfo method)
    {
        var arguments = method.GetParameters().Select(p => p.HasDefaultValue && p.Name != "group" ? Type.Missing
            : p.Name is "job" or "reservation" ? Requests.Single(p.ParameterType.IsInstanceOfType) : Arguments[p.Name!]).ToArray();
        var result = method.Invoke(group, BindingFlags.OptionalParamBinding | BindingFlags.DoNotWrapExceptions, null, arguments, null);
        if (result is Task task)
        {
            await task;
        }
        else if (result is IAsyncEnumerable<object> sequence)
        {
            await foreach (var item in sequence)
            {
                item.Should().NotBeNull();
            }
        }
        else if (result is IEnumerable rows and not string)
        {
            rows.Cast<object>().Should().NotContainNulls();
        }
    }

    private static List<(string Operation, string[] Methods, string[] Helpers)> ReadList()
    {
        using var reader = new StreamReader(typeof(V1Operations).Assembly.GetManifestResourceStream("v1-operations.txt")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => line.Split(" | ", StringSplitOptions.TrimEntries))
            .Select(parts => (parts[0], parts[1].Split(", "), parts[2] == "-" ? [] : parts[2].Split(", ")))];
    }
}
