using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Firecrest.Testing;

/// <summary>Runs a theory twice: once with the synchronous members, once with the asynchronous ones.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SyncAndAsyncAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
        => new([new TheoryDataRow(Mode.Sync), new TheoryDataRow(Mode.Async)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}

/// <summary>Which of the two twins a test body calls.</summary>
public enum Mode
{
    Sync,
    Async,
}

internal static class ModeExtensions
{
    /// <summary>Calls one twin: the synchronous one on a thread of its own, so that a test can act while it blocks.</summary>
    public static Task<T> Run<T>(this Mode mode, Func<T> sync, Func<Task<T>> async)
        => mode == Mode.Async ? async() : Task.Factory.StartNew(sync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <inheritdoc cref="Run{T}"/>
    public static Task Run(this Mode mode, Action sync, Func<Task> async)
        => mode == Mode.Async ? async() : Task.Factory.StartNew(sync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
