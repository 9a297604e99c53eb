using Firecrest.Client;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Firecrest.Cli.Output;

/// <summary>Shows on a terminal that something is going on; elsewhere nothing.</summary>
internal static class Progress
{
    private const int LongestName = 20;

    /// <summary>The work may change the words as it goes on. It prints nothing: what stands at the cursor is erased at the end.</summary>
    public static async Task<T> While<T>(Notes notes, string what, Func<Action<string>, Task<T>> act)
    {
        if (!notes.CanAnimate)
        {
            return await act(static _ => { });
        }

        notes.Animates();
        return await CreateConsole().Status().StartAsync(Words(what), status => act(text => status.Status(Words(text))));
    }

    /// <summary>A bar of the bytes that were moved.</summary>
    public static async Task<T> OfTransfer<T>(Notes notes, string verb, string name, Func<IProgress<TransferProgress>?, Task<T>> act)
    {
        if (!notes.CanAnimate)
        {
            return await act(null);
        }

        notes.Animates();
        var progress = CreateConsole().Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 20 }, new PercentageColumn(), new BytesColumn());
        return await progress.StartAsync(context =>
        {
            // How large the file is, the first report tells.
            var task = context.AddTask(Words(verb));
            task.IsIndeterminate = true;
            return act(new Bar(task, verb, Short(name)));
        });
    }

    private static IAnsiConsole CreateConsole() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.Yes,
        ColorSystem = ColorSystemSupport.Standard,
        Interactive = InteractionSupport.Yes,
        Out = new AnsiConsoleOutput(Console.Error),
    });

    private static string Words(string text) => Markup.Escape(Printable.Line(text));

    /// <summary>The line with the bar has to fit into a terminal of 80 columns, or it is drawn in pieces.</summary>
    private static string Short(string name) => name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…";

    private sealed class Bar(ProgressTask task, string verb, string name) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value)
        {
            task.IsIndeterminate = false;
            task.MaxValue = value.TotalBytes;
            task.Value = value.MovedBytes;
            var doing = value.Phase switch
            {
                TransferPhase.WaitingForSystem => "await",
                TransferPhase.Verifying => "verify",
                _ => verb,
            };
            task.Description = Words($"{doing} {name}");
        }
    }

    private sealed class BytesColumn : ProgressColumn
    {
        private readonly DownloadedColumn _bytes = new();

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
            => task.IsIndeterminate ? Text.Empty : _bytes.Render(options, task, deltaTime);
    }
}
