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

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(Console.Error),
        });
        await console.Status().StartAsync(Words(what), status => act(text => status.Status(Words(text))));
    }

    private static string Words(string text) => Markup.Escape(Printable.Line(text));
}
