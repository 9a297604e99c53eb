using System.Net;
using Firecrest.Client.Http;
using Microsoft.Win32.SafeHandles;

namespace Firecrest.Client.Transfers;

/// <summary>A file that a job on the system brings to the store, and that comes down in ranges.</summary>
internal sealed class StagedDownloadTransfer : StagedTransfer
{
    /// <summary>A store may show an object a little later than the job has put it there.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10)];

    private readonly RemotePath _source;
    private readonly long _length;
    private readonly DownloadTarget _target;
    private readonly long _partSize;
    private readonly bool[] _done;
    private readonly string _partialPath;
    private readonly bool _hasPartial;
    private Uri? _address;
    private string? _tag;

    public StagedDownloadTransfer(
        TransferTools tools, string systemName, RemotePath source, long length, DownloadTarget target, StagedDownload staged, DownloadState state,
        TransferManifest? manifest, TransferOptions options, string description, string? startedOver)
        : base(tools, systemName, description, staged.Half, manifest, options, startedOver)
    {
        _source = source;
        _length = length;
        _target = target;
        _address = staged.Address;
        _partSize = state.PartSize;
        _partialPath = state.PartialPath;
        _hasPartial = state.Entries is not null;
        _done = new bool[(int)((length / _partSize) + (length % _partSize > 0 ? 1 : 0))];
        HalfIsOver = state.HalfIsOver;
        foreach (var entry in state.Entries ?? [])
        {
            if (entry.Part is { } part && part < _done.Length)
            {
                _done[part] = true;
            }
            else
            {
                _tag = entry.Tag ?? _tag;
            }
        }
    }

    public override string Direction => Received;

    public override long Length => _length;

    protected override DateTimeOffset? ExpiresOn => _address is null ? null : PresignedAddress.ExpiresOn(_address);

    /// <summary>Nothing on the system changes.</summary>
    protected override bool MayHaveExecuted => false;

    protected override async ValueTask<TransferResult> Move(TransferMeter meter, bool async, CancellationToken cancellationToken)
    {
        var resumed = Enumerable.Range(0, _done.Length).Where(part => _done[part]).Sum(LengthOf);
        GoesOn(meter, resumed);
        if (!HalfIsOver || _address is null)
        {
            meter.Enter(TransferPhase.WaitingForSystem);
            await WaitForSystem(async, cancellationToken).ConfigureAwait(false);
        }

        await Half.CleanUp(async, cancellationToken).ConfigureAwait(false);
        meter.Enter(TransferPhase.Moving);
        string? sum = null;
        using (var file = OpenPartial())
        {
            await Fetch(file, meter, async, cancellationToken).ConfigureAwait(false);
            if (Options.Verification == TransferVerification.Sha256)
            {
                meter.Enter(TransferPhase.Verifying);
                sum = await LocalHash.Compute(new FilePartReader(file), Length, async, cancellationToken).ConfigureAwait(false);
                await new TransferProof(Tools, SystemName, Options).Compare(_source, sum, async, cancellationToken).ConfigureAwait(false);
            }
        }

        await _target.Accept(_partialPath, async, cancellationToken).ConfigureAwait(false);
        return Result() with { ResumedBytes = resumed, Sha256 = sum };
    }

    protected override void Ended(HalfEnd end)
    {
        if (_address is null && end.DownloadAddress is not null)
        {
            _address = end.DownloadAddress;
            Manifest?.Add(new ManifestEntry { Address = _address });
        }
    }

    protected override void Discard() => File.Delete(_partialPath);

    protected override string DescribeLeft() => _target.IsWrittenInPart
        ? $"A part of it, or all, is in {_target.Description} already."
        : $"Nothing of it is left on this machine; {_target.Description} is as it was.";

    private SafeFileHandle OpenPartial()
    {
        if (_hasPartial)
        {
            return File.OpenHandle(_partialPath, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        }

        return _target.Create(_partialPath, Length);
    }

    private async ValueTask Fetch(SafeFileHandle file, TransferMeter meter, bool async, CancellationToken cancellationToken)
    {
        var address = _address ?? throw new TransferFailedException($"{Half.Description} is over, but the server does not tell where the file is.");
        if (_tag is null && Array.IndexOf(_done, false) is >= 0 and var first)
        {
            await FetchFirst(address, first, file, meter, async, cancellationToken).ConfigureAwait(false);
        }

        var missing = Enumerable.Range(0, _done.Length).Where(part => !_done[part]).ToList();
        await PartWorkers.Run(missing, Options.Concurrency, (part, inAsync, token) => FetchPart(address, part, file, meter, inAsync, token), async, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Alone, since it tells what all others must be of.</summary>
    private async ValueTask FetchFirst(Uri address, int part, SafeFileHandle file, TransferMeter meter, bool async, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await FetchPart(address, part, file, meter, async, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (StorageException exception) when (exception.Status == HttpStatusCode.NotFound && !exception.HasExpired)
            {
                if (attempt == Pauses.Length)
                {
                    throw await Failed($"{Half.Description} ended without complaint, but it brought nothing to the object store ({exception.Code}).", exception, null, async, cancellationToken).ConfigureAwait(false);
                }
            }

            await Tools.Clock.Delay(Pauses[attempt], async, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask FetchPart(Uri address, int part, SafeFileHandle file, TransferMeter meter, bool async, CancellationToken cancellationToken)
    {
        var start = part * _partSize;
        var end = start + LengthOf(part) - 1;
        var moved = new PartMeter(meter);
        var request = new StagingRequest<FetchedPart>(
            $"Part {part + 1} of {_done.Length}", HttpMethod.Get, address, Options.StallTimeout, (response, guard) => Receive(response, part, file, moved, guard, async))
        {
            Prepare = message =>
            {
                message.Headers.Range = new(start, end);
                if (_tag is not null)
                {
                    message.Headers.TryAddWithoutValidation("If-Match", _tag);
                }
            },
        };
        try
        {
            var fetched = await Tools.Staging.Send(request, async, cancellationToken).ConfigureAwait(false);
            Record(part, fetched, file);
        }
        catch (StorageException exception) when (exception.Status is HttpStatusCode.PreconditionFailed or HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            throw new TransferFailedException($"The object in the store is not, or no longer, the {Length} bytes of {SystemName}:{_source}.", exception);
        }
    }

    private void Record(int part, FetchedPart fetched, SafeFileHandle file)
    {
        if (Manifest is not null)
        {
            // What is recorded must be there after a crash of the machine too.
            RandomAccess.FlushToDisk(file);
        }

        if (_tag is null && fetched.Tag is not null)
        {
            _tag = fetched.Tag;
            Manifest?.Add(new ManifestEntry { Tag = _tag });
        }

        for (var each = part; each <= (fetched.IsWhole ? _done.Length - 1 : part); each++)
        {
            _done[each] = true;
            Manifest?.Add(new ManifestEntry { Part = each });
        }
    }

    private async ValueTask<FetchedPart> Receive(HttpResponseMessage response, int part, SafeFileHandle file, PartMeter moved, StallGuard guard, bool async)
    {
        var start = part * _partSize;
        var range = response.Content.Headers.ContentRange;
        var whole = response.StatusCode == HttpStatusCode.OK && part == 0 && _tag is null;
        var total = whole ? response.Content.Headers.ContentLength : range?.Length;
        if (total != Length)
        {
            throw new TransferFailedException($"{SystemName}:{_source} had {Length} bytes, the object that the job made of it has {(total is null ? "an unknown number" : $"{total}")}: it changed, or the job failed.");
        }

        if (!whole && (range!.From != start || range.To != start + LengthOf(part) - 1))
        {
            throw new TransferFailedException("The object store answered with another range than was asked for.");
        }

        await Copy(response, start, whole ? Length : LengthOf(part), file, moved, guard, async).ConfigureAwait(false);
        return new(response.Headers.NonValidated.TryGetValues("ETag", out var tag) ? tag.ToString() : null, whole);
    }

    private async ValueTask Copy(HttpResponseMessage response, long start, long length, SafeFileHandle file, PartMeter moved, StallGuard guard, bool async)
    {
        // Reading synchronously takes no token; closing the response is what ends it.
        using var cut = async ? default : guard.Token.UnsafeRegister(static state => ((HttpResponseMessage)state!).Dispose(), response);
        var body = async ? await response.Content.ReadAsStreamAsync(guard.Token).ConfigureAwait(false) : response.Content.ReadAsStream(guard.Token);
        var buffer = Tools.Staging.Buffers.Rent(StagingConnection.BufferSize);
        try
        {
            for (var done = 0L; done < length;)
            {
                // Filled before it is written: a connection gives little at a time.
                var wanted = buffer.AsMemory(0, (int)Math.Min(StagingConnection.BufferSize, length - done));
                for (var filled = 0; filled < wanted.Length;)
                {
                    var read = async ? await body.ReadAsync(wanted[filled..], guard.Token).ConfigureAwait(false) : body.Read(wanted.Span[filled..]);
                    if (read == 0)
                    {
                        throw new IOException($"it ended after {done + filled} of {length} bytes.");
                    }

                    filled += read;
                    guard.Touch();
                }

                await Write(file, wanted, start + done, async, guard.Token).ConfigureAwait(false);
                done += wanted.Length;
                moved.MovedTo(done);
            }
        }
        finally
        {
            Tools.Staging.Buffers.Return(buffer);
        }
    }

    private static async ValueTask Write(SafeFileHandle file, ReadOnlyMemory<byte> bytes, long offset, bool async, CancellationToken cancellationToken)
    {
        try
        {
            if (async)
            {
                await RandomAccess.WriteAsync(file, bytes, offset, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                RandomAccess.Write(file, bytes.Span, offset);
            }
        }
        catch (IOException exception)
        {
            throw new LocalFileException(exception.Message, exception);
        }
    }

    private long LengthOf(int part) => Math.Min(_partSize, Length - (part * _partSize));

    /// <param name="Tag">The tag of the object.</param>
    /// <param name="IsWhole">Whether the store sent all of it, since it knows no ranges.</param>
    private sealed record FetchedPart(string? Tag, bool IsWhole);
}

/// <summary>What of a download is on this machine.</summary>
/// <param name="PartialPath">The file that it is gathered in.</param>
/// <param name="PartSize">The size of its parts in bytes.</param>
/// <param name="Entries">What has arrived; null when it has not begun.</param>
/// <param name="HalfIsOver">Whether the system's half is known to be done.</param>
internal sealed record DownloadState(string PartialPath, long PartSize, IReadOnlyList<ManifestEntry>? Entries, bool HalfIsOver);
