using System.Globalization;

namespace Firecrest.Client.Tests.Culture;

/// <summary>The culture of this test, and of what it starts, until it is disposed.</summary>
internal sealed class UserCulture : IDisposable
{
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo _uiCulture = CultureInfo.CurrentUICulture;

    public UserCulture(string name)
    {
        var culture = CultureInfo.GetCultureInfo(name, predefinedOnly: true);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
    }

    /// <summary>Those that betray code which formats, parses or changes case by the culture of its user.</summary>
    /// <remarks>In Turkish the capital of i is İ; in German a comma separates decimals; Persian has a minus sign and a calendar of its own, Thai other years.</remarks>
    public static TheoryData<string> Names => ["tr-TR", "de-DE", "fa-IR", "th-TH"];

    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_culture, _uiCulture);
}
