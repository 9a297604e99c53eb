using System.Text.Json;
using System.Text.Json.Serialization;

namespace Firecrest.Client.V2.Wire;

/// <summary>Turns each row of a list into its model as it is read, so that thousands of rows are not in memory twice.</summary>
internal sealed class WireJobs : JsonConverter<IReadOnlyList<JobInfo>>
{
    public override IReadOnlyList<JobInfo> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("The list of jobs is no list.");
        }

        var row = (JsonConverter<WireJob>)options.GetTypeInfo(typeof(WireJob)).Converter;
        var jobs = new List<JobInfo>();
        JobInfo? before = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var job = reader.TokenType == JsonTokenType.Null ? null : row.Read(ref reader, typeof(WireJob), options);
            before = (job ?? throw new JsonException("A list in the answer holds null.")).ToModel(before);
            jobs.Add(before);
        }

        return jobs;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<JobInfo> value, JsonSerializerOptions options) => throw new NotSupportedException("Lists of jobs are only read.");
}
