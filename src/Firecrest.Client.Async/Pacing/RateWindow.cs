namespace Firecrest.Client.Pacing;

/// <summary>A number of requests that a site allows in a length of time, and how many of them are left.</summary>
internal sealed class RateWindow
{
    /// <summary>Polls leave this share of the requests to users' calls.</summary>
    private const int ReservedShare = 5;

    /// <summary>A limit that has not been told for this long is not believed any more.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    /// <summary>Limits are told in whole seconds.</summary>
    private static readonly TimeSpan Unit = TimeSpan.FromSeconds(1);

    private bool _isAssumed;
    private int _limit;
    private int _toldLeft;
    private int _left;
    private TimeSpan _end;
    private TimeSpan _told;
    private TimeSpan _length;

    /// <summary>What an answer told: the limit, how many requests are left, and when there are more. Requests that the site has perhaps not counted yet are taken off.</summary>
    public void Learn(int limit, int left, TimeSpan reset, int uncounted, TimeSpan now)
    {
        var isNew = _isAssumed || now >= _end || limit != _limit || now + reset > _end + Unit;
        _isAssumed = false;
        _limit = limit;

        // Answers can overtake each other, and within a window what is left only becomes less.
        _toldLeft = isNew ? left : Math.Min(_toldLeft, left);
        _left = Math.Max(0, _toldLeft - uncounted);
        _end = now + reset;
        _length = isNew || reset > _length ? Longer(reset, Unit) : _length;
        _told = now;
    }

    public bool IsForgotten(TimeSpan now) => now - _told > Longer(Memory, _length * 2);

    /// <summary>The time until a request may be sent; zero for now.</summary>
    public TimeSpan Wait(bool isPoll, int uncounted, TimeSpan now)
    {
        if (now >= _end)
        {
            // Another length begins; the answers will tell whether it is so.
            _isAssumed = true;
            _left = Math.Max(0, _limit - uncounted);
            _end = now + _length;
        }

        return _left > (isPoll ? _limit / ReservedShare : 0) ? TimeSpan.Zero : _end - now;
    }

    public void Take() => _left--;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
