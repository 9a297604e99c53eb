using Microsoft.Extensions.Logging;

namespace Firecrest.Cli.Output;

/// <summary>Writes the client's log, which holds no secrets, to standard error.</summary>
internal sealed class NotesLoggerFactory(Notes notes) : ILoggerFactory, ILogger
{
    public void AddProvider(ILoggerProvider provider)
    {
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => notes.WriteAlways($"firecrest: {formatter(state, exception)}");

    public void Dispose()
    {
    }
}
