using Firecrest.Client;
using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Docs.Tests.Snippets;

/// <summary>The code of docs/concepts/following-output.md, on a clock that jumps whenever the client waits.</summary>
public sealed class FollowSnippets : IAsyncLifetime
{
    private static readonly SimulatedJob Plan = new()
    {
        Phases = [new("PENDING", TimeSpan.FromMinutes(1)), new("RUNNING", TimeSpan.FromMinutes(10))],
        Output = [new("step 1\n", TimeSpan.FromMinutes(1)), new("oh\n", TimeSpan.FromMinutes(2)) { IsError = true }, new("step 2\n", TimeSpan.FromMinutes(9))],
    };

    private readonly InstantTime _time = new();
    private readonly StringWriter _console = new();
    private FirecrestEmulator _emulator = null!;
    private FirecrestClient _client = null!;

    /// <summary>What the snippets take for the console.</summary>
    private StringWriter Console => _console;

    public async ValueTask InitializeAsync()
    {
        _emulator = await FirecrestEmulator.StartAsync(new() { TimeProvider = _time, Simulation = new() { Default = Plan } }, TestContext.Current.CancellationToken);
        _client = _emulator.CreateClient(new() { TimeProvider = _time, NetworkTimeout = InstantTime.NeverStrikes });
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Output_as_it_is_written()
    {
        var (job, cancellationToken) = (await Submit(error: null), TestContext.Current.CancellationToken);

        #region snippet follow
        await foreach (OutputChunk chunk in job.FollowOutputAsync(cancellationToken: cancellationToken))
        {
            Console.Write(chunk.Text);
        }
        #endregion

        _console.ToString().Should().Be("step 1\noh\nstep 2\n");
    }

    [Fact]
    public async Task Both_streams()
    {
        var (job, output, errors) = (await Submit("errors.txt"), new StringWriter(), new StringWriter());

        #region snippet follow-both
        var options = new FollowOptions { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(2)) };
        foreach (OutputChunk chunk in job.FollowOutput(options))
        {
            (chunk.IsError ? errors : output).Write(chunk.Text);
        }

        job.Describe().EnsureSucceeded();
        #endregion

        (output.ToString(), errors.ToString()).Should().Be(("step 1\nstep 2\n", "oh\n"));
    }

    private Task<JobHandle> Submit(string? error)
        => _client.SubmitAsync(_emulator.SystemName, JobDescription.FromScript("#!/bin/bash\n", _emulator.HomeDirectory) with { StandardError = error }, TestContext.Current.CancellationToken);
}
