using System.Text.Json;
using System.Text.Json.Serialization;
using Firecrest.Client.Jobs;

namespace Firecrest.Client.V2.Wire;

/// <summary>Reads lists of jobs row by row: by hand what tells whether a job is of interest, which is all that happens with most jobs of most lists.</summary>
internal static class WireJobRows
{
    private static readonly LooseText Text = new();

    public static void Read(ReadOnlySpan<byte> body, IListedJobs into)
    {
        try
        {
            ReadAnswer(body, into);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException)
        {
            // What a reader says of a value of another kind; a serializer would have said this.
            throw new JsonException(exception.Message, exception);
        }
    }

    private static void ReadAnswer(ReadOnlySpan<byte> body, IListedJobs into)
    {
        body = JsonBody.WithoutMark(body);
        var reader = new Utf8JsonReader(body);
        reader.Read();
        Expect(JsonTokenType.StartObject, reader.TokenType);
        while (IsAtMember(ref reader))
        {
            if (reader.ValueTextEquals("jobs"u8))
            {
                ReadRows(ref reader, into);
            }
            else
            {
                reader.Skip();
            }
        }

        // Nothing may follow.
        reader.Read();
        foreach (var row in into.WantedAfterAll())
        {
            var again = new Utf8JsonReader(body[row.Place..]);
            again.Read();
            into.Add(ReadInFull(ref again, before: null));
        }
    }

    private static void ReadRows(ref Utf8JsonReader reader, IListedJobs into)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        Expect(JsonTokenType.StartArray, reader.TokenType);
        JobInfo? before = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(JsonTokenType.StartObject, reader.TokenType);
            var start = reader;
            if (into.Wants(ReadAtAGlance(ref reader)))
            {
                before = ReadInFull(ref start, before);
                into.Add(before);
            }
        }
    }

    private static JobInfo ReadInFull(ref Utf8JsonReader reader, JobInfo? before)
        => ((JsonConverter<WireJob>)V2Json.Default.WireJob.Converter).Read(ref reader, typeof(WireJob), V2Json.Default.Options)!.ToModel(before);

    private static ListedJob ReadAtAGlance(ref Utf8JsonReader reader)
    {
        var place = (int)reader.TokenStartIndex;
        string? id = null;
        string? state = null;
        TimeSpan? left = null;
        while (IsAtMember(ref reader))
        {
            if (reader.ValueTextEquals("jobId"u8))
            {
                id = ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("status"u8))
            {
                state = ReadState(ref reader);
            }
            else if (reader.ValueTextEquals("time"u8))
            {
                left = ReadTimeLeft(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return new(JsonBody.Needed(id), state ?? "", left, place);
    }

    private static string? ReadState(ref Utf8JsonReader reader)
    {
        string? state = null;
        while (IsInObject(ref reader))
        {
            if (reader.ValueTextEquals("state"u8))
            {
                state = ReadText(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return state;
    }

    private static TimeSpan? ReadTimeLeft(ref Utf8JsonReader reader)
    {
        double? elapsed = null;
        double? limit = null;
        while (IsInObject(ref reader))
        {
            if (reader.ValueTextEquals("elapsed"u8))
            {
                elapsed = ReadNumber(ref reader);
            }
            else if (reader.ValueTextEquals("limit"u8))
            {
                limit = ReadNumber(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return limit is > 0 ? WireSeconds.ToTimeSpan(limit) - WireSeconds.ToTimeSpan(elapsed) : null;
    }

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        return Text.Read(ref reader, typeof(string), V2Json.Default.Options);
    }

    private static double? ReadNumber(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number)
        {
            return reader.GetDouble();
        }

        reader.Skip();
        return null;
    }

    /// <summary>Goes on to the next member; the first time into the object that is a member's value, if it is one.</summary>
    private static bool IsInObject(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                return false;
            }
        }

        return IsAtMember(ref reader);
    }

    /// <summary>Goes on to the next member of an object; false at its end.</summary>
    private static bool IsAtMember(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    private static void Expect(JsonTokenType expected, JsonTokenType found)
    {
        if (found != expected)
        {
            throw new JsonException($"The list of jobs has a {found} in place of a {expected}.");
        }
    }
}
