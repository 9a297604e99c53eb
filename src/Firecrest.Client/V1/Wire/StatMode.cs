namespace Firecrest.Client.V1.Wire;

/// <summary>Reads the mode of a file, which servers tell in two ways.</summary>
/// <remarks>FirecREST 1.16 sends the whole <c>st_mode</c>; older servers send the octal digits of the permissions as if they were decimal: 755.</remarks>
internal static class StatMode
{
    private const int SmallestType = 0x1000;
    private const int LargestDigits = 7777;
    private const int AllPermissions = 0x1FF;
    private const int AnyExecute = 0x49;

    /// <summary>Type and permissions; of an older server the permissions only.</summary>
    public static int Read(int sent) => sent <= LargestDigits && HasOctalDigits(sent) && !IsPipe(sent) ? FromDigits(sent) : sent;

    /// <summary>The two ways meet at pipes: 4516 is a pipe with <c>rw-r--r--</c>, but digits of a file that sets the user and can be run are more than that or have that bit.</summary>
    private static bool IsPipe(int sent) => sent is >= SmallestType and <= SmallestType + AllPermissions && (sent & AnyExecute) == 0;

    private static bool HasOctalDigits(int sent) => sent switch
    {
        < 0 => false,
        0 => true,
        _ => sent % 10 < 8 && HasOctalDigits(sent / 10),
    };

    private static int FromDigits(int sent) => sent == 0 ? 0 : (FromDigits(sent / 10) * 8) + (sent % 10);
}
