namespace Firecrest.Client;

/// <summary>How jobs are submitted that belong together.</summary>
public sealed record SubmitManyOptions
{
    /// <summary>
    /// A text of the caller's that stands for all of them, from which each has a key of its own by its place: the first one <c>text/0</c>. Submitted again
    /// with it, by this or another process, jobs that are there already are found and not submitted twice, see <see cref="SubmitOptions.IdempotencyKey"/>.
    /// Default: new keys, which cost nothing unless an answer is lost.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>How each of them is submitted. Its <see cref="SubmitOptions.IdempotencyKey"/> is not used.</summary>
    public SubmitOptions Submit { get; init; } = new();

    internal SubmitOptions For(int index)
    {
        ArgumentNullException.ThrowIfNull(Submit);
        return Submit with { IdempotencyKey = IdempotencyKey is null ? null : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{IdempotencyKey}/{index}") };
    }
}
