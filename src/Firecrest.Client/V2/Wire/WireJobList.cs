using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Firecrest.Client.Errors;
using Firecrest.Client.Jobs;

namespace Firecrest.Client.V2.Wire;

/// <summary>Reads of each job in a list its state and where it is.</summary>
internal sealed class WireJobList : JsonConverter<IReadOnlyList<ListedJob>>
{
    public override IReadOnlyList<ListedJob> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("The list of jobs is no list.");
        }

        var row = (JsonConverter<WireListedJob>)options.GetTypeInfo(typeof(WireListedJob)).Converter;
        var jobs = new List<ListedJob>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            var job = reader.TokenType == JsonTokenType.Null ? null : row.Read(ref reader, typeof(WireListedJob), options);
            jobs.Add((job ?? throw new JsonException("A list in the answer holds null.")).ToModel(start..(int)reader.BytesConsumed));
        }

        return jobs;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<ListedJob> value, JsonSerializerOptions options) => throw new NotSupportedException("Lists of jobs are only read.");

    /// <summary>Keeps a copy of the answer, from which jobs are read later.</summary>
    public static JobList Read(ReadOnlySpan<byte> body)
    {
        var kept = JsonBody.WithoutMark(body).ToArray();
        return new JobList(JsonBody.Read(kept, V2Json.Default.JobListAnswer).Jobs ?? [], row => ReadRow(kept, row));
    }

    private static JobInfo ReadRow(byte[] body, ListedJob row)
    {
        try
        {
            return JsonBody.Read(body.AsSpan(row.Place), V2Json.Default.WireJob).ToModel(before: null);
        }
        catch (JsonException exception)
        {
            throw new FirecrestApiException(
                new FirecrestApiFailure
                {
                    StatusCode = HttpStatusCode.OK,
                    ErrorCode = FirecrestErrorCode.UnexpectedResponse,
                    ServerMessage = $"job {row.JobId} in the list cannot be read: {exception.Message}",
                    Method = "GET",
                    Path = "/compute",
                },
                exception)
            { Outcome = OutcomeClass.Refused };
        }
    }
}

internal sealed class JobListAnswer
{
    [JsonConverter(typeof(WireJobList))]
    public IReadOnlyList<ListedJob>? Jobs { get; set; }
}

internal sealed class WireListedJob
{
    [JsonConverter(typeof(LooseText))]
    public string? JobId { get; set; }

    public WireListedStatus? Status { get; set; }

    public WireListedTime? Time { get; set; }

    public ListedJob ToModel(Range place) => new(
        JsonBody.Needed(JobId), Status?.State ?? "", Time?.Limit is > 0 ? WireSeconds.ToTimeSpan(Time.Limit) - WireSeconds.ToTimeSpan(Time.Elapsed) : null, place);
}

internal sealed class WireListedStatus
{
    [JsonConverter(typeof(LooseText))]
    public string? State { get; set; }
}

internal sealed class WireListedTime
{
    public double? Elapsed { get; set; }

    public double? Limit { get; set; }
}
