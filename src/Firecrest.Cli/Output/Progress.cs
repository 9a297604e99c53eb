using Firecrest.Client;
using Spectre.Console;

namespace Firecrest.Cli.Output;

/// <summary>Shows on a terminal that something is going on; elsewhere nothing.</summary>
internal static class Progress
{
    public static Task While(Notes notes, string what, Func<Task> act) => While(notes, what, _ => act());

    /// <summary>The work may change the words as it goes on.</summary>
    public static async Task While(Notes notes, string what, Func<Action<string>, Task> act)
    {
        if (!notes.CanAnimate)
        {
            await act(static _ => { });
            return;
        }

        await CreateConsole().Status().StartAsync(Words(what), status => act(text => status.Status(Words(text))));
    }

    /// <summary>A bar of the bytes that were moved.</summary>
    public static async Task<T> OfTransfer<T>(Notes notes, string what, Func<IProgress<TransferProgress>?, Task<T>> act)
    {
        if (!notes.CanAnimate)
        {
            return await act(null);
        }

        var progress = CreateConsole().Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new TransferSpeedColumn());
        return await progress.StartAsync(context => act(new Bar(context.AddTask(Words(what)), what)));
    }

    private static IAnsiConsole CreateConsole() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.Yes,
        ColorSystem = ColorSystemSupport.Standard,
        Interactive = InteractionSupport.Yes,
        Out = new AnsiConsoleOutput(Console.Error),
    });

    private static string Words(string text) => Markup.Escape(Printable.Line(text));

    private sealed class Bar(ProgressTask task, string what) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value)
        {
            task.MaxValue = value.TotalBytes;
            task.Value = value.MovedBytes;
            task.Description = Words(value.Phase switch
            {
                TransferPhase.WaitingForSystem => $"{what}: the system has the next turn",
                TransferPhase.Verifying => $"{what}: is it there?",
                _ => what,
            });
        }
    }
}
