using Firecrest.Client;

namespace Firecrest.Cli.Documents;

/// <summary>The user that the token stands for, with the server's member names.</summary>
internal sealed record UserDocument(PosixIdPart User, PosixIdPart Group, IReadOnlyList<PosixIdPart> Groups, IReadOnlyList<AccountPart> Accounts)
{
    public static UserDocument From(UserInfo user) => new(
        PosixIdPart.From(user.User), PosixIdPart.From(user.Group), [.. user.Groups.Select(PosixIdPart.From)], [.. user.Accounts.Select(one => new AccountPart(one.Name, one.IsDefault))]);
}

internal sealed record PosixIdPart(string Id, string Name)
{
    public static PosixIdPart From(PosixId id) => new(id.Id, id.Name);
}

internal sealed record AccountPart(string Name, bool Default);
