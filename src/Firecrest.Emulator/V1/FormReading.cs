using Firecrest.Emulator.Http;

namespace Firecrest.Emulator.V1;

/// <summary>Reads forms within the limit of a service, which is for the whole body.</summary>
internal static class FormReading
{
    public static async Task<FormBody> Read(V1Exchange exchange, int limit, Func<int, V1Answer> tooLarge)
    {
        if (exchange.Http.Request.ContentLength > limit)
        {
            // Taken all the same, so that the client gets as far as to read the answer.
            await exchange.Http.Request.Body.CopyToAsync(Stream.Null, exchange.Aborted).ConfigureAwait(false);
            throw new V1Refusal(tooLarge(limit));
        }

        FormBody form = await FormBody.Read(exchange.Http.Request, limit, exchange.Aborted).ConfigureAwait(false);
        return form.HasTooLargeFile ? throw new V1Refusal(tooLarge(limit)) : form;
    }
}
