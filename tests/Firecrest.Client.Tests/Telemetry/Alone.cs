namespace Firecrest.Client.Tests.Telemetry;

/// <summary>Who listens, hears all tests that run, and costs them memory that others of them measure.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
