using System.Text;

namespace Firecrest.Cli.Invocation;

/// <summary>Standard input, which has this one reader: a run may read a secret, and then data, from it.</summary>
/// <remarks>
/// Nothing is read ahead of what was asked for. A read that blocks cannot be ended, so it is left to a thread that nobody waits for once the token is cancelled.
/// </remarks>
internal sealed class StandardInput : Stream
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Lazy<Stream> _stream = new(Console.OpenStandardInput);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The next line without its end; null when there is none.</summary>
    public async Task<string?> ReadLine(CancellationToken cancellationToken)
    {
        var (line, next) = (new List<byte>(), new byte[1]);
        while (await ReadAsync(next, cancellationToken) == 1)
        {
            if (next[0] == '\n')
            {
                return Utf8.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(next[0]);
        }

        return line.Count > 0 ? Utf8.GetString([.. line]) : null;
    }

    /// <summary>Everything that is left, as text.</summary>
    public async Task<string> ReadToEnd(CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(this, Utf8, leaveOpen: true);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => _stream.Value.Read(buffer, offset, count);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Not into the caller's buffer, which may be another's by the time an abandoned read ends.
        var bytes = new byte[buffer.Length];
        var count = await Task.Run(() => _stream.Value.Read(bytes, 0, bytes.Length), CancellationToken.None).WaitAsync(cancellationToken);
        bytes.AsSpan(0, count).CopyTo(buffer.Span);
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
