namespace Firecrest.Emulator;

/// <summary>How an emulator behaves where it speaks FirecREST v1.</summary>
public sealed record EmulatedV1Options
{
    /// <summary>
    /// How long a task stays in each of its statuses: 100 ms by default; a real server takes half a second to a second. Zero ends tasks at once, before
    /// anybody sees them wait.
    /// </summary>
    /// <remarks>
    /// What a compute task asks for is done at once, and only told after this time. An uploaded object is found after
    /// <see cref="FirecrestEmulatorOptions.TransferPollInterval"/>.
    /// </remarks>
    public TimeSpan TaskDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How files are put into the object store; a form by default.</summary>
    public EmulatedStaging Staging { get; init; }

    /// <summary>
    /// Whether lists of files show names as they are; false, the default, shows octal numbers for what is not ASCII, as a session without locale does.
    /// </summary>
    public bool ShowsUnicodeNames { get; init; }

    /// <summary>
    /// Whether an API gateway stands in front: it looks at the token first, with texts of its own, and takes one request a second, the others get 429.
    /// False by default.
    /// </summary>
    public bool HasGateway { get; init; }

    /// <summary>A scope that tokens must have; null, the default, for none.</summary>
    public string? RequiredScope { get; init; }

    /// <summary>Those of <see cref="FirecrestEmulatorOptions.SystemNames"/> that refuse connections; none by default.</summary>
    /// <remarks><see cref="FirecrestEmulator.SetHealth"/> makes a system unreachable, which is answered otherwise.</remarks>
    public IReadOnlyList<string> RefusingSystems { get; init; } = [];

    /// <summary>Those of <see cref="FirecrestEmulatorOptions.SystemNames"/> that the user is not allowed to use; none by default.</summary>
    public IReadOnlyList<string> ForbiddenSystems { get; init; } = [];

    internal EmulatedV1Options Copy() => this with { RefusingSystems = [.. RefusingSystems], ForbiddenSystems = [.. ForbiddenSystems] };
}
