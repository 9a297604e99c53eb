using System.Net;
using System.Text;
using Firecrest.Client.Errors;
using Firecrest.Client.Http;

namespace Firecrest.Client.Transfers;

/// <summary>A file that goes up in parts, which the store joins and a job on the system fetches.</summary>
internal sealed class StagedUploadTransfer : StagedTransfer
{
    /// <summary>A store may take minutes to join many parts.</summary>
    private static readonly TimeSpan JoinLimit = TimeSpan.FromMinutes(10);

    private readonly LocalSource _source;
    private readonly RemotePath _target;
    private readonly ManifestTarget? _before;
    private readonly StagedUpload _staged;
    private readonly string?[] _tags;
    private readonly bool _allWereSent;
    private readonly DateTimeOffset? _expiresOn;
    private bool _joined;
    private bool _wasFetched;
    private bool _mayHaveArrived;

    public StagedUploadTransfer(
        TransferTools tools, string systemName, LocalSource source, RemotePath target, ManifestTarget? before, StagedUpload staged, TransferManifest? manifest,
        IReadOnlyList<ManifestEntry> done, TransferOptions options, string description, string? startedOver)
        : base(tools, systemName, description, staged.Half, manifest, options, startedOver)
    {
        _source = source;
        _target = target;
        _before = before;
        _staged = staged;
        _tags = new string?[staged.PartAddresses.Count];
        _expiresOn = staged.ExpiresOn;
        foreach (var entry in done)
        {
            _joined |= entry.Joined == true;
            if (entry.Part is { } part && part < _tags.Length)
            {
                _tags[part] = entry.Tag;
            }
        }

        _allWereSent = _joined || _tags.All(static tag => tag is not null);
    }

    public override string Direction => Sent;

    public override long Length => _source.Length;

    protected override DateTimeOffset? ExpiresOn => _joined ? null : _expiresOn;

    /// <summary>The job removes the file that is there as soon as it has found the new one.</summary>
    protected override bool MayHaveExecuted => _joined || _mayHaveArrived;

    protected override async ValueTask<TransferResult> Move(TransferMeter meter, bool async, CancellationToken cancellationToken)
    {
        var resumed = Enumerable.Range(0, _tags.Length).Where(part => _tags[part] is not null).Sum(LengthOf);
        GoesOn(meter, resumed);
        meter.Enter(TransferPhase.Moving);
        if (!_joined)
        {
            await SendParts(meter, async, cancellationToken).ConfigureAwait(false);
            await Join(async, cancellationToken).ConfigureAwait(false);
            Manifest?.Add(new ManifestEntry { Joined = true });
        }

        meter.Enter(TransferPhase.WaitingForSystem);
        await WaitForSystem(async, cancellationToken).ConfigureAwait(false);
        meter.Enter(TransferPhase.Verifying);
        var sum = await Prove(async, cancellationToken).ConfigureAwait(false);
        return Result() with { ResumedBytes = resumed, Sha256 = sum };
    }

    /// <summary>When the system has fetched the file, only the proof is left, which a later run can give.</summary>
    protected override bool CanGoOn(Exception failure) => (!HalfIsOver || _wasFetched) && failure is not LocalFileException && base.CanGoOn(failure);

    protected override void Ended(HalfEnd end) => _wasFetched = true;

    protected override string DescribeLeft() => _joined
        ? $"{SystemName}:{_target} may be missing or incomplete."
        : _mayHaveArrived ? $"{SystemName}:{_target} is as it was, unless the object store got the whole file before the connection failed: then the system fetches it."
        : $"{SystemName}:{_target} is as it was; the parts that were sent stay in the object store until it expires them.";

    private async ValueTask SendParts(TransferMeter meter, bool async, CancellationToken cancellationToken)
    {
        var missing = Enumerable.Range(0, _tags.Length).Where(part => _tags[part] is null).ToList();
        using (var reader = _source.Open())
        {
            CheckUnchanged();
            var concurrency = _source.IsSequential ? 1 : Options.Concurrency;
            await PartWorkers.Run(missing, concurrency, (part, inAsync, token) => SendPart(part, reader, meter, inAsync, token), async, cancellationToken).ConfigureAwait(false);
        }

        CheckUnchanged();
    }

    private async ValueTask SendPart(int part, PartReader reader, TransferMeter meter, bool async, CancellationToken cancellationToken)
    {
        var length = LengthOf(part);
        var moved = new PartMeter(meter);
        var form = _staged.FormFields;
        var request = new StagingRequest<string>(
            $"Part {part + 1} of {_tags.Length}", form is null ? HttpMethod.Put : HttpMethod.Post, _staged.PartAddresses[part], Options.StallTimeout, ReadTag)
        {
            ExpiresOn = _expiresOn,
            Prepare = AddHeaders,
            Content = guard =>
            {
                var content = new PartContent(reader, part * _staged.PartSize, length, Tools.Staging.Buffers, guard, moved);
                return form is null ? content : Form(form, content);
            },
        };
        var tag = await Send(request, async, cancellationToken).ConfigureAwait(false);
        moved.MovedTo(length);
        _tags[part] = tag;
        Manifest?.Add(new ManifestEntry { Part = part, Tag = tag });
    }

    /// <summary>Where nothing is to be joined, the file is whole as soon as the store has it, whether its answer comes back or not.</summary>
    private async ValueTask<string> Send(StagingRequest<string> request, bool async, CancellationToken cancellationToken)
    {
        _mayHaveArrived = _staged.CompleteAddress is null;
        try
        {
            var tag = await Tools.Staging.Send(request, async, cancellationToken).ConfigureAwait(false);
            _mayHaveArrived = false;
            return tag;
        }
        catch (StorageException exception) when (exception is { Status: < HttpStatusCode.InternalServerError, FollowsLostAnswer: false })
        {
            _mayHaveArrived = false;
            throw;
        }
    }

    private void AddHeaders(HttpRequestMessage message)
    {
        foreach (var (name, value) in _staged.Headers ?? new Dictionary<string, string>())
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    /// <summary>The store takes what follows the file for nothing, so it comes last.</summary>
    private HttpContent Form(IReadOnlyDictionary<string, string> fields, PartContent content)
    {
        var form = new FormBody();
        foreach (var (name, value) in fields)
        {
            form.Add(name, value);
        }

        return form.AddFile("file", _target.Name, () => content).Create();
    }

    /// <summary>The tag as it is sent, with its quotes, since it is sent back so.</summary>
    private ValueTask<string> ReadTag(HttpResponseMessage response, StallGuard guard)
        => response.Headers.NonValidated.TryGetValues("ETag", out var tag) ? new(tag.ToString())
            : _staged.CompleteAddress is null ? new("")
            : throw new StorageException("The object store took a part without giving it a tag, so that the parts cannot be joined.") { Status = response.StatusCode };

    private async ValueTask Join(bool async, CancellationToken cancellationToken)
    {
        if (_staged.CompleteAddress is { } address)
        {
            var list = PartList();
            var isLong = Options.StallTimeout > JoinLimit;
            var request = new StagingRequest<bool>(
                "The list of the parts", HttpMethod.Post, address, isLong ? Options.StallTimeout : JoinLimit, (response, guard) => ReadJoined(response, async, guard))
            {
                Limit = isLong ? nameof(TransferOptions.StallTimeout) : "what joining the parts may take without a sign of the store",
                Content = _ => new ByteArrayContent(list) { Headers = { ContentType = new("application/xml") } },
            };
            try
            {
                await Tools.Staging.Send(request, async, cancellationToken).ConfigureAwait(false);
            }
            catch (StorageException exception) when (exception.Code == "NoSuchUpload" && (_allWereSent || exception.FollowsLostAnswer))
            {
                // An attempt before, or a run before, joined them although its answer was lost. The file on the system is what proves it.
            }
        }

        _joined = true;
    }

    private byte[] PartList()
    {
        var list = new StringBuilder("""<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">""");
        for (var part = 0; part < _tags.Length; part++)
        {
            list.Append("<Part><PartNumber>").Append(part + 1).Append("</PartNumber><ETag>").Append(WebUtility.HtmlEncode(_tags[part])!.Replace("&quot;", "\"", StringComparison.Ordinal)).Append("</ETag></Part>");
        }

        return Encoding.UTF8.GetBytes(list.Append("</CompleteMultipartUpload>").ToString());
    }

    /// <summary>A store that takes long begins with 200 and may end with an error.</summary>
    private static async ValueTask<bool> ReadJoined(HttpResponseMessage response, bool async, StallGuard guard)
    {
        var body = await StorageAnswer.ReadText(response, async, guard).ConfigureAwait(false);
        if (!StorageAnswer.IsError(body))
        {
            return true;
        }

        var code = StorageAnswer.Element(body, "Code");
        throw new StorageException($"The list of the parts: the object store answered 200 and then an error ({code}).")
        {
            Status = response.StatusCode,
            Code = code,
            Outcome = code is "InternalError" or "ServiceUnavailable" or "SlowDown" or "OperationAborted" ? OutcomeClass.Unknown : OutcomeClass.Refused,
        };
    }

    private async ValueTask<string?> Prove(bool async, CancellationToken cancellationToken)
    {
        try
        {
            return await new TransferProof(Tools, SystemName, Options).CheckUpload(_source, _target, _before, async, cancellationToken).ConfigureAwait(false);
        }
        catch (TransferFailedException exception)
        {
            throw await Failed($"{Half.Description} ended without complaint, but {exception.Message}", exception, null, async, cancellationToken).ConfigureAwait(false);
        }
    }

    private void CheckUnchanged()
    {
        if (_source.State is { } state && LocalFileState.Of(state.Path) != state)
        {
            throw new TransferFailedException($"'{state.Path}' changed while it was sent.");
        }
    }

    private long LengthOf(int part) => Math.Min(_staged.PartSize, Length - (part * _staged.PartSize));
}
