using System.Net;
using Firecrest.Testing;

namespace Firecrest.Client.Async.Tests;

/// <summary>No more at a time than the options allow, whoever asks.</summary>
public sealed class ConcurrencyTests
{
    [Fact]
    public async Task All_callers_together_keep_to_one_limit()
    {
        using var handler = new StubHandler(_ => new HttpResponseMessage(HttpStatusCode.OK));
        using var client = new AsyncFirecrestClient(TestClient.Address, new StaticTokenAuth("t"), TestClient.Options(handler), new AsyncClientOptions { MaxConcurrentFiles = 3 });
        var (now, most, gate) = (0, 0, new object());

        async Task Operation(int file, CancellationToken cancellationToken)
        {
            lock (gate)
            {
                most = Math.Max(most, ++now);
            }

            await Task.Yield();
            lock (gate)
            {
                now--;
            }

            if (file == 5)
            {
                throw new FirecrestException("that one");
            }
        }

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => client.ForEachFileAsync(Enumerable.Range(0, 100), Operation).ToListAsync().AsTask()));

        most.Should().BeInRange(1, 3);
        results.Should().AllSatisfy(list => list.Select(result => result.Item).Should().Equal(Enumerable.Range(0, 100)));
        results.Should().AllSatisfy(list => list.Where(result => result.Failure is not null).Select(result => result.Item).Should().Equal(5));
    }

    [Fact]
    public void Options_that_cannot_be_are_refused()
    {
        FluentActions.Invoking(() => Create(new AsyncClientOptions { MaxConcurrentFiles = 0 })).Should().Throw<ArgumentException>().WithMessage("*MaxConcurrentFiles*0*");
        FluentActions.Invoking(() => Create(new AsyncClientOptions { MaxConcurrentSubmissions = -1 })).Should().Throw<ArgumentException>().WithMessage("*MaxConcurrentSubmissions*-1*");
        FluentActions.Invoking(() => Create(new AsyncClientOptions { MinRequestInterval = TimeSpan.FromSeconds(-1) })).Should().Throw<ArgumentException>().WithMessage("*MinRequestInterval*");
        FluentActions.Invoking(() => Create(new AsyncClientOptions()).WatchJobAsync("daint", "1", new WatchOptions { MaxDelay = TimeSpan.Zero })).Should().Throw<ArgumentException>().WithMessage("*MaxDelay*");
        FluentActions.Invoking(() => Create(new AsyncClientOptions()).WatchJobAsync("daint", "../1")).Should().Throw<ArgumentException>().WithMessage("*job id*");
    }

    private static AsyncFirecrestClient Create(AsyncClientOptions options)
        => new(TestClient.Address, new StaticTokenAuth("t"), TestClient.Options(new StubHandler(_ => new HttpResponseMessage(HttpStatusCode.OK))), options);
}
