using System.Net;
using Firecrest.Client.Diagnostics;
using Firecrest.Client.Http;
using Microsoft.Extensions.Logging;

namespace Firecrest.Client.Jobs;

/// <summary>A maintenance of a system, as far as it shows: the server answers 503, and a reservation may tell until when.</summary>
internal sealed class Maintenance(Backend backend, Clock clock, ILogger logger, string systemName)
{
    /// <summary>It may be over before the announced end.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);

    private bool _asked;
    private DateTimeOffset? _end;

    public static bool Shows(FirecrestException failure) => failure is FirecrestUnavailableException { StatusCode: HttpStatusCode.ServiceUnavailable };

    /// <summary>To be called after each answer that the system does work.</summary>
    public void Over() => (_asked, _end) = (false, null);

    /// <summary>How long there is no need to look again; zero when nothing is announced. Asked once, and again when the announced end has passed.</summary>
    public async ValueTask<TimeSpan> Sleep(bool async, CancellationToken cancellationToken)
    {
        if (!_asked || _end <= clock.UtcNow)
        {
            _end = await FindEnd(async, cancellationToken).ConfigureAwait(false);
            _asked = true;
        }

        var left = _end - clock.UtcNow ?? TimeSpan.Zero;
        return left < LongestSleep ? left : LongestSleep;
    }

    /// <summary>The server asks the scheduler for reservations also while it takes it for unhealthy; their purpose shows in the name alone.</summary>
    private async ValueTask<DateTimeOffset?> FindEnd(bool async, CancellationToken cancellationToken)
    {
        try
        {
            var reservations = await backend.GetReservations(systemName, async, cancellationToken).ConfigureAwait(false);
            var now = clock.UtcNow;
            return reservations.Where(one => one.Name.Contains("maint", StringComparison.OrdinalIgnoreCase) && one.StartTime <= now && one.EndTime > now).Max(one => one.EndTime);
        }
        catch (FirecrestException failure)
        {
            Log.MaintenanceNotTold(logger, systemName, failure.Message);
            return null;
        }
    }
}
