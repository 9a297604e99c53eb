using System.Text;

namespace Firecrest.Emulator.V1;

/// <summary>The pages that the web framework of the services writes by itself.</summary>
internal static class HtmlPages
{
    public static V1Answer NotFound { get; } = Page(
        404,
        "Not Found",
        "The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.");

    public static V1Answer InternalError { get; } = Page(
        500,
        "Internal Server Error",
        "The server encountered an internal error and was unable to complete your request. "
            + "Either the server is overloaded or there is an error in the application.");

    public static V1Answer WrongMethod(string allowed)
        => Page(405, "Method Not Allowed", "The method is not allowed for the requested URL.") with { Headers = [("Allow", allowed)] };

    private static V1Answer Page(int status, string title, string text)
    {
        string html = $"<!doctype html>\n<html lang=en>\n<title>{status} {title}</title>\n<h1>{title}</h1>\n<p>{text}</p>\n";
        return new V1Answer(status) { Content = Encoding.UTF8.GetBytes(html), ContentType = "text/html; charset=utf-8" };
    }
}
