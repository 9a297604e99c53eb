namespace Firecrest.Client;

/// <summary>The user that the token stands for, on one system.</summary>
public sealed record UserInfo
{
    /// <summary>The user.</summary>
    public required PosixId User { get; init; }

    /// <summary>The primary group.</summary>
    public required PosixId Group { get; init; }

    /// <summary>All groups.</summary>
    public IReadOnlyList<PosixId> Groups { get; init; } = [];

    /// <summary>The accounts that the user's jobs can be charged to; empty when the server does not tell (before 2.5.1, PBS).</summary>
    public IReadOnlyList<UserAccount> Accounts { get; init; } = [];
}
