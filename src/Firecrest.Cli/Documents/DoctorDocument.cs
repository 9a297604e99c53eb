namespace Firecrest.Cli.Documents;

/// <summary>What is set, and what of it works.</summary>
internal sealed record DoctorDocument(bool Ok, IReadOnlyList<ConfigurationDocument> Settings, IReadOnlyList<CheckPart> Checks);

/// <summary>One step that was tried; not ok and not tried when an earlier one failed.</summary>
internal sealed record CheckPart(string Name, bool Ok, bool Tried, string Detail);

/// <summary>A setting and where it comes from. A secret has no value here.</summary>
internal sealed record ConfigurationDocument(string Name, string? Value, string? Source, bool Secret);
