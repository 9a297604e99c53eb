namespace Firecrest.Cli.Output;

/// <summary>Nobody reads what is written.</summary>
internal sealed class BrokenPipeException() : IOException("Nobody reads the output any more.")
{
    /// <summary>True also where the library has put it into an exception of its own, as for a download.</summary>
    public static bool IsCauseOf(Exception? exception)
    {
        while (exception is not (null or BrokenPipeException))
        {
            exception = exception.InnerException;
        }

        return exception is not null;
    }
}
