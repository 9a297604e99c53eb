using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Firecrest.Emulator.Staging;

/// <summary>What a form may put into the store, and until when.</summary>
internal sealed class FormPolicy
{
    private readonly Dictionary<string, string> _conditions = [];

    private FormPolicy(DateTimeOffset expiration) => Expiration = expiration;

    public DateTimeOffset Expiration { get; }

    /// <summary>The text of a policy that asks for exactly these fields, as it stands in the form.</summary>
    public static string Write(DateTimeOffset expiration, IEnumerable<(string Name, string Value)> fields)
    {
        var policy = new JsonObject
        {
            ["expiration"] = expiration.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["conditions"] = new JsonArray([.. fields.Select(field => (JsonNode)new JsonObject { [field.Name] = field.Value })]),
        };
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(policy.ToJsonString()));
    }

    /// <summary>Reads a policy that is signed; the signature vouches for its form.</summary>
    public static FormPolicy Read(string text)
    {
        try
        {
            JsonNode policy = JsonNode.Parse(Convert.FromBase64String(text))!;
            var read = new FormPolicy(DateTimeOffset.Parse(policy["expiration"]!.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
            foreach (JsonNode? condition in policy["conditions"]!.AsArray())
            {
                foreach ((string name, JsonNode? value) in condition!.AsObject())
                {
                    read._conditions[name] = value!.ToString();
                }
            }

            return read;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw S3Error.InvalidArgument;
        }
    }

    /// <summary>Refuses fields that are others than the policy asks for.</summary>
    public void Require(string bucket, IReadOnlyDictionary<string, string> fields)
    {
        foreach ((string name, string expected) in _conditions)
        {
            string? given = name == "bucket" ? bucket : fields.GetValueOrDefault(name);
            if (given != expected)
            {
                throw S3Error.AgainstPolicy($"Policy Condition failed: [\"eq\", \"${name}\", \"{expected}\"]");
            }
        }

        string[] extra = [.. fields.Keys.Where(name => !_conditions.ContainsKey(name) && name is not ("policy" or "x-amz-signature"))];
        if (extra.Length > 0)
        {
            throw S3Error.AgainstPolicy("Extra input fields: " + string.Join(", ", extra.Select(name => name.ToLowerInvariant())));
        }
    }
}
