namespace Firecrest.Emulator;

/// <summary>Jobs without processes: each walks through states on the clock of the options, so that days pass when a fake clock is advanced.</summary>
/// <remarks>
/// Everything else is as with real jobs: rows, metadata, errors, cancel, time limits (<see cref="FirecrestEmulatorOptions.DefaultTimeLimit"/> for a script
/// that asks for none) and held jobs. <see cref="FirecrestEmulatorOptions.Slots"/> does not count, and no bash is needed. Jobs move on, and their output
/// files change, when a request arrives.
/// </remarks>
/// <example>
/// <code>
/// var time = new FakeTimeProvider();
/// var simulation = new JobSimulation
/// {
///     Choose = job => job.Name == "bad" ? new SimulatedJob { ExitCode = 3, Output = [new JobOutput("no input\n")] } : null,
/// };
/// await using var hpc = await FirecrestEmulator.StartAsync(new FirecrestEmulatorOptions { Simulation = simulation, TimeProvider = time });
/// </code>
/// </example>
public sealed record JobSimulation
{
    /// <summary>What every job does that <see cref="Choose"/> says nothing about: by default it waits 10 s, runs for a minute and completes.</summary>
    public SimulatedJob Default { get; init; } = new();

    /// <summary>Says what a job does when it is submitted, each task of an array by itself; null for <see cref="Default"/>.</summary>
    /// <remarks>May be called by several threads at once.</remarks>
    public Func<SubmittedJob, SimulatedJob?>? Choose { get; init; }
}
