using System.Text;

namespace Firecrest.Client.Jobs;

/// <summary>Reads script files of a system, whose text is sent instead of them.</summary>
internal static class RemoteScript
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Decode(string systemName, RemotePath path, byte[] content)
    {
        try
        {
            return BatchScript.Normalise(StrictUtf8.GetString(content), nameof(JobDescription.ScriptPath));
        }
        catch (Exception exception) when (exception is DecoderFallbackException or ArgumentException)
        {
            throw new FirecrestException($"The script {systemName}:{path} cannot be sent: {(exception is DecoderFallbackException ? "it is not UTF-8." : exception.Message)}", exception);
        }
    }
}
