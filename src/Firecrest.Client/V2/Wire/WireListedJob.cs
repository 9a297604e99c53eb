using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Firecrest.Client.Jobs;

namespace Firecrest.Client.V2.Wire;

/// <summary>What is read of each job of a list before it is chosen.</summary>
internal sealed class WireListedJob
{
    [JsonConverter(typeof(LooseText))]
    public string? JobId { get; set; }

    public WireListedStatus? Status { get; set; }

    public WireListedTime? Time { get; set; }

    /// <summary>Reads the answer to a request for the user's jobs.</summary>
    public static void ReadAll(ReadOnlySpan<byte> body, IListedJobs into)
    {
        body = JsonBody.WithoutMark(body);
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("The answer is no object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isJobs = reader.ValueTextEquals("jobs"u8);
            reader.Read();
            if (isJobs && reader.TokenType != JsonTokenType.Null)
            {
                ReadRows(ref reader, into);
            }
            else
            {
                reader.Skip();
            }
        }

        reader.Read();
        foreach (var row in into.WantedAfterAll())
        {
            var again = new Utf8JsonReader(body[row.Place..]);
            again.Read();
            into.Add(ReadRow(ref again, V2Json.Default.WireJob).ToModel(before: null));
        }
    }

    private static void ReadRows(ref Utf8JsonReader reader, IListedJobs into)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("The list of jobs is no list.");
        }

        JobInfo? before = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = reader;
            if (into.Wants(ReadRow(ref reader, V2Json.Default.WireListedJob).ToModel((int)start.TokenStartIndex)))
            {
                before = ReadRow(ref start, V2Json.Default.WireJob).ToModel(before);
                into.Add(before);
            }
        }
    }

    private static T ReadRow<T>(ref Utf8JsonReader reader, JsonTypeInfo<T> type)
        => JsonSerializer.Deserialize(ref reader, type) ?? throw new JsonException("A list in the answer holds null.");

    private ListedJob ToModel(int place) => new(
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
