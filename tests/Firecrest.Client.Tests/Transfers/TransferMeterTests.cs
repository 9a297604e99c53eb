using Firecrest.Client.Transfers;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Client.Tests.Transfers;

public sealed class TransferMeterTests
{
    private const int Parts = 4;
    private const long PartSize = 1000;

    private readonly FakeTimeProvider _time = new();
    private readonly List<(DateTimeOffset At, TransferProgress Progress)> _reports = [];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(33)]
    [InlineData(400)]
    public void However_often_bytes_move_no_second_has_more_than_ten_reports(int milliseconds)
    {
        var meter = CreateMeter();
        meter.Enter(TransferPhase.WaitingForSystem);
        meter.Enter(TransferPhase.Moving);
        var parts = Enumerable.Range(0, Parts).Select(_ => new PartMeter(meter)).ToList();
        for (var moved = 1; moved <= PartSize; moved++)
        {
            parts.ForEach(part => part.MovedTo(moved));
            _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        }

        meter.Enter(TransferPhase.Verifying);
        meter.Enter(TransferPhase.Done);

        _reports.Should().OnlyContain(report => _reports.Count(other => other.At >= report.At && other.At < report.At + TimeSpan.FromSeconds(1)) <= 10);
        _reports.Select(report => report.Progress.MovedBytes).Should().BeInAscendingOrder().And.EndWith(Parts * PartSize);
        _reports.Should().HaveCountGreaterThan(5, "who watches wants to see it go on");
    }

    [Fact]
    public void Bytes_of_a_part_that_is_moved_again_count_once()
    {
        var meter = CreateMeter();
        var part = new PartMeter(meter);

        part.MovedTo(600);
        part.MovedTo(200);
        part.MovedTo(600);
        part.MovedTo(900);

        meter.Moved.Should().Be(900);
    }

    private TransferMeter CreateMeter() => new(new Planned(), new Recorder(this), _time);

    private sealed class Planned() : Transfer("emulator", "an upload")
    {
        public override string Direction => Sent;

        public override TransferMethod Method => TransferMethod.S3;

        public override long Length => Parts * PartSize;

        public override ValueTask<TransferResult> Run(bool async, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class Recorder(TransferMeterTests test) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => test._reports.Add((test._time.GetUtcNow(), value));
    }
}
